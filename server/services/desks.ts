import { nextActs as nextOfGoal } from "#app/domain/goal.ts";
import { isFocalPointOf, isOfficer, presides, presidesOfficers, sponsors } from "#app/domain/part.ts";
import { nextActs as nextOfPlan, type PlanAct } from "#app/domain/plan.ts";
import { region, type GroupFacts } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import { grantsAt, type Actor, type Iso, type Office } from "#app/domain/roles.ts";
import type { Need } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { liveThreads } from "#server/store/dues.ts";
import { groupFacts, listGroups, type ListedGroup } from "#server/store/groups.ts";
import { goalFacts, listProposals } from "#server/store/proposals.ts";
import { namedSubjects, type NamedSubject } from "#server/store/references.ts";
import { isRepresented } from "#server/store/rolls.ts";
import { liveRounds } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { viewOf } from "./round-view.ts";

/** One thing that waits for somebody, in one capacity, with one link. */
export type Due = {
  /** Page where it is done, without language. */
  readonly link: string;
  /** Until when; null where nothing presses. */
  readonly until: Date | null;
  readonly office: Office;
  readonly country: Iso | null;
  readonly group: { readonly slug: string; readonly name: string };
} & (
  | {
      readonly kind: "answer" | "confirm" | "reconsider" | "record";
      readonly subject: NamedSubject;
      readonly needed: readonly Need[];
    }
  | { readonly kind: "plan"; readonly act: PlanAct }
  | {
      readonly kind: "discuss" | "open-group-round" | "table" | "open-officers-round";
      readonly title: string;
    }
  | { readonly kind: "nominate" }
  | { readonly kind: "listen"; readonly title: string }
);

export interface DeskView {
  readonly dues: readonly Due[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** What waits for a person, by all their capacities. */
export function deskServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** The desk of the actor, what presses most first. Refused to strangers (`forbidden`). */
    page: async (actor: Actor, language: Language): Promise<DeskView> => {
      const tx = store.db;
      const now = clock.now();
      demand(actor, "desk.read", region, now);
      const groups: { listed: ListedGroup; facts: GroupFacts }[] = [];
      for (const listed of await listGroups(tx, language, now))
        groups.push({ listed, facts: await groupFacts(tx, listed.id, now) });
      const dues = [
        ...(await ofRounds(tx, actor, language, now)),
        ...groups.flatMap(({ listed, facts }) => ofPlan(actor, listed, facts, now)),
        ...(await ofGoals(tx, actor, groups, now)),
        ...(await ofFocalPoint(tx, actor, groups, now)),
        ...(await ofObserver(tx, actor, groups, now)),
      ];
      const far = Number.MAX_SAFE_INTEGER;
      dues.sort((a, b) => (a.until?.getTime() ?? far) - (b.until?.getTime() ?? far));
      return { dues, names: Object.fromEntries(await countryNames(tx, language)) };
    },
  };
}

async function ofRounds(tx: Tx, actor: Actor, language: Language, now: Date): Promise<Due[]> {
  const rounds = await liveRounds(tx);
  const subjects = await namedSubjects(
    tx,
    rounds.map(({ subject }) => subject),
    language,
  );
  const dues: Due[] = [];
  for (const recorded of rounds) {
    const subject = subjects.get(recorded.subject.id);
    if (subject === undefined) continue;
    const facts = await groupFacts(tx, subject.group.id, now);
    const { part, reading } = await viewOf(tx, actor, recorded, facts, now);
    const { group } = subject;
    const { needed } = reading;
    const common = { subject, group, needed };
    const home = subject.kind === "plan" ? `/groups/${group.slug}/plan` : subject.link;
    for (const { offices, country, seat, position, answers, confirms } of part.seats) {
      const office = offices[0] ?? "representative";
      const line = reading.standing.find((standing) => standing.seat === seat);
      const until = recorded.round.closing;
      const link = `${home}/position`;
      if (confirms && position?.confirmBy)
        dues.push({ ...common, kind: "confirm", link, until: position.confirmBy, office, country });
      else if (answers && line?.standing === "not-answered")
        dues.push({ ...common, kind: "answer", link, until, office, country });
      else if (answers && position?.kind === "objects")
        dues.push({ ...common, kind: "reconsider", link, until, office, country });
    }
    if (part.records) {
      const { chair } = facts;
      const byOfficers = recorded.round.roll.kind !== "group";
      dues.push({
        ...common,
        kind: "record",
        link: subject.kind === "plan" ? `${home}/round` : home,
        until: null,
        office: byOfficers ? "officer" : "representative",
        country: byOfficers ? null : chair,
      });
    }
  }
  return dues;
}

function ofPlan(actor: Actor, listed: ListedGroup, facts: GroupFacts, now: Date): Due[] {
  const { plan, slug, name } = listed;
  if (plan === null) return [];
  const chairs = presides(actor, facts, now);
  const hands = {
    chair: chairs,
    officer: isOfficer(actor, facts.officers, now),
    "officers-chair": presidesOfficers(actor, facts.officers, now),
  };
  const next = nextOfPlan(
    { stage: plan.stage, version: plan.version, considerationEnds: plan.stageUntil },
    now,
  );
  // The end of its round stands among the rounds; an adopted plan waits for nobody.
  const mine = next.find(({ by, act }) => hands[by] && act !== "end-round" && act !== "revise");
  if (mine === undefined) return [];
  const office = mine.by === "chair" ? "representative" : "officer";
  const country = mine.by === "chair" ? facts.chair : null;
  return [
    {
      kind: "plan",
      act: mine.act,
      link: `/groups/${slug}/plan`,
      until: plan.stageUntil,
      office,
      country,
      group: { slug, name },
    },
  ];
}

async function ofGoals(
  tx: Tx,
  actor: Actor,
  groups: readonly { listed: ListedGroup; facts: GroupFacts }[],
  now: Date,
): Promise<Due[]> {
  const dues: Due[] = [];
  for (const proposal of await listProposals(tx, {})) {
    const held = groups.find(({ listed }) => listed.id === proposal.groupId);
    if (held === undefined) continue;
    const facts = await goalFacts(tx, proposal, now);
    const hands = {
      sponsor: sponsors(actor, "edit", facts, false, now),
      "group-chair": presides(actor, facts.group, now),
      "officers-chair": presidesOfficers(actor, facts.group.officers, now),
      officer: false,
    };
    for (const { by, act } of nextOfGoal(proposal.stage)) {
      if (!hands[by]) continue;
      if (act !== "discuss" && act !== "open-group-round" && act !== "table" && act !== "open-officers-round")
        continue;
      const { slug, name } = held.listed;
      const office = by === "officers-chair" ? "officer" : "representative";
      const country = by === "sponsor" ? proposal.sponsor : by === "group-chair" ? facts.group.chair : null;
      dues.push({
        kind: act,
        title: proposal.text.title,
        link: `/goals/p${proposal.number}`,
        until: null,
        office,
        country,
        group: { slug, name },
      });
    }
  }
  return dues;
}

/** Groups where the focal point's country takes part and nobody can decide for it. */
async function ofFocalPoint(
  tx: Tx,
  actor: Actor,
  groups: readonly { listed: ListedGroup; facts: GroupFacts }[],
  now: Date,
): Promise<Due[]> {
  const dues: Due[] = [];
  for (const { listed, facts } of groups) {
    for (const country of facts.participating) {
      if (
        !isFocalPointOf(actor, country, "decide", now) ||
        (await isRepresented(tx, facts.groupId, country, now))
      )
        continue;
      const { slug, name } = listed;
      dues.push({
        kind: "nominate",
        link: `/groups/${slug}/members`,
        until: null,
        office: "focal-point",
        country,
        group: { slug, name },
      });
    }
  }
  return dues;
}

/** Threads in which an observer has not spoken since somebody else did, in the last two weeks. */
async function ofObserver(
  tx: Tx,
  actor: Actor,
  groups: readonly { listed: ListedGroup }[],
  now: Date,
): Promise<Due[]> {
  if (actor.kind !== "person" || !grantsAt(actor, now).some(({ office }) => office === "observer")) return [];
  const since = new Date(now.getTime() - 14 * 86_400_000);
  const threads = await liveThreads(tx, since, 10);
  return threads.flatMap(({ number, title, groupId, lastBy }): Due[] => {
    const listed = groups.find(({ listed: { id } }) => id === groupId)?.listed;
    if (listed === undefined || lastBy === actor.id) return [];
    const { slug, name } = listed;
    return [
      {
        kind: "listen",
        title,
        link: `/groups/${slug}/discussion/${number}`,
        until: null,
        office: "observer",
        country: null,
        group: { slug, name },
      },
    ];
  });
}
