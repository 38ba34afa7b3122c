/**
 * Discussion: threads of a group, and the voice a post is shown with (domain §2).
 * May import: this room. Begin with `voiceOf`.
 */

import { refuse } from "./refusal.ts";
import type { Capacity, Iso, Office, PersonId, Sector } from "./roles.ts";

export const threadStates = ["open", "closed"] as const;
export type ThreadState = (typeof threadStates)[number];

/** Offices that a country's own people hold, and that are said beside the country's name. */
export type CountryOffice = Extract<Office, "focal-point" | "representative" | "coordinator" | "officer">;

/** How a post is signed: the capacity it was given in, fixed when it was posted. */
export type Voice =
  | {
      readonly kind: "country";
      readonly iso: Iso;
      readonly office: CountryOffice;
      /** Whether the country chaired the group, or was among its Vice Chairs, when the post was made. */
      readonly presides: "chair" | "vice-chair" | null;
    }
  | { readonly kind: "observer"; readonly sector: Sector }
  | { readonly kind: "speaker"; readonly country: Iso }
  | { readonly kind: "agency" }
  | { readonly kind: "secretariat" };

export interface Post {
  readonly authorId: PersonId;
  readonly postedAt: Date;
  readonly hiddenAt: Date | null;
}

/** How long an author may edit a post: 30 minutes (platform default). */
export const editWindowMinutes = 30;

/** The voice with which a post given in `capacity` is shown, or null where that capacity cannot speak. */
export function voiceOf(
  capacity: Capacity & { readonly sector: Sector | null },
  group: { readonly chair: Iso | null; readonly viceChairs: readonly Iso[] },
): Voice | null {
  const { office, country, sector } = capacity;
  switch (office) {
    case "focal-point":
    case "representative":
    case "coordinator":
    case "officer":
      return country === null ? null : { kind: "country", iso: country, office, presides: presides(country) };
    case "observer":
      return sector === null ? null : { kind: "observer", sector };
    case "speaker":
      return country === null ? null : { kind: "speaker", country };
    case "agency":
      return { kind: "agency" };
    case "secretariat":
      return { kind: "secretariat" };
  }
  function presides(iso: Iso): "chair" | "vice-chair" | null {
    if (group.chair === iso) return "chair";
    return group.viceChairs.includes(iso) ? "vice-chair" : null;
  }
}

/** The instant before which the author may edit the post. */
export function editableUntil(post: Post): Date {
  return new Date(post.postedAt.getTime() + editWindowMinutes * 60_000);
}

/** Refuses an answer in a closed thread (`conflict`, `thread.closed`). */
export function checkAnswer(thread: ThreadState): void {
  if (thread === "closed") throw refuse("conflict", "thread.closed");
}

/** Refuses an edit after the window (`conflict`, `post.edit-window-over`) or of a hidden post (`conflict`, `post.hidden`). */
export function checkEdit(post: Post, thread: ThreadState, now: Date): void {
  checkAnswer(thread);
  if (post.hiddenAt !== null) throw refuse("conflict", "post.hidden");
  const until = editableUntil(post);
  if (now >= until) throw refuse("conflict", "post.edit-window-over", { until: until.toISOString() });
}

/** Refuses to hide a post twice (`conflict`, `post.hidden`) or without a reason (`invalid`, `post.reason-needed`). */
export function checkHide(post: Post, reason: string): void {
  if (post.hiddenAt !== null) throw refuse("conflict", "post.hidden");
  if (reason.trim() === "") {
    throw refuse(
      "invalid",
      "post.reason-needed",
      {},
      { fields: { reason: { key: "post.reason-needed", params: {} } } },
    );
  }
}

/** Refuses to close a closed thread (`conflict`, `thread.closed`). */
export function checkClose(thread: ThreadState): void {
  if (thread === "closed") throw refuse("conflict", "thread.closed");
}

/** Refuses to mark a comment as settled twice (`conflict`, `thread.resolved-already`). */
export function checkResolve(resolved: boolean): void {
  if (resolved) throw refuse("conflict", "thread.resolved-already");
}

/** Refuses to open a comment again that is open (`conflict`, `thread.not-resolved`). */
export function checkReopen(resolved: boolean): void {
  if (!resolved) throw refuse("conflict", "thread.not-resolved");
}
