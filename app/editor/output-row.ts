/** What the row of an output shows of its fields, with what is suggested for them. Begin with `rowOf`. */
import type { Node } from "prosemirror-model";
import { outputDetails } from "#app/document/html-words.ts";
import { fieldNames, type FieldName } from "#app/domain/output-field.ts";
import { el } from "./element.ts";
import { suggestedLine, suggestedParts, type BesideFields, type Suggested } from "./output-suggested.ts";
import { country, date, listOf, money, parties, serves, valueOf, type Tongue } from "./saying.ts";

/** Fields with a column of their own. */
export const cells = ["responsible", "due", "funding", "status"] as const;
export type Cell = (typeof cells)[number];

type Parts = readonly (HTMLElement | string)[];

export interface RowOf {
  readonly node: Node;
  readonly tongue: Tongue;
  readonly beside: BesideFields | null;
  readonly suggested: readonly Suggested[];
}

/** The parts of the row: of the title, of each cell, and of the line below the description. */
export function rowOf(of: RowOf): Readonly<Record<Cell | "title" | "serves", Parts>> {
  const { node, tongue } = of;
  const { t } = tongue;
  const say = (name: string) => valueOf(node, name);
  const title = marked(of, "title", say("title") ? [say("title")] : []);
  const partners = parties(tongue, say("partners")).map(({ name }) => name);
  const sum = money(tongue, node);
  const choice = (name: "funding" | "status") =>
    marked(of, name, say(name) ? [el("span", {}, t(`output.${name}.${say(name)}`))] : []);
  return {
    title: title.length > 0 ? title : [el("span", { class: "soft" }, t("output.untitled"))],
    serves: servesOf(of),
    responsible: [
      ...marked(of, "responsible", parties(tongue, say("responsible")).map(country)),
      ...(partners.length > 0
        ? [el("small", {}, t("output.with", { names: listOf(tongue, partners) }))]
        : []),
    ],
    due: marked(of, "due", say("due") ? [el("span", { class: "num" }, date(tongue, say("due")))] : []),
    funding: [...choice("funding"), ...(sum ? [el("small", {}, sum)] : [])],
    status: choice("status"),
  };
}

/** What a field says in full, with what is suggested for it. */
export function fieldWords(of: RowOf, name: FieldName): Parts {
  const said = of.beside?.says(name, valueOf(of.node, name)) ?? "";
  return marked(of, name, said === "" ? [] : [said]);
}

/** Whether something is suggested for a field. */
export const isSuggestedFor = ({ suggested }: RowOf, name: FieldName): boolean =>
  suggested.some(({ field, draft }) => field === name && !draft);

/** Fields without a column, and what is suggested for those that the row does not show by themselves. */
function servesOf(of: RowOf): Parts {
  const { node, tongue, beside, suggested } = of;
  const say = (name: string) => valueOf(node, name);
  const shown: readonly string[] = ["title", ...cells, ...outputDetails];
  const line = (name: FieldName) => (beside === null ? [] : suggestedLine(tongue, beside, name, suggested));
  const details = outputDetails.flatMap((name) => {
    const own = line(name);
    if (own.length > 0) return own;
    const words = name === "start" && say(name) ? date(tongue, say(name)) : say(name);
    return words
      ? [el("span", { class: "output-detail" }, tongue.t(`output.detail.${name}`, { words }))]
      : [];
  });
  const others = fieldNames.flatMap((name) => (shown.includes(name) ? [] : line(name)));
  const kind = say("kind") ? tongue.t(`output.kind.${say("kind")}`) : "";
  const served = serves(tongue, say("goals"));
  return [...details, ...others, kind, kind && served.length > 0 ? " · " : "", ...served];
}

/** What a part of the row shows of a field, struck through where something else is suggested. */
function marked({ beside, suggested }: RowOf, name: FieldName, held: Parts): Parts {
  if (beside === null) return held;
  const parts = suggestedParts(
    beside,
    suggested.filter(({ field }) => field === name),
    held,
  );
  return parts.length > 0 ? parts : held;
}
