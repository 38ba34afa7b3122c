/** A certificate read anew: the round that it states, put to the rules by which rounds are read (app/domain/consensus.ts). */
import { latestGiven, read } from "#app/domain/consensus.ts";
import { countryGroups } from "#app/domain/region.ts";
import { rollKinds } from "#app/domain/roles.ts";
import {
  defaultTerms,
  modes,
  positionKinds,
  type Confirmation,
  type Round,
  type Terms,
} from "#app/domain/round.ts";
import { termNames } from "#app/domain/terms.ts";
import type { Certificate, CertifiedPosition } from "./certificate.ts";

/**
 * What of a certificate does not follow from what it states, or null: which positions count, what the round said at the instant
 * of its outcome and since when, and what it says at the instant of issue.
 */
export function readingFault(certificate: Certificate): "counts" | "reading" | "since" | null {
  const { outcome, positions, round } = certificate;
  const stated = roundOf(certificate);
  if (stated === null) return "reading";
  const dated = positions.map(({ seat, at, counts }) => ({ seat, at: new Date(at), counts }));
  if (dated.some((one) => one.counts !== (latestGiven(dated, one.seat) === one))) return "counts";
  if (outcome === null) {
    const issued = new Date(certificate.issuedAt);
    return Number.isNaN(issued.getTime()) || read(stated, issued).state !== round.reading ? "reading" : null;
  }
  const entered = new Date(outcome.at);
  const reading = read(stated, entered);
  if (reading.outcome !== outcome.outcome || round.reading !== outcome.outcome) return "reading";
  return reading.since?.toISOString() === outcome.since ? null : "since";
}

/** More than any term may be: whoever makes up another number does not keep the proof busy with it. */
const mostOfTerm = 1000;

/** The round as the rules take it; null where something in it cannot be. */
function roundOf({ round, release, seats, terms, positions, outcome }: Certificate): Round | null {
  const instants: Date[] = [];
  const instant = (spelled: string): Date => {
    const at = new Date(spelled);
    instants.push(at);
    return at;
  };
  const instantOrNull = (spelled: string | null): Date | null => (spelled === null ? null : instant(spelled));
  const kind = rollKinds.find((one) => one === round.roll);
  const mode = modes.find((one) => one === round.mode);
  const values = termsOf(terms);
  if (kind === undefined || mode === undefined || values === null) return null;
  const given = positions.flatMap((position) => {
    const known = positionKinds.find((one) => one === position.kind);
    return known === undefined ? [] : [{ ...position, kind: known }];
  });
  const read: Round = {
    releaseId: release.id,
    roll: {
      kind,
      entries: seats.map(({ seat, country, countryGroup, occupied, chair }) => ({
        seat,
        country,
        group: countryGroups.find((one) => one === countryGroup) ?? null,
        occupied,
        chair,
      })),
    },
    terms: values,
    mode,
    opening: instant(round.opensAt),
    closing: instant(round.movedTo ?? round.closesAt),
    positions: given.map(({ seat, kind: said, at, passage, text, reason, lift, amendment, confirmBy }) => ({
      seat,
      releaseId: release.id,
      kind: said,
      at: instant(at),
      passage,
      text,
      reason,
      lift,
      amendment,
      confirmBy: instantOrNull(confirmBy),
    })),
    confirmations: positions.flatMap((position) => wordOf(position, instant)),
    departures: seats.flatMap(({ seat, leftAt }) => (leftAt === null ? [] : [{ seat, at: instant(leftAt) }])),
    withdrawn: instantOrNull(round.withdrawn?.at ?? null),
    recorded: instantOrNull(outcome?.at ?? null),
  };
  const isSound = given.length === positions.length && instants.every((at) => !Number.isNaN(at.getTime()));
  return isSound ? read : null;
}

function wordOf({ seat, confirmation }: CertifiedPosition, instant: (at: string) => Date): Confirmation[] {
  return confirmation === null
    ? []
    : [{ seat, confirmed: confirmation.confirmed, at: instant(confirmation.at) }];
}

/** The terms of a certificate; one that a later version of the platform has added is the default. */
function termsOf(stated: Certificate["terms"]): Terms | null {
  const found: Record<string, unknown> = {};
  for (const name of termNames) {
    const term = stated[name] ?? defaultTerms[name];
    const { value } = term;
    if (value === null ? name !== "quorumPerGroup" : !(value >= 0 && value <= mostOfTerm)) return null;
    found[name] = term;
  }
  return found as unknown as Terms;
}
