/** Changes of a text as updates, without those that have just come as updates. */
import type * as Y from "yjs";

/**
 * Calls `hear` with each change as `doc.on("update")` does, but for those whose origin is known, until the returned function is
 * called. Where nobody else listens Yjs does not write these down again: for a whole text that takes as long as reading it.
 */
export function hearChanges(
  doc: Y.Doc,
  hear: (update: Uint8Array) => void,
  isKnown: (origin: unknown) => boolean,
): () => void {
  // Told right before Yjs looks whether somebody listens.
  const turn = ({ origin }: Y.Transaction) => {
    if (isKnown(origin)) doc.off("update", hear);
    else doc.on("update", hear);
  };
  doc.on("afterTransactionCleanup", turn);
  return () => {
    doc.off("afterTransactionCleanup", turn);
    doc.off("update", hear);
  };
}
