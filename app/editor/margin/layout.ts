/** Where the cards of the margin stand: beside their passages, in order, none upon another. Pure; pixels throughout. */

export interface Card {
  readonly key: string;
  /** Where its passage stands, from the top of the text. */
  readonly wanted: number;
  readonly height: number;
}

/** A stretch of the margin that belongs to something else, as the rows of an output that are wider than the text. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Between two cards, and between a card and a band. */
export const apart = 12;

/**
 * The top of each card, for cards in the order of the text. The chosen one stands exactly beside its passage, those
 * before it make room upwards; where there is not enough, all give way downwards. No card stands above 0.
 */
export function placeCards(
  cards: readonly Card[],
  bands: readonly Band[],
  chosen: string | null,
): ReadonlyMap<string, number> {
  const sorted = [...bands].sort((a, b) => a.top - b.top);
  const tops = downwards(cards, sorted, 0);
  const at = cards.findIndex(({ key }) => key === chosen);
  const one = cards[at];
  if (one !== undefined) {
    const [top = 0] = downwards([one], sorted, 0);
    const before = upwards(cards.slice(0, at), sorted, top);
    if (before !== null) {
      const after = downwards(cards.slice(at + 1), sorted, top + one.height + apart);
      return named(cards, [...before, top, ...after]);
    }
  }
  return named(cards, tops);
}

function downwards(cards: readonly Card[], bands: readonly Band[], from: number): readonly number[] {
  let next = from;
  return cards.map(({ wanted, height }) => {
    const below = free(Math.max(next, wanted), height, bands);
    // Before a band where that is nearer, and nothing stands there.
    const above = freeAbove(wanted, height, bands);
    const top = above >= next && wanted - above < below - wanted ? above : below;
    next = top + height + apart;
    return top;
  });
}

/** Null where the cards do not fit between 0 and `until`. */
function upwards(cards: readonly Card[], bands: readonly Band[], until: number): readonly number[] | null {
  // As far down as they would stand by themselves, and no further than the next one lets them.
  const easy = downwards(cards, bands, 0);
  const tops: number[] = [];
  let bottom = until - apart;
  for (let at = cards.length - 1; at >= 0; at--) {
    const height = cards[at]?.height ?? 0;
    const top = freeAbove(Math.min(easy[at] ?? 0, bottom - height), height, bands);
    if (top < 0) return null;
    tops.unshift(top);
    bottom = top - apart;
  }
  return tops;
}

/** The first place from `top` on that no band is in. */
function free(top: number, height: number, bands: readonly Band[]): number {
  let at = top;
  for (const band of bands)
    if (at < band.bottom + apart && at + height > band.top - apart) at = band.bottom + apart;
  return at;
}

/** The last place up to `top` that no band is in. */
function freeAbove(top: number, height: number, bands: readonly Band[]): number {
  let at = top;
  for (let index = bands.length - 1; index >= 0; index--) {
    const band = bands[index];
    if (band && at < band.bottom + apart && at + height > band.top - apart) at = band.top - apart - height;
  }
  return at;
}

function named(cards: readonly Card[], tops: readonly number[]): ReadonlyMap<string, number> {
  return new Map(cards.map(({ key }, at) => [key, tops[at] ?? 0]));
}
