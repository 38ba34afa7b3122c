/**
 * Naming somebody in a message, so that they hear of it: `@[Costa Rica](country:CR)`.
 * May import: this room. Begin with `mentionAt`; whom a message names is asked of its blocks (document/markup.ts).
 */

/** Who is named: a person, the people of a country in the group, or everybody who sits in the group. */
export type Mention =
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "country"; readonly id: string }
  | { readonly kind: "group"; readonly id: string };

/** So many are told of one message; whoever is named after them is named and not told. */
export const mentionLimit = 10;

/** Characters of the name that is shown. */
const nameLimit = 120;

const form = {
  person: /^[0-9a-f-]{36}$/,
  country: /^[A-Z]{2}$/,
  group: /^[a-z0-9-]{1,80}$/,
} as const;

const pattern = /@\[([^\][\n]{1,120})\]\((person|country|group):([A-Za-z0-9-]{1,80})\)/y;

/** The mention that begins at a place in a text, with the name it shows and its length there; null where none does. */
export function mentionAt(
  source: string,
  at: number,
): { readonly to: Mention; readonly name: string; readonly length: number } | null {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  const [whole = "", name = "", kind, id = ""] = found ?? [];
  if (kind !== "person" && kind !== "country" && kind !== "group") return null;
  return form[kind].test(id) ? { to: { kind, id }, name, length: whole.length } : null;
}

/** How a mention is written. */
export function mentionOf(to: Mention, name: string): string {
  const shown = name.replace(/[\][\n]+/g, " ").slice(0, nameLimit);
  return `@[${shown}](${to.kind}:${to.id})`;
}
