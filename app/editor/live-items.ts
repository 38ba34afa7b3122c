/** What a type of a live text is made of, in its order, and letters by their names in Yjs. */
import type * as Y from "yjs";
import type { Letters } from "#app/document/cleaning.ts";

/** Those that were deleted too. */
export function itemsIn({ _start }: Pick<Y.XmlElement, "_start">): readonly Y.Item[] {
  const items: Y.Item[] = [];
  for (let item = _start; item !== null; item = item.right) items.push(item);
  return items;
}

export const isAmong = ({ client, clock }: Y.ID, letters: readonly Letters[]): boolean =>
  letters.some((one) => one.client === client && one.clock <= clock && clock < one.clock + one.length);
