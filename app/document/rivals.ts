/** Suggestions that compete: each would change words that another would change too, so only one of them can be taken. Pure. */

interface Span {
  readonly from: number;
  readonly to: number;
  /** The field of the output that lies there, where it is that which changes. */
  readonly field?: string | undefined;
}

/**
 * Whether two changes of one text, or of one block of it, are about the same words, or about the same field of one output; two at
 * one place between words are.
 */
export const compete = (a: Span, b: Span): boolean =>
  a.field === b.field && ((a.from < b.to && b.from < a.to) || (a.from === b.from && a.to === b.to));

/** Those each competes with, of changes that lie in blocks; one that competes with none is left out. */
export function rivalsOf<Key>(
  changes: readonly (Span & { readonly key: Key; readonly element: unknown })[],
): ReadonlyMap<Key, readonly Key[]> {
  const all = changes.map((one) => {
    const others = changes.filter(
      (other) => other !== one && other.element === one.element && compete(one, other),
    );
    return [one.key, others.map(({ key }) => key)] as const;
  });
  return new Map(all.filter(([, others]) => others.length > 0));
}
