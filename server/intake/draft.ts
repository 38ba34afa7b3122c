/** A text that came in a file, before it is a plan's: blocks in order, and what could not be taken. */
import type { PlanNode } from "#app/document/plan.ts";
import type { Language } from "#app/domain/release.ts";
import type { OutputField } from "#app/i18n/output-fields.ts";

export const untakenKinds = [
  "picture",
  "formula",
  "object",
  "comment",
  "change",
  "frame",
  "margin",
  "title",
  "deep-heading",
  "heading-within",
  "nested-table",
  "list-within",
  "link",
  "style",
  "script",
  "note-look",
  "code",
  "field",
  "note",
  "long",
  "rule",
  "other",
] as const;
export type UntakenKind = (typeof untakenKinds)[number];

/** What could not be taken, how often, and the first places: the words beside it. */
export interface Untaken {
  readonly kind: UntakenKind;
  readonly count: number;
  readonly places: readonly string[];
}

/** A block of the file. Its id is that of a clause of ours where the file says so; an output has the words of its fields. */
export interface DraftNode extends PlanNode {
  readonly said?: Readonly<Partial<Record<OutputField, string>>>;
  /** The language those words are in. */
  readonly spoken?: Language;
  /**
   * It stands below a paragraph that a tracked change deletes. LibreOffice writes it with the style of that one; what it is by
   * that says nothing.
   */
  readonly joined?: true;
}

export interface Draft {
  readonly content: readonly DraftNode[];
  readonly untaken: readonly Untaken[];
}

/** Counts what could not be taken. */
export class Untold {
  private readonly found = new Map<UntakenKind, { count: number; places: string[] }>();

  /** `place`: the words of the paragraph it stands in. */
  tell(kind: UntakenKind, place: string, count = 1): void {
    const held = this.found.get(kind) ?? { count: 0, places: [] };
    this.found.set(kind, held);
    held.count += count;
    const words = shortened(place);
    if (words !== "" && held.places.length < 3 && !held.places.includes(words)) held.places.push(words);
  }

  all(): readonly Untaken[] {
    return untakenKinds.flatMap((kind) => {
      const held = this.found.get(kind);
      return held === undefined ? [] : [{ kind, ...held }];
    });
  }
}

function shortened(words: string): string {
  const plain = words.replace(/\s+/g, " ").trim();
  return plain.length <= 60 ? plain : `${plain.slice(0, 60).replace(/\s+\S*$/, "")}…`;
}
