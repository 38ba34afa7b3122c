/** The id of a clause as the name of a bookmark in a Word file: letters, figures and low lines, at most 40 signs. */

const prefix = "elac_";

/** The name, or null for an id that is too long to be one. */
export function bookmarkOf(id: string): string | null {
  const name = prefix + id.replaceAll("_", "_u").replaceAll("-", "_h");
  return name.length <= 40 ? name : null;
}

/** The id that a bookmark names, or null where it is none of ours. */
export function idOfBookmark(name: string): string | null {
  if (!name.startsWith(prefix)) return null;
  const id = name.slice(prefix.length).replaceAll("_h", "-").replaceAll("_u", "_");
  return /^[A-Za-z0-9_-]{1,40}$/.test(id) ? id : null;
}
