/** Working groups: who they are, who takes part, what policy has to know of them. Names come in the reader's language. */
import type { GroupFacts, OfficersFacts } from "#app/domain/facts.ts";
import { isWorking, type GroupStage } from "#app/domain/group.ts";
import type { PlanStage } from "#app/domain/plan.ts";
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CycleId, GroupId, Iso } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { slugToday } from "./group-addresses.ts";
import { byArea, groupOrder } from "./group-order.ts";
import { named } from "./names.ts";

export interface NamedCountry {
  readonly iso: Iso;
  readonly name: string;
}

export interface GroupArea {
  readonly id: string;
  /** Letter of the agenda: "A". */
  readonly code: string;
  readonly position: number;
  readonly title: string;
}

/** Where the group's plan of work stands. */
export interface PlanStatus {
  readonly id: string;
  readonly period: string;
  readonly language: Language;
  readonly stage: PlanStage;
  readonly stageSince: Date;
  readonly stageUntil: Date | null;
  readonly version: number;
}

export interface ListedGroup {
  readonly id: GroupId;
  readonly slug: string;
  readonly name: string;
  readonly stage: GroupStage;
  readonly cycle: string;
  readonly cycleId: CycleId;
  readonly areas: readonly GroupArea[];
  readonly chair: NamedCountry | null;
  /** Whether somebody coordinates it. */
  readonly coordinated: boolean;
  readonly plan: PlanStatus | null;
}

export interface FoundGroup {
  readonly id: GroupId;
  readonly slug: string;
  readonly cycleId: CycleId;
  /** In four languages; `named` picks one. */
  readonly names: unknown;
  readonly stage: GroupStage;
}

export interface GroupHead {
  readonly id: GroupId;
  readonly slug: string;
  readonly kind: "group" | "commission";
  readonly cycleId: CycleId;
  readonly cycle: string;
  readonly name: string;
  readonly stage: GroupStage;
  readonly planReading: "everybody" | "members";
  readonly areas: readonly GroupArea[];
  readonly chair: NamedCountry | null;
  readonly viceChairs: readonly NamedCountry[];
  /** Countries that joined and have not left, by name. */
  readonly countries: readonly NamedCountry[];
  readonly coordinatorId: string | null;
}

/** What holds at that instant: begun and not ended. */
export const holding = (now: Date) => ({ from: { lte: now }, OR: [{ until: null }, { until: { gt: now } }] });

/**
 * The group at that address, or that once had it, for those who only need to find it; `slug` is the address it has today.
 * Refused as `unknown` (`group.unknown`).
 */
export async function groupBySlug(tx: Tx, slug: string): Promise<FoundGroup> {
  const row = await tx.group.findUnique({ where: { slug: await addressOf(tx, slug) } });
  if (row === null) throw refuse("unknown", "group.unknown");
  const { id, cycleId, names, state } = row;
  return { id, slug: row.slug, cycleId, names, stage: state as GroupStage };
}

/** The address today of the group that has that one or once had it. Refused as `unknown` (`group.unknown`). */
async function addressOf(tx: Tx, slug: string): Promise<string> {
  const today = await slugToday(tx, slug);
  if (today === null) throw refuse("unknown", "group.unknown");
  return today;
}

/** The group at that address, or that once had it, as its pages are headed. Refused as `unknown` (`group.unknown`). */
export async function groupHead(tx: Tx, slug: string, language: Language, now: Date): Promise<GroupHead> {
  const row = await tx.group.findUnique({
    where: { slug: await addressOf(tx, slug) },
    include: {
      cycle: true,
      areas: { include: { area: true } },
      offices: { where: holding(now), include: { of: true }, orderBy: { country: "asc" } },
      memberships: { where: participating(now), include: { of: true } },
    },
  });
  if (row === null) throw refuse("unknown", "group.unknown");
  const country = (held: { country: string; of: { names: unknown } }): NamedCountry => ({
    iso: held.country,
    name: named(held.of.names, language),
  });
  const chair = row.offices.find(({ office }) => office === "chair");
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind === "commission" ? "commission" : "group",
    cycleId: row.cycleId,
    cycle: row.cycle.name,
    name: named(row.names, language),
    stage: row.state as GroupStage,
    planReading: row.planReading === "members" ? "members" : "everybody",
    areas: areasOf(row.areas, language),
    chair: chair === undefined ? null : country(chair),
    viceChairs: row.offices.filter(({ office }) => office === "vice-chair").map(country),
    countries: row.memberships.map(country).sort((a, b) => a.name.localeCompare(b.name, language)),
    coordinatorId: row.coordinatorId,
  };
}

/** What policy has to know of the group at `now`. Refused as `unknown` (`group.unknown`) where there is none. */
export async function groupFacts(tx: Tx, groupId: GroupId, now: Date): Promise<GroupFacts> {
  const facts = (await groupsFacts(tx, [groupId], now)).get(groupId);
  if (facts === undefined) throw refuse("unknown", "group.unknown");
  return facts;
}

interface GroupFactsRow {
  readonly id: string;
  readonly state: string;
  readonly planReading: string;
  readonly chairs: readonly string[];
  readonly viceChairs: readonly string[];
  readonly participating: readonly string[];
}

/** The same of several groups at once, by id. */
export async function groupsFacts(
  tx: Tx,
  groupIds: readonly GroupId[],
  now: Date,
): Promise<ReadonlyMap<GroupId, GroupFacts>> {
  // Whoever opens a live text waits for it: one statement, written by hand. The conditions are those of `holding` and `participating`.
  const rows = await tx.$queryRaw<GroupFactsRow[]>`
    SELECT g."id", g."state", g."planReading",
      ARRAY(SELECT o."country"::text FROM "group_offices" o
        WHERE o."groupId" = g."id" AND o."office" = 'chair' AND o."from" <= ${now} AND (o."until" IS NULL OR o."until" > ${now})
        ORDER BY o."country") AS "chairs",
      ARRAY(SELECT o."country"::text FROM "group_offices" o
        WHERE o."groupId" = g."id" AND o."office" = 'vice-chair' AND o."from" <= ${now} AND (o."until" IS NULL OR o."until" > ${now})
        ORDER BY o."country") AS "viceChairs",
      ARRAY(SELECT m."country"::text FROM "memberships" m
        WHERE m."groupId" = g."id" AND m."joinedAt" <= ${now} AND (m."leftAt" IS NULL OR m."leftAt" > ${now})
        ORDER BY m."country") AS "participating"
    FROM "groups" g WHERE g."id" = ANY(${groupIds})`;
  const officers = await officersFacts(tx, now);
  return new Map(
    rows.map((row): [GroupId, GroupFacts] => [
      row.id,
      {
        kind: "group",
        groupId: row.id,
        stage: row.state as GroupStage,
        chair: row.chairs[0] ?? null,
        viceChairs: row.viceChairs,
        participating: row.participating,
        planReading: row.planReading === "members" ? "members" : "everybody",
        officers,
      },
    ]),
  );
}

/** Where the group stands at this instant; it stays there until the transaction ends: nobody ends it meanwhile. */
export async function holdStage(tx: Tx, groupId: GroupId): Promise<GroupStage | null> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    SELECT "state" FROM "groups" WHERE "id" = ${groupId} FOR SHARE`;
  return row === undefined ? null : (row.state as GroupStage);
}

/**
 * What policy has to know of the Presiding Officers in office at `now`: those of the cycle at work. They act on what is open
 * from every cycle (platform default). Refused as `unknown` where no cycle is at work (`agenda.unknown`).
 */
export async function officersFacts(tx: Tx, now: Date): Promise<OfficersFacts> {
  // The conditions of `holding` and `whoCanAct`, in one statement.
  const [cycle] = await tx.$queryRaw<{ id: string; vacant: boolean }[]>`
    SELECT c."id", NOT EXISTS (
      SELECT 1 FROM "grants" g JOIN "persons" p ON p."id" = g."personId" LEFT JOIN "accounts" a ON a."personId" = p."id"
      WHERE g."office" = 'officer' AND g."right" = 'decide' AND g."bodyKind" = 'officers' AND g."cycleId" = c."id" AND g."chair"
        AND g."from" <= ${now} AND (g."until" IS NULL OR g."until" > ${now})
        AND p."erasedAt" IS NULL AND a."suspendedAt" IS NULL) AS "vacant"
    FROM "cycles" c WHERE c."current" LIMIT 1`;
  if (cycle === undefined) throw refuse("unknown", "agenda.unknown");
  return { kind: "officers", cycleId: cycle.id, chairVacant: cycle.vacant };
}

/** Memberships that hold: joined and not left (domain §5). */
export const participating = (now: Date) => ({
  joinedAt: { lte: now },
  OR: [{ leftAt: null }, { leftAt: { gt: now } }],
});

/**
 * All groups at work, of whatever cycle: one of an earlier cycle lives until it is ended. Those of the cycle at work first, then
 * the latest; in the order of their areas; with chair and where the plan stands.
 */
export async function listGroups(tx: Tx, language: Language, now?: Date): Promise<readonly ListedGroup[]> {
  const rows = await tx.group.findMany({
    where: { kind: "group" },
    include: {
      cycle: true,
      areas: { include: { area: true } },
      offices: {
        where: { office: "chair", ...(now ? holding(now) : { until: null }) },
        include: { of: true },
      },
      plans: { orderBy: { createdAt: "desc" }, take: 1 },
    },
    orderBy: groupOrder,
  });
  const listed = rows.map((row): ListedGroup => {
    const chair = row.offices[0];
    const plan = row.plans[0];
    return {
      id: row.id,
      slug: row.slug,
      name: named(row.names, language),
      stage: row.state as GroupStage,
      cycle: row.cycle.name,
      cycleId: row.cycleId,
      areas: areasOf(row.areas, language),
      chair: chair === undefined ? null : { iso: chair.country, name: named(chair.of.names, language) },
      coordinated: row.coordinatorId !== null,
      plan: plan === undefined ? null : planStatus(plan),
    };
  });
  return byArea(
    listed.filter(({ stage }) => isWorking(stage)),
    ({ cycleId }) => cycleId,
    place,
  );
}

const place = (group: ListedGroup): number => group.areas[0]?.position ?? Number.MAX_SAFE_INTEGER;

interface PlanRow {
  readonly id: string;
  readonly period: string;
  readonly language: string;
  readonly stage: string;
  readonly stageSince: Date;
  readonly stageUntil: Date | null;
  readonly version: number;
}

const planStatus = ({
  id,
  period,
  language,
  stage,
  stageSince,
  stageUntil,
  version,
}: PlanRow): PlanStatus => ({
  id,
  period,
  language: language as Language,
  stage: stage as PlanStage,
  stageSince,
  stageUntil,
  version,
});

interface AreaRow {
  readonly area: {
    readonly id: string;
    readonly code: string;
    readonly position: number;
    readonly titles: unknown;
  };
}

const areasOf = (rows: readonly AreaRow[], language: Language): GroupArea[] =>
  rows
    .map(({ area: { id, code, position, titles } }) => ({
      id,
      code,
      position,
      title: named(titles, language),
    }))
    .sort((a, b) => a.position - b.position);
