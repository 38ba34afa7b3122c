/**
 * What stands beside the text of a plan: comments and suggested words, each fastened to a passage by an anchor that is
 * kept outside the document, so that whoever may speak can write them without the right to edit (domain §2, §3).
 */
import type { FieldName } from "#app/domain/output-field.ts";
import type { Voice } from "#app/domain/thread.ts";
import type { WordingState } from "#app/domain/wording.ts";

export { wordingStates, type WordingState } from "#app/domain/wording.ts";

/** Where something is fastened. It resolves to its quote, or to nothing: never to other words (see anchor.ts). */
export interface Anchor {
  /** The epoch of the document that the relative positions belong to. */
  readonly epoch: number;
  /** Relative positions (Yjs, encoded, base64) of start and end; null where it was made without the live text. */
  readonly start: string | null;
  readonly end: string | null;
  /** The clause it begins in (reading.ts). */
  readonly clause: string;
  /**
   * The field of an output that it is for, where it is for one: `clause` is that output, `quote` is what the field holds ("" for
   * nothing), and there are no positions and no words beside it.
   */
  readonly field?: FieldName;
  /** The words it lies on, at most 2,000 characters; "" for a place between words, or for a clause as a whole. */
  readonly quote: string;
  /** Up to 32 characters before and after the quote, within its block of text. */
  readonly before: string;
  readonly after: string;
}

/** The words of somebody, with the capacity they were given in. */
export interface MarginPost {
  readonly number: number;
  readonly author: string;
  readonly voice: Voice;
  readonly language: string;
  /** In the house's small markup; "" where it is hidden. */
  readonly body: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly hidden: boolean;
}

/** A comment with its answers: a thread of the group's discussion that is fastened to a passage. */
export interface MarginThread {
  /** Its number in the group: /groups/…/discussion/7. */
  readonly number: number;
  readonly title: string;
  readonly anchor: Anchor;
  readonly posts: readonly MarginPost[];
  readonly resolved: { readonly by: string; readonly at: string } | null;
  readonly may: { readonly answer: boolean; readonly resolve: boolean; readonly reopen: boolean };
}

/**
 * Words that somebody suggests for a passage of one block of text, or for a field of an output; the text does not change until they
 * are accepted.
 */
export interface MarginWording {
  /** Its number in the plan. */
  readonly number: number;
  readonly anchor: Anchor;
  /** What is to stand instead of the quote; "" takes the quote away. Where the quote is "", it is put in at that place. */
  readonly replacement: string;
  readonly author: string;
  readonly voice: Voice;
  readonly language: string;
  readonly at: string;
  readonly state: WordingState;
  /** ISO codes of the participating countries that sponsor it; a country's own suggestion begins with its own. */
  readonly sponsors: readonly string[];
  /** Who ended it, when, and why (a rejection always says why). */
  readonly ended: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  /** The place in the log that it was written against, and the release it was first carried over to, if any. */
  readonly base: { readonly epoch: number; readonly seq: number; readonly release: number | null };
  /** The thread in which it is discussed, once somebody has said something. */
  readonly thread: number | null;
  readonly may: {
    readonly sponsor: boolean;
    readonly unsponsor: boolean;
    readonly accept: boolean;
    readonly reject: boolean;
    readonly withdraw: boolean;
    readonly discuss: boolean;
  };
}

/** Everything beside one plan's text, as the reader may see it. */
export interface Margin {
  readonly threads: readonly MarginThread[];
  readonly wordings: readonly MarginWording[];
  /** Whether the reader may comment, and suggest words. */
  readonly may: { readonly comment: boolean; readonly suggest: boolean };
  /** The voices in which they may say it, the nearest first; none where they may not. */
  readonly voices: readonly { readonly key: string; readonly voice: Voice }[];
  /** Whom a comment can name: the mark to write in its words, and the name to choose by (domain/mention.ts). */
  readonly naming: readonly { readonly mark: string; readonly name: string }[];
  /** Topic whose `changed` hints tell that this is to be asked for again (wire.ts, `watch`). */
  readonly topic: string;
}
