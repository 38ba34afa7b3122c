/** Texts of a plan at any point of its life: a release, a named version, a row of the log, a moment, the text in force, the live one. */
import type { Plan } from "#app/document/plan.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Release } from "#app/domain/release.ts";
import type { Actor, Iso, PersonId } from "#app/domain/roles.ts";
import { pointAddress, type TextPoint } from "#app/domain/text-point.ts";
import type { Tx } from "#server/store/client.ts";
import { heldPlaces, rowAt, rowAtMoment, type LogPlace } from "#server/store/document-history.ts";
import { stateAt } from "#server/store/documents.ts";
import { planVersions } from "#server/store/plan-versions.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { placeOfRelease, releaseById, releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import { demandWhole, liveText, textOf } from "./plan-texts.ts";

/** A point as pages name it. */
export interface NamedPoint {
  /** Its address (domain/text-point.ts); that of a moment is the row it meant. */
  readonly address: string;
  readonly kind: "live" | "adopted" | "release" | "version" | "row";
  /** Of a release, a named version, a version in force. */
  readonly number: number | null;
  /** Of a named version. */
  readonly name: string | null;
  readonly note: string | null;
  /** When it became what it is; of the live text null. */
  readonly at: Date | null;
  readonly by: { readonly personId: PersonId; readonly country: Iso | null } | null;
}

export interface FoundText {
  readonly point: NamedPoint;
  readonly text: Plan;
  /** Where in the log it is read; of a release, which holds its own text, where it was frozen; null where the log does not hold it. */
  readonly place: LogPlace | null;
  readonly sha256: string | null;
}

/** Who asks for a text of which plan. */
export interface Asking {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly plan: PlanRecord;
  readonly facts: PlanFacts;
  readonly now: Date;
}

const nameless = { number: null, name: null, note: null, at: null, by: null } as const;

/**
 * The text at that point. Releases that were decided on and the text in force are public, all else is for those who read the
 * live plan (`plan.read-live`). Refused: `text.unknown` where there is no such point, `text.gone` where the log no longer holds
 * it, `plan.damaged`.
 */
export async function textAt(asking: Asking, point: TextPoint): Promise<FoundText> {
  const { tx, plan, facts, actor, now } = asking;
  switch (point.kind) {
    case "release":
      return releaseText(asking, (release) => release.number === point.number);
    case "adopted":
      return adoptedText(asking);
    case "version": {
      demand(actor, "plan.read-live", facts, now);
      const version = (await planVersions(tx, plan.id)).find(({ number }) => number === point.number);
      if (version === undefined) throw refuse("unknown", "text.unknown");
      const { number, name, note, at, personId, country } = version;
      const place = { epoch: version.epoch, seq: version.seq };
      const named = { address: pointAddress(point), kind: "version", number, name, note, at } as const;
      return logText(asking, { ...named, by: { personId, country } }, place);
    }
    case "row": {
      demand(actor, "plan.read-live", facts, now);
      const row = await rowAt(tx, plan.documentId, point);
      if (row === null) throw refuse("conflict", "text.gone");
      const address = pointAddress(point);
      return logText(asking, { ...nameless, address, kind: "row", at: row.at }, point);
    }
    case "moment": {
      demand(actor, "plan.read-live", facts, now);
      // The minute that is asked for has been to its end.
      const row = await rowAtMoment(tx, plan.documentId, new Date(point.at.getTime() + 59_999));
      if (row === null) throw refuse("conflict", "text.not-begun");
      return textAt(asking, { kind: "row", epoch: row.epoch, seq: row.seq });
    }
    case "live": {
      demand(actor, "plan.read-live", facts, now);
      const { text, reviewed } = await liveText(tx, plan);
      return { point: { ...nameless, address: "live", kind: "live" }, text, place: reviewed, sha256: null };
    }
  }
}

/** Whether there has been a round on the release: then everybody reads it. */
export async function decidedReleases(tx: Tx, plan: PlanRecord): Promise<ReadonlySet<string>> {
  const rounds = await roundsOf(tx, { kind: "plan", id: plan.id });
  return new Set(rounds.map(({ release }) => release.id));
}

async function releaseText(asking: Asking, is: (release: Release) => boolean): Promise<FoundText> {
  const { tx, actor, plan, facts, now } = asking;
  const found = (await releasesOf(tx, { kind: "plan", id: plan.id })).find(is);
  if (found === undefined) throw refuse("unknown", "text.unknown");
  if (!(await decidedReleases(tx, plan)).has(found.id)) demand(actor, "plan.read-live", facts, now);
  const frozen = may(actor, "plan.read-live", facts, now) ? await placeOfRelease(tx, found.id) : null;
  const held = frozen === null ? [] : [...(await heldPlaces(tx, plan.documentId, [frozen]))];
  const { number, at, sha256 } = found;
  const address = pointAddress({ kind: "release", number });
  return {
    point: { ...nameless, address, kind: "release", number, at },
    text: textOf(found),
    place: held.length > 0 ? frozen : null,
    sha256,
  };
}

async function adoptedText({ tx, plan }: Asking): Promise<FoundText> {
  const adopted = plan.adoptedReleaseId === null ? null : await releaseById(tx, plan.adoptedReleaseId);
  if (adopted === null) throw refuse("unknown", "text.unknown");
  const { at, sha256 } = adopted;
  const point = { ...nameless, address: "adopted", kind: "adopted", number: plan.state.version, at } as const;
  return { point, text: textOf(adopted), place: null, sha256 };
}

async function logText({ tx, plan }: Asking, point: NamedPoint, place: LogPlace): Promise<FoundText> {
  const updates = await updatesAt(tx, plan, place);
  return { point, text: planOfUpdates(updates).plan, place, sha256: null };
}

/** What makes the text at a place of the log. Refused: `text.gone`, `plan.damaged`. */
export async function updatesAt(tx: Tx, plan: PlanRecord, place: LogPlace): Promise<readonly Uint8Array[]> {
  const { snapshot, tail, damage } = await stateAt(tx, plan.documentId, place.epoch, place.seq);
  demandWhole(damage);
  if ((tail.at(-1) ?? snapshot)?.seq !== place.seq) throw refuse("conflict", "text.gone");
  return [...(snapshot ? [snapshot] : []), ...tail].map(({ bytes }) => bytes);
}
