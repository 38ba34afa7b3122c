import type * as Y from "yjs";

/**
 * Makes the document take in what others wrote as it is. Yjs would take out marks that stand there twice, in each copy by
 * itself and by what that copy has read so far: deletions that are in no row of the log. Copies of one log would no longer be
 * equal, and whoever only reads would have something to save.
 */
export function verbatim<Doc extends Y.Doc>(doc: Doc): Doc {
  // Told right before Yjs looks whether there is something to take out.
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    if (!transaction.local) transaction._needFormattingCleanup = false;
  });
  return doc;
}
