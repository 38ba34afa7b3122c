import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import { grantsAt, isSecretariat, type Actor, type Iso } from "#app/domain/roles.ts";
import type { Auth } from "#server/auth/auth.ts";
import { countries, groupOfCountry } from "#server/store/countries.ts";
import { hasFocalPoint } from "#server/store/focal-points.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { personNames } from "#server/store/references.ts";
import {
  answerSuggestion,
  insertSuggestion,
  lockSuggestion,
  suggestionKinds,
  suggestionsOf,
  waitsAlready,
  type Suggestion,
  type SuggestionKind,
} from "#server/store/suggestions.ts";
import { act, type Ground } from "./act.ts";
import { keepingCapacity, personOf } from "./keeping.ts";
import { announce, asFocalPoint, wrong, type ActEntered, type PersonEntered } from "./naming.ts";
import { bringIn, holdGroup } from "./speakers.ts";

export interface ShownSuggestion extends Suggestion {
  readonly countryName: string;
  /** Who suggested it; null where the person is no longer known. */
  readonly by: string | null;
  /** Whether the reader answers it. */
  readonly mine: boolean;
}

export interface GroupSuggestions {
  readonly suggestions: readonly ShownSuggestion[];
  /** Whether the reader may suggest somebody here. */
  readonly maySuggest: boolean;
  readonly countries: readonly { readonly iso: Iso; readonly name: string }[];
  readonly kinds: readonly SuggestionKind[];
}

/** How many suggestions a page shows. */
const shown = 30;

/** Who should speak in a group: suggested by those who lead it, answered by the focal points (domain §8). */
export function suggestionServices(ground: Ground, auth: Auth) {
  const { store, clock } = ground;
  return {
    /**
     * What those who lead the group see of its suggestions, all of them; a focal point those to its country; others none.
     * Refused as `unknown` (`group.unknown`).
     */
    async of(actor: Actor, slug: string, language: Language): Promise<GroupSuggestions> {
      const now = clock.now();
      const { id } = await groupBySlug(store.db, slug);
      const facts = await groupFacts(store.db, id, now);
      const named = await countries(store.db, language);
      const maySuggest = may(actor, "grant.suggest", facts, now);
      const answers = (country: Iso) =>
        may(actor, "grant.answer-suggestion", { kind: "membership", group: facts, country }, now);
      const own = focalCountries(actor, now);
      const all = maySuggest || isSecretariat(actor, now);
      const rows = all || own.length > 0 ? await suggestionsOf(store.db, id, all ? null : own, shown) : [];
      const persons = await personNames(
        store.db,
        rows.map(({ personId }) => personId),
      );
      return {
        maySuggest,
        kinds: suggestionKinds,
        countries: maySuggest ? named.map(({ iso, name }) => ({ iso, name })) : [],
        suggestions: rows.map((row) => ({
          ...row,
          countryName: named.find(({ iso }) => iso === row.country)?.name ?? row.country,
          by: persons.get(row.personId) ?? null,
          mine: row.answeredAt === null && answers(row.country),
        })),
      };
    },

    /**
     * Suggests somebody to a country's focal point, with the reason. Writes the suggestion and a journal entry that only the
     * secretariat reads: the person was not asked yet. Refused: `country.unknown` (field), `suggestion.no-focal-point`,
     * `suggestion.open` for somebody who waits already.
     */
    async suggest(
      actor: Actor,
      given: {
        readonly slug: string;
        readonly country: Iso;
        readonly name: string;
        readonly email: string | null;
        readonly institution: string | null;
        readonly kind: SuggestionKind;
        readonly note: string;
      },
    ): Promise<void> {
      await act(ground, async (tx, record, now) => {
        const { slug, ...who } = given;
        const group = await holdGroup(tx, slug, now);
        demand(actor, "grant.suggest", group.facts, now);
        const capacity = keepingCapacity(actor, group.facts, now);
        if (!(await groupOfCountry(tx)).has(who.country)) throw wrong("country", "country.unknown");
        if (!(await hasFocalPoint(tx, who.country, now))) throw wrong("country", "suggestion.no-focal-point");
        const personId = personOf(actor).id;
        const suggestion = { ...who, groupId: group.id, personId, byCountry: capacity.country };
        if (await waitsAlready(tx, suggestion)) throw refuse("conflict", "suggestion.open");
        const suggestionId = await insertSuggestion(tx, suggestion, now);
        record({
          kind: "speaker.suggested",
          facts: { suggestionId, country: who.country },
          groupId: group.id,
          link: group.link,
          actorId: personId,
          capacity,
          words: { person: who.name, note: who.note },
        });
      });
    },

    /**
     * The focal point accepts: the person, as it enters them, may speak in the group from now on, by the act it names.
     * Refused: `suggestion.unknown`, `suggestion.answered`, and as `memberships.identifySpeaker` is.
     */
    async accept(
      actor: Actor,
      given: {
        readonly slug: string;
        readonly suggestionId: string;
        readonly person: PersonEntered;
        readonly institution: string | null;
        readonly act: ActEntered;
      },
    ): Promise<void> {
      await auth.limits.tryLetter(given.person.email, personOf(actor).id);
      const personId = await act(ground, async (tx, record, now) => {
        const { slug, person, institution } = given;
        const group = await holdGroup(tx, slug, now);
        const suggestion = await hold(tx, actor, group, given.suggestionId, now);
        const { id, country } = suggestion;
        const office = {
          slugs: [slug],
          country,
          office: "speaker",
          person,
          institution,
          act: given.act,
        } as const;
        const brought = await bringIn(ground, { tx, record, now }, actor, office);
        const answeredById = personOf(actor).id;
        const grantId = brought.grantIds[0] ?? null;
        await answerSuggestion(
          tx,
          id,
          { answer: "accepted", answerReason: null, answeredById, grantId },
          now,
        );
        record({
          kind: "speaker.answered",
          facts: { suggestionId: id, country, grantId },
          groupId: group.id,
          link: group.link,
          actorId: answeredById,
          capacity: asFocalPoint(country),
        });
        return brought.personId;
      });
      announce(ground, [personId]);
    },

    /** The focal point declines, with a reason that those who suggested read. Refused as `accept` is; without a reason. */
    async decline(
      actor: Actor,
      given: { readonly slug: string; readonly suggestionId: string; readonly reason: string },
    ): Promise<void> {
      await act(ground, async (tx, record, now) => {
        const group = await holdGroup(tx, given.slug, now);
        const { id, country } = await hold(tx, actor, group, given.suggestionId, now);
        const reason = given.reason.trim();
        if (reason === "") throw wrong("reason", "suggestion.reason-needed");
        const answeredById = personOf(actor).id;
        await answerSuggestion(
          tx,
          id,
          { answer: "declined", answerReason: reason, answeredById, grantId: null },
          now,
        );
        record({
          kind: "speaker.answered",
          facts: { suggestionId: id, country, grantId: null },
          groupId: group.id,
          link: group.link,
          actorId: answeredById,
          capacity: asFocalPoint(country),
          words: { reason },
        });
      });
    },
  };
}

type Group = Awaited<ReturnType<typeof holdGroup>>;

/** The suggestion that the actor answers now, locked. */
async function hold(
  tx: Parameters<typeof lockSuggestion>[0],
  actor: Actor,
  group: Group,
  suggestionId: string,
  now: Date,
): Promise<Suggestion> {
  const suggestion = await lockSuggestion(tx, group.id, suggestionId);
  if (suggestion === null) throw refuse("unknown", "suggestion.unknown");
  const { country } = suggestion;
  demand(actor, "grant.answer-suggestion", { kind: "membership", group: group.facts, country }, now);
  if (suggestion.answeredAt !== null) throw refuse("conflict", "suggestion.answered");
  return suggestion;
}

/** Countries whose focal point the actor is. */
export function focalCountries(actor: Actor, now: Date): Iso[] {
  return [
    ...new Set(
      grantsAt(actor, now).flatMap(({ office, right, country }) =>
        office === "focal-point" && right === "decide" ? (country ?? []) : [],
      ),
    ),
  ];
}
