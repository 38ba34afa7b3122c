import { findLive, isOfClause } from "#app/document/anchor.ts";
import { checkField, takes } from "#app/document/fields.ts";
import type { Anchor } from "#app/document/margin.ts";
import { compete } from "#app/document/rivals.ts";
import { refill, reword } from "#app/document/rewording.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import { inField } from "#app/domain/output-field.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, Iso } from "#app/domain/roles.ts";
import { checkWords, firstSponsor, stepWording, type WordingAct } from "#app/domain/wording.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import {
  addSponsor,
  endWording,
  insertWording,
  lockWording,
  removeSponsor,
  wordingByKey,
  wordingsOf,
  type StoredWording,
} from "#server/store/wordings.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { countryCapacity } from "./capacities.ts";
import { changed, fasten, planAt } from "./fastening.ts";
import { keepingCapacity, personOf } from "./keeping.ts";
import { writeInto } from "./plan-texts.ts";
import { demandOwn } from "./posting.ts";
import { chosenVoice } from "./voices.ts";

export interface WordingForm {
  readonly anchor: Anchor;
  readonly replacement: string;
  readonly language: Language;
  /** Key of the voice to speak with; empty for the nearest one. */
  readonly as: string;
  /** From the form that was sent: the same key twice is one suggestion. */
  readonly onceKey: string;
}

/** Words suggested for a plan by whoever may speak, sponsored by countries, taken into the text by those who edit and preside (domain §2). */
export function wordingServices(ground: Ground, limits: Limits = makeLimits()) {
  const link = (slug: string) => `/groups/${slug}/plan/comments`;

  return {
    /**
     * Suggests words for a passage, or what a field of an output is to hold; returns their number in the plan. A participating
     * country's own person begins with its country as sponsor. Refused: who may not (`may-not.wording.suggest`), a passage or a field
     * that is not there as it was seen (`margin.passage-changed`, `margin.passage-gone`, `margin.field-changed`), a clause as a whole
     * (`wording.words-needed`), words that change nothing (`wording.nothing-changed`), and what a field does not take
     * (`wording.field-…`, `field.too-long`, field `replacement`).
     */
    suggest: (actor: Actor, slug: string, form: WordingForm): Promise<number> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await planAt(tx, slug, now, "lock");
        demand(actor, "plan.read-live", facts, now);
        demand(actor, "wording.suggest", facts, now);
        const person = personOf(actor);
        await limits.tryPost(person.id);
        const made = await wordingByKey(tx, form.onceKey);
        if (made !== null) return demandOwn(made, person.id).number;
        const { capacity, voice } = chosenVoice(actor, facts.group, form.as, now);
        const { anchor, at } = await fasten(tx, plan, form.anchor);
        if (isOfClause(anchor)) throw refuse("invalid", "wording.words-needed");
        const { replacement, language, onceKey } = form;
        checkReplacement(anchor, replacement);
        const given = { planId: plan.id, anchor, replacement, language, onceKey, voice };
        const { id, number } = await insertWording(tx, { ...given, ...at, personId: person.id, at: now });
        const country = firstSponsor(voice, facts.group.participating);
        if (country !== null) await addSponsor(tx, { wordingId: id, country, personId: person.id, at: now });
        record({
          kind: "wording.suggested",
          facts: { wordingId: id, planId: plan.id, number },
          groupId: plan.groupId,
          capacity,
          actorId: person.id,
          link: link(slug),
        });
        return number;
      }),

    /** One's own country sponsors the words. Refused: `may-not.wording.sponsor`, `wording.sponsored-already`, after their end. */
    sponsor: (actor: Actor, slug: string, number: number): Promise<void> =>
      stepped(actor, slug, number, "sponsor", async (held, { tx, record, now }) => {
        const own = countriesOf(actor, "edit", held.facts.group, now);
        const country = own.find((each) => !held.wording.sponsors.includes(each)) ?? own[0] ?? null;
        stepWording(held.wording, "sponsor", { country, reason: "" });
        if (country === null) return;
        const { id: wordingId } = held.wording;
        await addSponsor(tx, { wordingId, country, personId: personOf(actor).id, at: now });
        record({
          kind: "wording.sponsored",
          facts: { ...held.about, country },
          ...held.entry(ofCountry(actor, country, held.facts, now)),
        });
      }),

    /** One's own country no longer sponsors them. Refused: `may-not.wording.unsponsor`, `wording.not-sponsored`, after their end. */
    unsponsor: (actor: Actor, slug: string, number: number): Promise<void> =>
      stepped(actor, slug, number, "unsponsor", async (held, { tx, record, now }) => {
        const own = countriesOf(actor, "edit", held.facts.group, now);
        const country = own.find((each) => held.wording.sponsors.includes(each)) ?? null;
        stepWording(held.wording, "unsponsor", { country, reason: "" });
        if (country === null) return;
        await removeSponsor(tx, held.wording.id, country);
        record({
          kind: "wording.unsponsored",
          facts: { ...held.about, country },
          ...held.entry(ofCountry(actor, country, held.facts, now)),
        });
      }),

    /**
     * Takes the words into the live text, exactly where they were suggested; done twice it is done once. Refused:
     * `may-not.wording.accept`, without a sponsor (`wording.sponsor-needed`), after another end (`wording.ended.…`), and where the
     * words it changes are others by now (`margin.passage-changed`, `margin.passage-gone`, `margin.field-changed`) or are none that
     * the field takes, since some were redacted (`wording.field-unfit`): then it stays open. Where `told` names
     * those that compete with it as the person saw them, also where another does by now (`wording.rival-untold`).
     * Writes the log, wordings and the journal; tells the bus `text-written`.
     */
    accept: async (actor: Actor, slug: string, number: number, told?: readonly number[]): Promise<void> => {
      let written: string | null = null;
      await stepped(actor, slug, number, "accept", async (held, { tx, record, now }) => {
        const { wording, plan, facts } = held;
        if (wording.state === "accepted") return;
        const { state } = stepWording(wording, "accept", { country: null, reason: "" });
        const untold = told === undefined ? [] : await openBeside(tx, plan, [number, ...told]);
        const at = await writeInto(tx, plan, `wording-${wording.id}`, (text, { epoch }) => {
          const find = findLive(text, epoch);
          const place = find(wording.anchor);
          if (place === null) throw changed(text, wording.anchor);
          for (const other of untold.map(({ anchor }) => find(anchor)))
            if (other !== null && other.element === place.element && compete(other, place))
              throw refuse("conflict", "wording.rival-untold");
          if (place.field === undefined) return reword(text, place, wording.replacement);
          if (!takes(place.field, wording.replacement)) throw refuse("conflict", "wording.field-unfit");
          refill(text, place, wording.replacement);
        });
        await endWording(tx, wording.id, { state, byId: personOf(actor).id, reason: null, at: now });
        record({
          kind: "wording.accepted",
          facts: { ...held.about, ...at },
          ...held.entry(keepingCapacity(actor, facts.group, now)),
        });
        written = plan.documentId;
      });
      if (written !== null) ground.bus.tell({ kind: "text-written", documentId: written });
    },

    /** Declines the words, with a reason that everybody here reads. Refused: `may-not.wording.reject`, `wording.reason-needed`, after their end. */
    reject: (actor: Actor, slug: string, number: number, given: string): Promise<void> =>
      stepped(actor, slug, number, "reject", async (held, { tx, record, now }) => {
        const reason = given.trim();
        const { wording, facts } = held;
        const { state } = stepWording(wording, "reject", { country: null, reason });
        await endWording(tx, wording.id, { state, byId: personOf(actor).id, reason, at: now });
        const entry = held.entry(keepingCapacity(actor, facts.group, now));
        record({ kind: "wording.rejected", facts: held.about, ...entry, words: { reason } });
      }),

    /** Takes one's own suggestion back. Refused: `may-not.wording.withdraw`, after its end. */
    withdraw: (actor: Actor, slug: string, number: number): Promise<void> =>
      stepped(actor, slug, number, "withdraw", async (held, { tx, record, now }) => {
        const { state } = stepWording(held.wording, "withdraw", { country: null, reason: "" });
        await endWording(tx, held.wording.id, { state, byId: personOf(actor).id, reason: null, at: now });
        const { capacity } = chosenVoice(actor, held.facts.group, "", now);
        record({ kind: "wording.withdrawn", facts: held.about, ...held.entry(capacity) });
      }),
  };

  /** Does an act on suggested words that the actor may do; plan and words are locked. Refused: `wording.unknown`, who may not. */
  function stepped(
    actor: Actor,
    slug: string,
    number: number,
    name: WordingAct,
    work: (held: Held, on: { tx: Tx; record: Recorder; now: Date }) => Promise<void>,
  ): Promise<void> {
    return act(ground, async (tx, record, now) => {
      const { plan, facts } = await planAt(tx, slug, now, "lock");
      demand(actor, "plan.read-live", facts, now);
      const stored = await lockWording(tx, plan.id, number);
      demand(actor, `wording.${name}`, { kind: "wording", plan: facts, authorId: stored.authorId }, now);
      const sponsors = stored.sponsors.filter((country) => facts.group.participating.includes(country));
      const wording = { ...stored, sponsors };
      const about = { wordingId: stored.id, planId: plan.id, number };
      const by = { groupId: plan.groupId, actorId: personOf(actor).id, link: link(slug) };
      const entry = (capacity: Capacity) => ({ ...by, capacity });
      await work({ plan, facts, wording, about, entry }, { tx, record, now });
    });
  }
}

interface Held {
  readonly plan: PlanRecord;
  readonly facts: PlanFacts;
  readonly wording: StoredWording;
  readonly about: { readonly wordingId: string; readonly planId: string; readonly number: number };
  readonly entry: (capacity: Capacity) => {
    readonly groupId: string;
    readonly actorId: string;
    readonly link: string;
    readonly capacity: Capacity;
  };
}

/** Refuses, beside the field `replacement`, what changes nothing, and what a field of an output does not take. */
function checkReplacement({ field, quote }: Anchor, replacement: string): void {
  checkWords(field === undefined ? quote : inField(field, quote), replacement);
  if (field !== undefined) checkField(field, replacement, "replacement");
}

/** The open suggestions of a plan but for these. */
async function openBeside(tx: Tx, plan: PlanRecord, numbers: readonly number[]) {
  const all = await wordingsOf(tx, plan.id);
  return all.filter(({ number, state }) => state === "open" && !numbers.includes(number));
}

function ofCountry(actor: Actor, country: Iso, { group }: PlanFacts, now: Date): Capacity {
  const capacity = countryCapacity(actor, country, "edit", group, now);
  if (capacity === null) throw refuse("forbidden", "position.wrong-capacity");
  return capacity;
}

export type WordingServices = ReturnType<typeof wordingServices>;
