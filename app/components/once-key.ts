/** A key for each of the numbered forms of a page, made of the page's own: the same form twice is one message. */
export const onceKeyOf = (onceKey: string, number: number): string =>
  onceKey.slice(0, 28) + number.toString(16).padStart(8, "0");
