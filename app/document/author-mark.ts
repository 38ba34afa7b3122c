/** The mark with which a text says who wrote it. It is for pages only: the schema does not know it, and no text keeps it. */

/**
 * Its `by` is the author's key; its `first` is 1 where a passage of theirs begins, in a clause that several wrote; its `other` is 1
 * where somebody else wrote most of the clause.
 */
export const authorMark = "author";
