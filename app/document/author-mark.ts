/** The mark with which a text says who wrote it. It is for pages only: the schema does not know it, and no text keeps it. */

/** Its `by` is the author's key, its `first` is 1 where the run before is somebody else's. */
export const authorMark = "author";
