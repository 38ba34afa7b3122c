/** Commissions of a group: how they are born and how they end, always in the transaction of the act that decides it. */
import { addressOf } from "#app/document/markup.ts";
import type { Output } from "#app/document/reading.ts";
import { read } from "#app/domain/consensus.ts";
import { nameIn, type CommissionText } from "#app/domain/decision-text.ts";
import type { Payloads } from "#app/domain/journal.ts";
import { isWorking } from "#app/domain/group.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Capacity, GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Tx } from "#server/store/client.ts";
import { setChairs } from "#server/store/chairs.ts";
import {
  bringCountry,
  commissionsOf,
  commissionsWith,
  insertCommission,
  parentOf,
  setEnded,
} from "#server/store/commissions.ts";
import { moveDecision } from "#server/store/decisions.ts";
import { endOffices } from "#server/store/grants.ts";
import {
  endMembership,
  leaveRolls,
  lockGroup,
  openMembership,
  setCoordinator,
} from "#server/store/memberships.ts";
import { makePage, writeVersion } from "#server/store/pages.ts";
import { setWithdrawn } from "#server/store/positions.ts";
import { liveRoundsWithin, lockRoundsWithin, lockSubject, roundById } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import type { Hand } from "./naming.ts";

/** Whose hand did it, and as what. */
export interface Doer {
  readonly actorId: PersonId;
  readonly capacity: Capacity;
}

export interface Birth {
  readonly parentId: GroupId;
  readonly decisionId: string;
  readonly roundId: string;
  readonly text: CommissionText;
  readonly language: Language;
  /** The election it rests on. */
  readonly actId: string;
  /** Countries that take part in the parent now: one that has left since it was named stays out. */
  readonly participating: readonly Iso[];
}

/**
 * A commission is born: a group of these countries with their institutions and persons, its Chair, its mission as the mandate
 * of a minisite of its own. Lock the parent before. Answers its address without language.
 */
export async function bearCommission(
  tx: Tx,
  record: Recorder,
  birth: Birth,
  { actorId, capacity }: Doer,
  now: Date,
): Promise<string> {
  const { parentId, text, actId, decisionId, roundId, language, participating } = birth;
  const countries = text.countries.filter((country) => participating.includes(country));
  const names = { ...text.names };
  const wanted = addressOf(nameIn(text.names, language), "commission");
  const outputId = text.output.id;
  const { id: groupId, slug } = await insertCommission(tx, { parentId, names, outputId, actId, wanted }, now);
  const link = `/groups/${slug}`;
  const facts = { groupId, outputId, decisionId, roundId, countries };
  record({ kind: "commission.created", groupId: parentId, capacity, actorId, link, facts });
  for (const country of countries)
    await bringCountry(tx, { from: parentId, into: groupId, country, actId, givenById: actorId }, now);
  const chair = countries.includes(text.chair) ? text.chair : null;
  await setChairs(tx, groupId, { chair, viceChairs: [] }, actId, now);
  record({
    kind: "group.chairs-entered",
    groupId,
    capacity,
    actorId,
    link: `${link}/members`,
    facts: { groupId, actId, chair, viceChairs: [], from: now.toISOString(), roundId },
  });
  const page = await makePage(tx, { groupId, kind: "mandate", wanted: "mandate", at: now });
  await writeVersion(tx, {
    pageId: page.id,
    language,
    version: 1,
    title: nameIn(text.names, language),
    body: text.mission.map((paragraph) => ({
      kind: "paragraph",
      content: [{ kind: "text", text: paragraph }],
    })),
    state: "published",
    personId: actorId,
    country: capacity.country,
    at: now,
  });
  return link;
}

export interface CommissionEnd {
  readonly because: Payloads["commission.ended"]["because"];
  /** In the language of what ended it. */
  readonly language: Language;
  /** Said with each round that ends with it, in that round's language, and on record; the words of people in their own. */
  readonly reason: (language: Language) => string;
}

/**
 * The commission ends and stays readable; rounds open in it are withdrawn with the reason. Answers whether it was at work.
 * Locks what its rounds are of, then the commission.
 */
export async function endCommission(
  tx: Tx,
  record: Recorder,
  groupId: GroupId,
  { because, language, reason: said }: CommissionEnd,
  { actorId, capacity }: Doer,
  now: Date,
): Promise<boolean> {
  await lockRoundsWithin(tx, groupId);
  await lockGroup(tx, groupId);
  const row = await tx.group.findUnique({ where: { id: groupId }, select: { slug: true, state: true } });
  const parent = await parentOf(tx, groupId);
  if (row === null || parent === null || row.state !== "active") return false;
  const link = `/groups/${row.slug}`;
  for (const { id: roundId, subject } of await liveRoundsWithin(tx, groupId)) {
    // One that was opened between the two locks is not locked yet.
    await lockSubject(tx, subject);
    const fresh = await roundById(tx, roundId);
    // One that is over has its outcome already; it is entered as ever.
    if (fresh === null || fresh.settledAt !== null || read(fresh.round, now).outcome !== null) continue;
    const reason = said(fresh.release.language);
    await setWithdrawn(tx, roundId, { reason, annulled: false }, now);
    if (subject.kind === "decision") {
      const step = { act: "end-round", before: "round", after: "proposed", comments: reason } as const;
      await moveDecision(tx, subject.id, { ...step, personId: actorId, capacity }, now);
    }
    const facts = { roundId };
    record({ kind: "round.withdrawn", groupId, capacity, actorId, link, facts, words: { reason } });
  }
  await setEnded(tx, groupId, now);
  const facts = { groupId, because };
  const words = { reason: said(language) };
  record({ kind: "commission.ended", groupId: parent.id, capacity, actorId, link, facts, words });
  return true;
}

/** The plan adopted now says of an output that it is delivered: the commission born for it ends (domain §1). */
export async function endDelivered(
  tx: Tx,
  record: Recorder,
  adopted: {
    readonly groupId: GroupId;
    readonly language: Language;
    readonly outputs: readonly Output[];
  },
  by: Doer,
  now: Date,
): Promise<void> {
  const { language } = adopted;
  for (const { id, stage, outputId } of await commissionsOf(tx, adopted.groupId)) {
    const output = adopted.outputs.find((one) => one.id === outputId);
    if (!isWorking(stage) || output?.status !== "delivered") continue;
    const reason = (spoken: Language) =>
      translator(spoken)("decisions:commission.delivered", { output: output.title });
    await endCommission(tx, record, id, { because: "delivered", language, reason }, by, now);
  }
}

/** The group has ended: its commissions end with it, for the same reasons. */
export async function endAllCommissions(
  tx: Tx,
  record: Recorder,
  groupId: GroupId,
  { reasons, language }: { readonly reasons: readonly string[]; readonly language: Language },
  by: Doer,
  now: Date,
): Promise<void> {
  const reason = () => reasons.join("\n\n");
  for (const { id } of await commissionsOf(tx, groupId))
    await endCommission(tx, record, id, { because: "group-ended", language, reason }, by, now);
}

/** A country that leaves the group leaves its commissions too: memberships, offices, grants, rolls of open rounds. */
export async function leaveCommissions(
  tx: Tx,
  record: Recorder,
  left: { readonly groupId: GroupId; readonly country: Iso; readonly actId: string },
  { actorId, capacity }: Hand,
  now: Date,
): Promise<void> {
  const { country, actId } = left;
  for (const groupId of await commissionsWith(tx, left.groupId, country, now)) {
    await lockGroup(tx, groupId);
    const held = await openMembership(tx, groupId, country);
    if (held === null) continue;
    const { slug } = await tx.group.findUniqueOrThrow({ where: { id: groupId }, select: { slug: true } });
    const by = { groupId, capacity, actorId, link: `/groups/${slug}/members` };
    await endMembership(tx, { id: held.id, groupId, country }, actId, now);
    const offices = ["representative", "coordinator", "speaker"] as const;
    const body = { kind: "group", groupId } as const;
    const ended = await endOffices(tx, { body, offices, country }, actId, now);
    if (ended.some(({ office }) => office === "coordinator")) await setCoordinator(tx, groupId, null);
    record({ kind: "membership.left", facts: { membershipId: held.id }, ...by });
    for (const { grantId } of ended) record({ kind: "grant.ended", facts: { grantId }, ...by });
    for (const roundId of await leaveRolls(tx, groupId, country, now))
      record({ kind: "round.seat-left", facts: { roundId, seat: country }, ...by });
  }
}

/** The countries of a commission are chosen by the group it was born in: no other joins (`commission.chosen`, domain §1). */
export async function demandChosen(tx: Tx, groupId: GroupId): Promise<void> {
  if ((await parentOf(tx, groupId)) !== null) throw refuse("conflict", "commission.chosen");
}

/** What only a group has, a commission does not: it works for one output of the group's plan. Refuses with that key. */
export async function demandGroup(
  tx: Tx,
  groupId: GroupId,
  key: "commission.no-plan" | "commission.no-goals",
): Promise<void> {
  if ((await parentOf(tx, groupId)) !== null) throw refuse("conflict", key);
}
