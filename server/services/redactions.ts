/** Redacting personal data (domain §9): a passage or a whole text goes from every version that is kept, with a reason on record. */
import { join } from "node:path";
import { planWithout } from "#app/document/redaction.ts";
import { firstState } from "#app/document/ydoc.ts";
import { parsePlan } from "#app/document/plan.ts";
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { redactableAt, timesIn, withoutPassage, type Redactable } from "#app/domain/redaction.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { lockDocument } from "#server/store/documents.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { listEntries } from "#server/store/journal-reading.ts";
import { planVersions, setPlanVersionWords } from "#server/store/plan-versions.ts";
import { lockPlan, planOfGroup } from "#server/store/plans.ts";
import { beginWithout, releasesHolding } from "#server/store/redactions.ts";
import { keptAct, keptSubject, type FormalAt } from "#server/store/redactions-formal.ts";
import { dropDrafts } from "#server/store/plan-drafts.ts";
import { roundLink } from "#server/store/rounds.ts";
import { shelfIn } from "#server/store/shelf.ts";
import { act, type Ground } from "./act.ts";
import { asSecretariat, wrong } from "./naming.ts";
import { liveText } from "./plan-texts.ts";
import { besideWithout } from "./redactions-beside.ts";
import { nameEntries, type NamedEntry } from "./records.ts";
import { actWithout, standsInText } from "./redactions-formal.ts";
import { fileAt, pageAt, postAt, threadAt, type Found, type RedactionReview } from "./redactions-texts.ts";

export type { RedactionReview } from "./redactions-texts.ts";

export interface RedactionForm {
  /** Address of the page that shows it. */
  readonly address: string;
  /** The words to take out, as they stand there; null for all of a post, a title, a page or a document. */
  readonly passage: string | null;
  readonly reason: string;
}

export function redactionServices(ground: Ground) {
  const { store, clock, bus } = ground;
  const shelf = shelfIn(join(ground.env.dataDir, "files"));

  /** Refused: nothing at the address (field `address`), words that do not stand there (field `passage`), none where they are needed. */
  async function find(tx: Tx, { address, passage, reason }: RedactionForm): Promise<Found> {
    if (reason.trim() === "") throw wrong("reason", "field.missing");
    if (passage !== null && withoutPassage(reason, passage).times > 0)
      throw wrong("reason", "redaction.quotes");
    const at = redactableAt(address);
    if (at === null) throw wrong("address", "redaction.where");
    const found = await byKind(tx, at, passage, reason);
    if (found === null) throw wrong("address", "redaction.where");
    if (found.times === 0)
      throw passage === null ? refuse("conflict", "redaction.done") : wrong("passage", "redaction.not-there");
    return found;
  }

  return {
    /** What was redacted lately, with its reason, the latest first. Refused to others than the secretariat as `unknown`. */
    list: async (actor: Actor, language: Language): Promise<NamedEntry[]> => {
      demand(actor, "secretariat.read", region, clock.now());
      const { entries } = await listEntries(store.db, {
        kinds: ["text.redacted"],
        all: true,
        skip: 0,
        take: 100,
      });
      return nameEntries(store.db, entries, language);
    },

    /** What will go, without taking it. Refused: who may not (`text.redact`), and what `redact` refuses. */
    review: async (actor: Actor, form: RedactionForm): Promise<RedactionReview> => {
      demand(actor, "secretariat.read", region, clock.now());
      demand(actor, "text.redact", region, clock.now());
      return store.transaction(async (tx) => {
        const { kind, link, times, whole, releases } = await find(tx, form);
        return { kind, link, times, whole, releases };
      });
    },

    /**
     * Takes the words out of every version of the text. Of a plan the live text goes on as a new epoch whose log begins without
     * them, and everybody on the old one is told; releases stay as they are, and so do letters that were sent. Of each round
     * whose words go, an entry states what is left of them, so that it is proved like what stood there. Writes the text and the
     * journal (`text.redacted`).
     */
    redact: async (actor: Actor, form: RedactionForm): Promise<void> => {
      const gone = await act(ground, async (tx, record, now) => {
        demand(actor, "secretariat.read", region, now);
        demand(actor, "text.redact", region, now);
        const found = await find(tx, form);
        const taken = await found.take(now);
        const { restated = [], epoch = null } = taken;
        const common = {
          kind: "text.redacted",
          groupId: found.groupId,
          capacity: asSecretariat,
          actorId: actor.kind === "person" ? actor.id : null,
        } as const;
        // The entry of a round says what stands in it now; where the round itself was named, there is no other.
        if (!restated.some(({ roundId }) => roundId === found.id))
          record({
            ...common,
            link: taken.link ?? found.link,
            facts: { subject: { kind: found.kind, id: found.id }, epoch },
            words: { reason: form.reason },
          });
        for (const { roundId, number, replaced, words } of restated)
          record({
            ...common,
            link: roundLink({ number }),
            facts: { subject: { kind: "round", id: roundId }, epoch: null, roundId, replaced },
            words: { ...words, reason: form.reason },
          });
        return taken;
      });
      if (gone.documentId !== undefined) bus.tell({ kind: "text-renewed", documentId: gone.documentId });
      if (gone.bytes !== undefined) await shelf.forget(gone.bytes);
    },
  };
}

export type RedactionServices = ReturnType<typeof redactionServices>;

async function byKind(tx: Tx, at: Redactable, passage: string | null, reason: string): Promise<Found | null> {
  if (at.kind === "file") return fileAt(tx, at.fileId, reason);
  if (isFormal(at)) return formalAt(tx, at, passage);
  const group = await groupBySlug(tx, at.slug);
  const home = `/groups/${at.slug}`;
  switch (at.kind) {
    case "post":
      return postAt(tx, group.id, at, `${home}/discussion/${at.thread}`, passage);
    case "thread":
      return threadAt(tx, group.id, at.thread, `${home}/discussion/${at.thread}`, passage);
    case "plan":
      return planAt(tx, group.id, `${home}/plan`, passage);
    case "page":
    case "news":
      return pageAt(tx, group.id, at, home, passage);
  }
}

const formalKinds: readonly Redactable["kind"][] = [
  "round",
  "goal",
  "decision",
  "group",
  "output",
  "members",
  "officers",
  "country",
  "acts",
];
const isFormal = (at: Redactable): at is FormalAt => formalKinds.includes(at.kind);

/** What was said in formal acts: of a round with all else of its subject, since a reason given there stands in its steps too. */
async function formalAt(tx: Tx, at: FormalAt, passage: string | null): Promise<Found | null> {
  if (passage === null) throw wrong("passage", "redaction.passage-needed");
  const kept = await keptAct(tx, at);
  if (kept === null) return null;
  const { subject, id, groupId, link } = kept;
  const without = actWithout(tx, kept, passage);
  const holds = (canonical: string) =>
    subject?.kind === "plan" ? standsInPlan(canonical, passage) : standsInText(canonical, passage);
  return {
    kind: at.kind,
    id,
    groupId,
    link,
    times: without.times,
    whole: false,
    releases: subject === null ? [] : await releasesHolding(tx, subject, holds),
    take: async (now) => ({ restated: await without.take(now) }),
  };
}

const standsInPlan = (canonical: string, passage: string): boolean =>
  planWithout(parsePlan(JSON.parse(canonical)), passage).times > 0;

async function planAt(tx: Tx, groupId: string, link: string, passage: string | null): Promise<Found | null> {
  const known = await planOfGroup(tx, groupId);
  if (known === null) return null;
  if (passage === null) throw wrong("passage", "redaction.passage-needed");
  const plan = await lockPlan(tx, known.id);
  const acts = actWithout(tx, await keptSubject(tx, { kind: "plan", id: plan.id }), passage);
  const { documentId } = plan;
  // From here on nothing is appended: what is folded now is all that was ever saved.
  await lockDocument(tx, documentId);
  const { text } = await liveText(tx, plan);
  const without = planWithout(text, passage);
  // Names of versions are words that people wrote, too.
  const versions = (await planVersions(tx, plan.id)).flatMap(({ id, name, note }) => {
    const [named, noted] = [withoutPassage(name, passage), withoutPassage(note ?? "", passage)];
    const times = named.times + noted.times;
    return times === 0 ? [] : [{ id, times, name: named.text, note: note === null ? null : noted.text }];
  });
  const beside = await besideWithout(tx, { id: plan.id, groupId }, passage);
  const holds = (canonical: string) => standsInPlan(canonical, passage);
  return {
    kind: "plan",
    id: plan.id,
    groupId,
    link,
    times: without.times + timesIn(versions) + beside.times + acts.times,
    whole: false,
    releases: await releasesHolding(tx, { kind: "plan", id: plan.id }, holds),
    take: async (now) => {
      for (const { id, name, note } of versions) await setPlanVersionWords(tx, id, { name, note }, now);
      // A text from a file that waits to be put in may hold the words too.
      await dropDrafts(tx, { planId: plan.id });
      await beside.take(now);
      const restated = await acts.take(now);
      // Where the words stood only beside the text, the text goes on as it is.
      if (without.times === 0) return { restated };
      const epoch = await beginWithout(tx, documentId, firstState(without.plan), now);
      return { documentId, epoch, restated };
    },
  };
}
