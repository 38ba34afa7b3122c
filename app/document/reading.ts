/** Questions on plan JSON: outline, paragraphs with their numbers, outputs, what is missing. */
import {
  fundingScopes,
  fundingSectors,
  fundingStates,
  outputKinds,
  outputStatuses,
  type FundingScope,
  type FundingSector,
  type FundingState,
  type OutputKind,
  type OutputStatus,
} from "./attributes.ts";
import { field, wordsOf, type Plan, type PlanNode } from "./plan.ts";

/**
 * One citable unit of the text, in its order. Paragraphs at the top of the document are numbered through; a heading
 * and a list or table between them carry no number of their own.
 */
export interface Clause {
  /** Stable across releases: the node's id, made unique; where it has none, from its place. Also its anchor. */
  readonly id: string;
  readonly kind: "heading" | "paragraph" | "list" | "table" | "output";
  /** Sections count 1, 2, 3; paragraphs count through the whole plan; outputs count through the whole plan. */
  readonly number: number | null;
  /** The number as it is cited: "2", and "2.1" for a heading below section 2; null where it has none. */
  readonly numeral: string | null;
  readonly node: PlanNode;
  readonly words: string;
}

export interface Section {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly sections: readonly {
    readonly id: string;
    readonly level: number;
    /** "2.1". */
    readonly numeral: string;
    readonly title: string;
  }[];
  readonly outputs: readonly Output[];
}

/** A country by its ISO code, or an institution by its name. */
export type Party = { readonly country: string } | { readonly name: string };

/** One output with its fields (domain §6); a field nobody has filled is null or empty. */
export interface Output {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly kind: OutputKind | null;
  readonly responsible: readonly Party[];
  readonly partners: readonly Party[];
  readonly goals: readonly string[];
  readonly start: string;
  readonly due: string;
  readonly indicator: string;
  readonly target: string;
  readonly funding: {
    readonly state: FundingState | null;
    readonly scope: FundingScope | null;
    readonly sector: FundingSector | null;
    /** A decimal number with a point, or "". */
    readonly amount: string;
    readonly currency: string;
  };
  readonly status: OutputStatus | null;
  readonly evidence: string;
}

/** Something that keeps a plan from being submitted or released. `key` names a sentence, never prose. */
export interface Missing {
  readonly key:
    | "plan.empty"
    | "plan.no-outputs"
    | "output.title"
    | "output.kind"
    | "output.responsible"
    | "output.goals"
    | "output.due"
    | "output.indicator";
  /** The clause to go to, or null where it is the whole plan. */
  readonly clause: string | null;
  /** Number of the output it is about. */
  readonly number: number | null;
}

/** The clauses of a plan, in order, with ids that are unique even where an editor left two alike. */
export function clausesOf(plan: Plan): readonly Clause[] {
  const ids = clauseIds(plan.content);
  const counts = { section: 0, paragraph: 0, output: 0 };
  const numerals = headingNumerals();
  return plan.content.map((node, at): Clause => {
    const kind = kindOf(node);
    const id = ids[at] ?? "";
    const number = numberOf(kind, node, counts);
    const numeral = kind === "heading" ? numerals(levelOf(node)) : number === null ? null : String(number);
    const words =
      kind === "output" ? [field(node, "title"), wordsOf(node)].filter(Boolean).join(" ") : wordsOf(node);
    return { id, kind, number, numeral, node, words };
  });
}

/**
 * Numbers headings as they come, by their levels: 1, 1.1, 1.1.1, 1.2, 2. A level that is left out is not counted, and what
 * stands before the first section has no number. The live text counts by it too.
 */
export function headingNumerals(): (level: number) => string | null {
  let above: { level: number; count: number; below: number }[] = [];
  let sections = 0;
  return (level) => {
    if (level === 1) {
      above = [{ level, count: ++sections, below: 0 }];
    } else {
      above = above.filter((one) => one.level < level);
      const parent = above.at(-1);
      if (parent === undefined) return null;
      above.push({ level, count: ++parent.below, below: 0 });
    }
    return above.map(({ count }) => count).join(".");
  };
}

function levelOf(node: PlanNode): number {
  return Math.min(3, Math.max(1, Number(node.attrs?.level ?? 1)));
}

/** The ids of clauses that stand in this order: each node's own, made unique; where it has none, from its place. */
export function clauseIds(content: readonly PlanNode[]): readonly string[] {
  const taken = new Set<string>();
  return content.map((node, at) => {
    const wanted = field(node, "id") || `${kindOf(node).slice(0, 1)}-${at + 1}`;
    let id = wanted;
    for (let i = 2; taken.has(id); i++) id = `${wanted}-${i}`;
    taken.add(id);
    return id;
  });
}

/** Sections with what stands in each; what comes before the first heading belongs to none. */
export function outlineOf(plan: Plan): readonly Section[] {
  const sections: {
    id: string;
    number: number;
    title: string;
    sections: Section["sections"][number][];
    outputs: Output[];
  }[] = [];
  for (const clause of clausesOf(plan)) {
    const current = sections.at(-1);
    if (clause.kind === "heading" && clause.number !== null) {
      sections.push({ id: clause.id, number: clause.number, title: clause.words, sections: [], outputs: [] });
    } else if (clause.kind === "heading") {
      current?.sections.push({
        id: clause.id,
        level: Number(clause.node.attrs?.level ?? 2),
        numeral: clause.numeral ?? "",
        title: clause.words,
      });
    } else if (clause.kind === "output") {
      current?.outputs.push(outputOf(clause));
    }
  }
  return sections;
}

/** All outputs, in order, numbered from 1. */
export function outputsOf(plan: Plan): readonly Output[] {
  return clausesOf(plan).flatMap((clause) => (clause.kind === "output" ? [outputOf(clause)] : []));
}

/** What is missing before the plan may be submitted, in order of the text; empty: nothing (domain §5, §6). */
export function missingOf(plan: Plan): readonly Missing[] {
  if (clausesOf(plan).every((clause) => clause.words.trim() === "")) {
    return [{ key: "plan.empty", clause: null, number: null }];
  }
  const outputs = outputsOf(plan);
  if (outputs.length === 0) return [{ key: "plan.no-outputs", clause: null, number: null }];
  return outputs.flatMap((output) => {
    const missing: Missing["key"][] = [];
    if (output.title.trim() === "") missing.push("output.title");
    if (output.kind === null) missing.push("output.kind");
    if (output.responsible.length === 0) missing.push("output.responsible");
    if (output.goals.length === 0) missing.push("output.goals");
    if (output.due.trim() === "") missing.push("output.due");
    if (output.indicator.trim() === "") missing.push("output.indicator");
    return missing.map((key) => ({ key, clause: output.id, number: output.number }));
  });
}

/** Countries and institutions of a field: separated by semicolons, two capital letters are a country. */
export function partiesOf(text: string): readonly Party[] {
  return text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (/^[A-Z]{2}$/.test(part) ? { country: part } : { name: part }));
}

function outputOf(clause: Clause): Output {
  const { node } = clause;
  return {
    id: clause.id,
    number: clause.number ?? 0,
    title: field(node, "title"),
    description: wordsOf(node),
    kind: choice(outputKinds, node, "kind"),
    responsible: partiesOf(field(node, "responsible")),
    partners: partiesOf(field(node, "partners")),
    goals: field(node, "goals").split(" ").filter(Boolean),
    start: field(node, "start"),
    due: field(node, "due"),
    indicator: field(node, "indicator"),
    target: field(node, "target"),
    funding: {
      state: choice(fundingStates, node, "funding"),
      scope: choice(fundingScopes, node, "fundingScope"),
      sector: choice(fundingSectors, node, "fundingSector"),
      amount: field(node, "amount"),
      currency: field(node, "currency"),
    },
    status: choice(outputStatuses, node, "status"),
    evidence: field(node, "evidence"),
  };
}

function choice<T extends string>(choices: readonly T[], node: PlanNode, name: string): T | null {
  return choices.find((one) => one === field(node, name)) ?? null;
}

function kindOf(node: PlanNode): Clause["kind"] {
  if (
    node.type === "heading" ||
    node.type === "paragraph" ||
    node.type === "table" ||
    node.type === "output"
  ) {
    return node.type;
  }
  return "list";
}

function numberOf(
  kind: Clause["kind"],
  node: PlanNode,
  counts: { section: number; paragraph: number; output: number },
): number | null {
  if (kind === "heading") return node.attrs?.level === 1 ? ++counts.section : null;
  // An empty line is not a paragraph that anybody can cite.
  if (kind === "paragraph") return wordsOf(node).trim() === "" ? null : ++counts.paragraph;
  return kind === "output" ? ++counts.output : null;
}
