/** Forms on a round of a group, and how they are refused. */
import { refusalOf } from "#app/domain/refusal.ts";
import type { Capacity } from "#app/domain/roles.ts";
import type { PositionDraft } from "#app/domain/round-check.ts";
import type { Position, Round } from "#app/domain/round.ts";
import { accessBody, entry } from "./sample.ts";
import { during, round as officersRound } from "./sample-round.ts";

/** The round of a group; its end is a Thursday. */
export const round = (more: Partial<Round> = {}): Round =>
  officersRound({
    roll: { kind: "group", entries: [entry("PE"), entry("CL"), entry("BR", { occupied: false })] },
    ...more,
  });
export const asCountry = (country: string): Capacity => ({
  office: "representative",
  country,
  body: accessBody,
});
export const draft = (more: Partial<PositionDraft> = {}): PositionDraft => ({
  seat: "PE",
  releaseId: "r4",
  kind: "joins",
  passage: null,
  text: null,
  reason: null,
  lift: null,
  amendment: null,
  confirmBy: null,
  capacity: asCountry("PE"),
  receivedAt: null,
  ...more,
});
export const given = (
  seat: string,
  kind: Position["kind"],
  at = during,
  confirmBy: Date | null = null,
): Position => {
  const { capacity: _capacity, receivedAt: _receivedAt, ...position } = draft({ seat, kind, confirmBy });
  return { ...position, at };
};

export function refused(act: () => unknown): string {
  try {
    act();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const fields = Object.entries(refusal.fields ?? {}).map(([name, { key }]) => `${name}=${key}`);
    return [refusal.kind, refusal.key, ...fields].join(" ");
  }
  return "taken";
}
