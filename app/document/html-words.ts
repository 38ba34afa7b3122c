/** What a plan is drawn with beside its own words (html.ts). */
import type { HtmlNode } from "./html-tree.ts";
import type { PlanNode } from "./plan.ts";
import type { Output } from "./reading.ts";
import type { Footnote } from "./references.ts";

/** Fields of an output that have no column. */
export const outputDetails = ["start", "indicator", "target", "evidence"] as const;
export type OutputDetail = (typeof outputDetails)[number];

/** The words around the text, said in the reader's language by whoever asks. */
export interface HtmlWords {
  /** "Paragraph 4". */
  paragraph(number: number): string;
  /** "Section 2.1". */
  section(numeral: string): string;
  /** "Output 3". */
  output(number: number): string;
  /** "Footnote 5", for the number in the text. */
  footnote(number: number): string;
  /** "Footnotes", over their list. */
  readonly footnotes: string;
  /** "Back to the text of footnote 5". */
  backFrom(number: number): string;
  /** Where a goal ("elac2015:12") is described; null where it is nowhere. */
  goalAddress(goal: string): string | null;
  /** "Outputs of the plan". */
  readonly outputs: string;
  readonly columns: {
    readonly number: string;
    readonly output: string;
    readonly responsible: string;
    readonly due: string;
    readonly funding: string;
    readonly status: string;
  };
  /** Name of a country by its ISO code. */
  country(iso: string): string;
  /** "with Peru, ECLAC", for partners. */
  with(parties: readonly string[]): string;
  /** "Serves goals 1 and 2.", each with the way to where it is described, where that is known. */
  goals(goals: readonly string[]): readonly HtmlNode[];
  /** A date as the text has it, said in the language where it is one. */
  date(text: string): string;
  /** "Indicator: schools connected", for what an output says beside its columns. */
  detail(name: OutputDetail, words: string): string;
  kind(kind: NonNullable<Output["kind"]>): string;
  status(status: NonNullable<Output["status"]>): string;
  /** "Secured", and its small line "USD 40,000, national, public". */
  funding(funding: Output["funding"]): { readonly state: string; readonly detail: string };
  /** For those who cannot see brackets: "held by Chile, Costa Rica". */
  heldBy(countries: readonly string[]): string;
  /** Where the text says who wrote it (authorship.ts): the sign before a passage, and the same in words. */
  author?(key: string): { readonly sign: string; readonly said: string };
  /** Below a clause: "Written by Brazil (Thiago Souza) and Peru"; null where nothing is to be said. */
  wrote?(clause: string): string | null;
  /** Where a comment on a numbered paragraph or an output is written: the address, what the link says, and of what. */
  comment?(
    clause: string,
    number: number,
    kind: "paragraph" | "output",
  ): {
    readonly href: string;
    readonly words: string;
    readonly about: string;
  };
}

/** What a clause is drawn with: the words of the page, what is before its anchors, and the footnotes, where they are listed. */
export interface Around {
  readonly words: HtmlWords;
  readonly prefix: string;
  readonly notes: ReadonlyMap<PlanNode, Footnote> | null;
  /** Anchors of brackets and gaps that are on the page already; null where a clause is only quoted and takes none. */
  readonly anchored: Set<string> | null;
}
