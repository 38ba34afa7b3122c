/** Marks as Yjs names them: one that may lie over itself has a hash behind its name (y-prosemirror). */
import { isMark, schema } from "./schema.ts";

/** The mark that a Yjs format's key names, or null where the schema knows none of that form. */
export function markName(key: string): string | null {
  const hashed = /^([a-z_]{1,40})--[a-zA-Z0-9+/=]{8}$/.exec(key)?.[1];
  const name = hashed ?? key;
  const type = isMark(name) ? schema.marks[name] : undefined;
  if (!type) return null;
  const overlaps = !type.excludes(type);
  return overlaps === (hashed !== undefined) ? name : null;
}
