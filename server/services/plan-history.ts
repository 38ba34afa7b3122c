/** Reading the history of a plan's text: releases and named versions in one line, who wrote when, the text at any point, differences. */
import { compareWholePlans, type ComparedPlans } from "#app/document/compare.ts";
import { canonical, type Plan } from "#app/document/plan.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import { sittingsOf, type Sitting } from "#app/domain/sitting.ts";
import { pointAddress, pointIn } from "#app/domain/text-point.ts";
import { countryNames } from "#server/store/countries.ts";
import type { Tx } from "#server/store/client.ts";
import { rowsBefore, writersOf, type LogPlace, type Writer } from "#server/store/document-history.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { planFacts, planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import type { Ground } from "./act.ts";
import { entriesOf, type HistoryEntry } from "./plan-timeline.ts";
import { authoredText, type AuthoredText } from "./text-authors.ts";
import { textAt, updatesAt, type Asking, type FoundText, type NamedPoint } from "./text-points.ts";

/** A sitting with the names of who wrote. */
export interface NamedSitting extends Omit<Sitting, "personId"> {
  readonly by: Writer | null;
  readonly address: string;
}

export interface HistoryPage {
  readonly plan: PlanRecord;
  readonly countries: Readonly<Record<Iso, string>>;
  readonly entries: readonly HistoryEntry[];
  /** Points that can be compared, besides those of the entries. */
  readonly others: readonly ("live" | "adopted")[];
  /** Null for those who do not read the live plan. */
  readonly sittings: readonly NamedSitting[] | null;
  /** Where the next page of sittings begins; null on the last. */
  readonly more: string | null;
  readonly may: { readonly name: boolean; readonly restore: boolean };
}

export interface TextPage {
  readonly plan: PlanRecord;
  readonly countries: Readonly<Record<Iso, string>>;
  readonly shown: Shown;
  readonly text: Plan;
  /** Null where the authors were not asked for, or cannot be told: a release may hold a text that the log does not. */
  readonly authored: AuthoredText | null;
  readonly may: { readonly restore: boolean; readonly authors: boolean };
}

/** A point with the name of who made it. */
export interface Shown extends Omit<NamedPoint, "by"> {
  readonly by: Writer | null;
  readonly sha256: string | null;
}

export interface ComparisonPage extends ComparedPlans {
  readonly plan: PlanRecord;
  readonly countries: Readonly<Record<Iso, string>>;
  readonly before: Shown;
  readonly after: Shown;
  /** What either side could be, the newest first. */
  readonly choices: readonly Choice[];
  readonly same: boolean;
}

export type Choice = Pick<HistoryEntry, "address" | "number" | "name" | "at"> & {
  readonly kind: "release" | "version" | "live" | "adopted";
};

export interface RestoringPage extends ComparisonPage {
  /** The place of the live text that the difference was made with. */
  readonly reviewed: LogPlace;
}

/** So many rows of the log are gathered into the sittings of one page. */
const rowsPerPage = 4_000;

export function planHistory({ store, clock }: Pick<Ground, "store" | "clock">) {
  async function ask(actor: Actor, slug: string, period: string | null): Promise<Asking> {
    const [tx, now] = [store.db, clock.now()];
    const { id: groupId } = await groupBySlug(tx, slug);
    const plan = await planOfGroup(tx, groupId, period);
    if (plan === null) throw refuse("unknown", "plan.unknown");
    return { tx, actor, plan, facts: await planFacts(tx, plan, now), now };
  }

  async function compared(
    asking: Asking,
    [before, after]: readonly [FoundText, FoundText],
    language: Language,
  ): Promise<ComparisonPage> {
    const { tx, plan } = asking;
    const choices = (await entriesOf(asking)).flatMap(
      ({ kind, address, number, name, at, earlier }): Choice[] =>
        kind === "restored" || earlier === "gone" ? [] : [{ kind, address, number, name, at }],
    );
    const others = othersOf(asking).map((kind): Choice => ({
      kind,
      address: kind,
      number: plan.state.version,
      name: null,
      at: asking.now,
    }));
    return {
      ...compareWholePlans(before.text, after.text),
      same: canonical(before.text) === canonical(after.text),
      plan,
      countries: await namesOf(tx, language),
      before: await shownOf(asking, before),
      after: await shownOf(asking, after),
      choices: [...others, ...choices],
    };
  }

  return {
    /**
     * Releases, named versions and restored texts in one line, the latest first, and who wrote when (before the place `until`,
     * where one is given). Those who do not read the live plan see releases that were decided on. Refused: `plan.unknown`.
     */
    page: async (
      actor: Actor,
      slug: string,
      language: Language,
      asked: { readonly period: string | null; readonly until: string | null },
    ): Promise<HistoryPage> => {
      const asking = await ask(actor, slug, asked.period);
      const { tx, plan, facts, now } = asking;
      const reads = may(actor, "plan.read-live", facts, now);
      const until = pointIn(asked.until);
      const rows = reads
        ? await rowsBefore(tx, plan.documentId, until?.kind === "row" ? until : null, rowsPerPage)
        : null;
      const first = rows?.length === rowsPerPage ? rows[0] : undefined;
      return {
        plan,
        countries: await namesOf(tx, language),
        entries: await entriesOf(asking),
        others: othersOf(asking),
        sittings: rows === null ? null : await named(asking, sittingsOf(rows)),
        more: first === undefined ? null : pointAddress({ kind: "row", epoch: first.epoch, seq: first.seq }),
        may: {
          name: may(actor, "plan.name-version", facts, now),
          restore: may(actor, "plan.restore-text", facts, now),
        },
      };
    },

    /** The text at a point, with its authors where asked for. Refused: what `textAt` refuses. */
    at: async (
      actor: Actor,
      slug: string,
      language: Language,
      asked: { readonly period: string | null; readonly point: string | null; readonly authors: boolean },
    ): Promise<TextPage> => {
      const asking = await ask(actor, slug, asked.period);
      const { tx, plan, facts, now } = asking;
      const found = await textAt(asking, demandPoint(asked.point));
      const restores = may(actor, "plan.restore-text", facts, now);
      const { place } = found;
      return {
        plan,
        countries: await namesOf(tx, language),
        shown: await shownOf(asking, found),
        text: found.text,
        authored: asked.authors && place !== null ? await authorsOf(asking, found, place) : null,
        may: { restore: restores && found.point.kind !== "live", authors: place !== null },
      };
    },

    /** The difference between any two points. Refused: what `textAt` refuses of either. */
    compare: async (
      actor: Actor,
      slug: string,
      language: Language,
      asked: { readonly period: string | null; readonly from: string | null; readonly to: string | null },
    ): Promise<ComparisonPage> => {
      const asking = await ask(actor, slug, asked.period);
      const before = await textAt(asking, demandPoint(asked.from));
      const after = await textAt(asking, demandPoint(asked.to));
      return compared(asking, [before, after], language);
    },

    /** What putting an earlier text back would change in the live one. Refused to those who may not (`plan.restore-text`). */
    restoring: async (
      actor: Actor,
      slug: string,
      language: Language,
      point: string | null,
    ): Promise<RestoringPage> => {
      const asking = await ask(actor, slug, null);
      demand(actor, "plan.restore-text", asking.facts, asking.now);
      const target = await textAt(asking, demandPoint(point));
      const live = await textAt(asking, { kind: "live" });
      const reviewed = live.place ?? { epoch: 0, seq: 0 };
      return { ...(await compared(asking, [live, target], language)), reviewed };
    },
  };
}

export type PlanHistory = ReturnType<typeof planHistory>;

function demandPoint(address: string | null) {
  const point = pointIn(address);
  if (point === null) throw refuse("unknown", "text.unknown");
  return point;
}

const namesOf = async (tx: Tx, language: Language): Promise<Readonly<Record<Iso, string>>> =>
  Object.fromEntries(await countryNames(tx, language));

/** Null for a release whose text is not, or no longer, what the log says there. */
async function authorsOf(
  { tx, plan }: Asking,
  { point, text }: FoundText,
  place: LogPlace,
): Promise<AuthoredText | null> {
  const updates = await updatesAt(tx, plan, place);
  if (point.kind === "release" && canonical(planOfUpdates(updates).plan) !== canonical(text)) return null;
  return authoredText(tx, plan, place, updates);
}

function othersOf({ actor, plan, facts, now }: Asking): readonly ("live" | "adopted")[] {
  return [
    ...(may(actor, "plan.read-live", facts, now) ? (["live"] as const) : []),
    ...(plan.adoptedReleaseId === null ? [] : (["adopted"] as const)),
  ];
}

async function shownOf({ tx, plan }: Asking, { point, sha256 }: FoundText): Promise<Shown> {
  const { by, ...rest } = point;
  if (by === null) return { ...rest, by: null, sha256 };
  const writers = await writersOf(tx, plan.groupId, [by.personId]);
  return { ...rest, by: { name: writers.get(by.personId)?.name ?? null, country: by.country }, sha256 };
}

async function named({ tx, plan }: Asking, sittings: readonly Sitting[]): Promise<readonly NamedSitting[]> {
  const writers = await writersOf(
    tx,
    plan.groupId,
    sittings.flatMap(({ personId }) => personId ?? []),
  );
  return sittings.map(({ personId, ...sitting }) => ({
    ...sitting,
    by: personId === null ? null : (writers.get(personId) ?? { name: null, country: null }),
    address: pointAddress({ kind: "row", epoch: sitting.epoch, seq: sitting.seq }),
  }));
}
