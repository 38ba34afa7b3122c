/**
 * What times in which the platform could not be reached do to the end of a silence (domain §4).
 * May import: this room. Begin with `endAfterOutages`.
 */
import { millisecondsAnHour } from "./region.ts";
import type { Round } from "./round.ts";

/**
 * The end of a silence after outages: if the platform could not be reached during its last hours (24: platform default),
 * the end moves by the time lost, and again by what is lost in the time added. An outage that still lasts ends at `now`.
 */
export function endAfterOutages(
  round: Pick<Round, "closing" | "terms">,
  outages: readonly { readonly from: Date; readonly until: Date | null }[],
  now: Date,
): Date {
  const closing = round.closing.getTime();
  const watch = closing - round.terms.outageHours.value * millisecondsAnHour;
  let end = closing;
  for (;;) {
    let lost = 0;
    for (const { from, until } of merged(outages, now)) {
      lost += Math.max(0, Math.min(until, end) - Math.max(from, watch));
    }
    if (closing + lost === end) return new Date(end);
    end = closing + lost;
  }
}

/**
 * The end of a round as outages have moved it since it was last set, at `since`; those before are in that end already.
 * Only a silence moves, and only by time in which it was open (domain §4).
 */
export function movedEnd(
  round: Pick<Round, "mode" | "opening" | "closing" | "terms">,
  since: Date,
  outages: readonly { readonly from: Date; readonly until: Date }[],
): Date {
  if (round.mode !== "silence") return round.closing;
  const felt = outages
    .filter(({ until }) => until > since && until > round.opening)
    .map(({ from, until }) => ({ from: from < round.opening ? round.opening : from, until }));
  return felt.length === 0 ? round.closing : endAfterOutages(round, felt, since);
}

function merged(
  outages: readonly { readonly from: Date; readonly until: Date | null }[],
  now: Date,
): readonly { from: number; until: number }[] {
  const spans = outages
    .map(({ from, until }) => ({ from: from.getTime(), until: (until ?? now).getTime() }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);
  const apart: { from: number; until: number }[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (last !== undefined && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else apart.push({ ...span });
  }
  return apart;
}
