/**
 * A sample round of four seats, one of them vacant, and positions in it, for the tests of the rules.
 * May import: app/domain. Begin with `round`.
 */
import { defaultTerms, type Position, type PositionKind, type Round } from "#app/domain/round.ts";
import { entry, hours, ms } from "./sample.ts";

export const opening = new Date("2011-02-23T12:00:00.000Z");
export const closing = new Date("2011-03-03T20:00:00.000Z");
export const during = hours(opening, 10);
export const beforeEnd = ms(closing, -1);
export const confirmBy = hours(closing, 24 * 20);

export const round = (more: Partial<Round> = {}): Round => ({
  releaseId: "r4",
  roll: {
    kind: "officers",
    entries: [entry("PE"), entry("EC"), entry("MX"), entry("CR", { occupied: false })],
  },
  terms: defaultTerms,
  mode: "express",
  opening,
  closing,
  positions: [],
  confirmations: [],
  departures: [],
  withdrawn: null,
  recorded: null,
  ...more,
});

export const give = (
  seat: string,
  kind: PositionKind,
  at: Date = during,
  more: Partial<Position> = {},
): Position => ({
  seat,
  releaseId: "r4",
  kind,
  at,
  passage: kind === "objects" ? "3" : null,
  text: null,
  reason: null,
  lift: null,
  amendment: null,
  confirmBy: kind === "ad-referendum" ? confirmBy : null,
  ...more,
});
export const allJoin = [give("PE", "joins"), give("EC", "joins"), give("MX", "joins")];
export const silence = (more: Partial<Round> = {}): Round => round({ mode: "silence", ...more });
export const consultation = (more: Partial<Round> = {}): Round =>
  round({ roll: { kind: "region", entries: [entry("PE"), entry("EC")] }, ...more });
