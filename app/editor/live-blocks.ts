/** Blocks of a live text by their ids, wherever they stand. Signs within words are none. */
import * as Y from "yjs";
import { isAtom } from "#app/document/atoms.ts";

/** Every block, those within others too. */
export const blocksIn = (parent: Y.XmlFragment): readonly Y.XmlElement[] =>
  parent
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlElement && !isAtom(child.nodeName) ? [child, ...blocksIn(child)] : [],
    );

/** The block that an item brought; null where it is none. */
export function blockIn({ content }: Y.Item): Y.XmlElement | null {
  const type = content instanceof Y.ContentType ? content.type : null;
  return type instanceof Y.XmlElement && !isAtom(type.nodeName) ? type : null;
}

/** Also of a block that is deleted; empty where it has none. */
export function idOf(block: Y.XmlElement): string {
  const value: unknown = block._map.get("id")?.content.getContent().at(-1);
  return typeof value === "string" ? value : "";
}
