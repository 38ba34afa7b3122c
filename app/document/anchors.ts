/** Where brackets and gaps stand on a page: ids with a sign that no clause's id can hold, so that they are unique there. */

export const bracketAnchor = (id: string): string => `bracket:${id}`;
export const gapAnchor = (id: string): string => `gap:${id}`;
