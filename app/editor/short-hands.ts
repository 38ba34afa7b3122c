/** What turns into something else while it is typed at the beginning of a line, or anywhere. Listed in the help as well. */

interface ShortHand {
  readonly name: string;
  /** As somebody types it. */
  readonly typed: string;
  readonly pattern: RegExp;
}

export const shortHands = [
  { name: "heading", typed: "# ", pattern: /^(#{1,3})\s$/ },
  { name: "list", typed: "- ", pattern: /^\s*[-*]\s$/ },
  { name: "numbered", typed: "1. ", pattern: /^\s*1[.)]\s$/ },
  { name: "gap", typed: "XXX", pattern: /XXX$/ },
] as const satisfies readonly ShortHand[];

export type ShortHandName = (typeof shortHands)[number]["name"];
