/** Releases, named versions and restored texts of a plan in one line. */
import { may } from "#app/domain/policy.ts";
import { pointAddress } from "#app/domain/text-point.ts";
import type { Tx } from "#server/store/client.ts";
import {
  epochOf,
  heldPlaces,
  writersOf,
  type LogPlace,
  type Writer,
} from "#server/store/document-history.ts";
import { listEntries } from "#server/store/journal-reading.ts";
import { planVersions } from "#server/store/plan-versions.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import type { Asking } from "./text-points.ts";

/** What stands in the line of releases and named versions. */
export interface HistoryEntry {
  /** `restored`: an earlier text took the place of the live one; its address is that of the text before. */
  readonly kind: "release" | "version" | "restored";
  readonly address: string;
  readonly number: number;
  readonly name: string | null;
  readonly note: string | null;
  readonly at: Date;
  readonly by: Writer;
  /** Of a release that the countries adopted: which version of the plan it is. */
  readonly adopted: number | null;
  /** Of a restored text: which it was, as an address names it. */
  readonly from: string | null;
  /** What it was made in is over: `kept` where the log still holds its text, `gone` where a passage was redacted since. */
  readonly earlier: "kept" | "gone" | null;
}

/** The line of releases, named versions and restored texts, as far as the actor may read them. */
export async function entriesOf(asking: Asking): Promise<readonly HistoryEntry[]> {
  const { tx, actor, plan, facts, now } = asking;
  const reads = may(actor, "plan.read-live", facts, now);
  const rounds = await roundsOf(tx, { kind: "plan", id: plan.id });
  const decided = new Set(rounds.map(({ release }) => release.id));
  const adopted = rounds
    .filter(({ outcome }) => outcome?.outcome === "consensus")
    .map(({ release }) => release.id);
  const releases = (await releasesOf(tx, { kind: "plan", id: plan.id })).filter(
    ({ id }) => reads || decided.has(id),
  );
  const versions = reads ? await planVersions(tx, plan.id) : [];
  const restored = reads ? await restoredIn(tx, plan) : [];
  const present = await epochOf(tx, plan.documentId);
  const places = [...versions, ...restored].filter(({ epoch }) => epoch !== present);
  const held = places.length === 0 ? new Set<string>() : await heldPlaces(tx, plan.documentId, places);
  const earlier = ({ epoch, seq }: LogPlace) =>
    epoch === present ? null : held.has(`${epoch}.${seq}`) ? "kept" : "gone";
  const people = [...releases.map(({ authorId }) => authorId), ...versions.map(({ personId }) => personId)];
  const writers = await writersOf(tx, plan.groupId, [
    ...people.flatMap((id) => id ?? []),
    ...restored.flatMap(({ actorId }) => actorId ?? []),
  ]);
  const writer = (id: string | null): Writer =>
    (id === null ? undefined : writers.get(id)) ?? { name: null, country: null };
  const none = { name: null, note: null, adopted: null, from: null, earlier: null } as const;
  const entries: HistoryEntry[] = [
    ...releases.map(({ id, number, at, authorId }): HistoryEntry => {
      const nth = adopted.indexOf(id);
      const version = nth === -1 ? null : adopted.length - nth;
      const address = pointAddress({ kind: "release", number });
      return { ...none, kind: "release", address, number, at, by: writer(authorId), adopted: version };
    }),
    ...versions.map((version): HistoryEntry => {
      const { number, name, note, at, personId, country } = version;
      const address = pointAddress({ kind: "version", number });
      const by = { name: writer(personId).name, country };
      return { ...none, kind: "version", address, number, name, note, at, by, earlier: earlier(version) };
    }),
    ...restored.map(({ from, at, actorId, country, epoch, seq }, place): HistoryEntry => {
      const address = pointAddress({ kind: "row", epoch, seq });
      const by = { name: writer(actorId).name, country };
      return {
        ...none,
        kind: "restored",
        address,
        number: place,
        at,
        by,
        from,
        earlier: earlier({ epoch, seq }),
      };
    }),
  ];
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Acts that put an earlier text back, from the record. */
async function restoredIn(tx: Tx, plan: PlanRecord) {
  const { entries } = await listEntries(tx, {
    groupId: plan.groupId,
    kinds: ["plan.text-restored"],
    all: true,
    skip: 0,
    take: 200,
  });
  return entries.flatMap(({ facts, at, actorId, capacity }) =>
    facts["planId"] !== plan.id
      ? []
      : [
          {
            from: String(facts["point"]),
            epoch: Number(facts["epoch"]),
            seq: Number(facts["seq"]),
            at,
            actorId,
            country: capacity?.country ?? null,
          },
        ],
  );
}
