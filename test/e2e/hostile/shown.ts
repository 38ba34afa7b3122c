/** Which route shows which words, by the fields that they were filled into. */
export const shown: Readonly<Record<string, readonly string[]>> = {};
export const nowhere: readonly string[] = [];
