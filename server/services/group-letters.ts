import { familyOf } from "#app/domain/letter-families.ts";
import type { Payloads } from "#app/domain/journal.ts";
import type { Language } from "#app/domain/release.ts";
import type { GroupId } from "#app/domain/roles.ts";
import { groupLetterOf, type GroupNews } from "#server/mail/group-letters.ts";
import { isReachable } from "#server/store/addressees.ts";
import type { Tx } from "#server/store/client.ts";
import { parentOf } from "#server/store/commissions.ts";
import { countryNames } from "#server/store/countries.ts";
import type { FollowedEntry } from "#server/store/letter-cursor.ts";
import { insertLetters, type NewLetter } from "#server/store/letters.ts";
import { personById } from "#server/store/people.ts";
import { groupNames } from "#server/store/references.ts";
import { suggestionById } from "#server/store/suggestions.ts";
import { unsubscribed } from "#server/store/unsubscriptions.ts";
import type { Ground } from "./act.ts";
import { namedIn } from "./mentions.ts";
import { focalPointsOf, personsOfGroup, type Hearer } from "./round-audience.ts";

/** Entries about a group that letters tell of. */
export const toldOfGroups: readonly string[] = [
  "speaker.suggested",
  "speaker.answered",
  "commission.created",
  "commission.ended",
  "post.made",
];

/** Language of letters to people who have not chosen one. */
const otherwise: Language = "es";

interface Telling {
  readonly kind: GroupNews["kind"];
  /** The group that is told of: a commission's parent. */
  readonly groupId: GroupId;
  readonly commissionId: GroupId | null;
  /** Of the page it leads to, below that of the group or the commission. */
  readonly page: string;
  readonly hearers: readonly Hearer[];
  /** The news, with names in a language. */
  readonly news: (names: Names) => GroupNews;
}

interface Names {
  readonly group: (id: GroupId) => string;
  readonly country: (iso: string | null) => string;
}

/** Writes the letters that an entry about a group calls for (letters). Returns how many are new. */
export async function tellOfGroup(
  tx: Tx,
  { env }: Pick<Ground, "env">,
  entry: FollowedEntry,
  now: Date,
): Promise<number> {
  const telling = await tellingOf(tx, entry, now);
  if (telling === null) return 0;
  const { kind, groupId, commissionId, page, hearers } = telling;
  const family = familyOf(kind);
  const ids = hearers.map(({ person }) => person.id);
  const declined = family === null ? new Set<string>() : await unsubscribed(tx, family, ids);
  const letters: NewLetter[] = [];
  for (const { person, told } of hearers) {
    if (declined.has(person.id)) continue;
    const language = person.language ?? otherwise;
    const groups = await groupNames(tx, language);
    const countries = await countryNames(tx, language);
    const names: Names = {
      group: (id) => groups.get(id)?.name ?? "",
      country: (iso) => (iso === null ? "" : (countries.get(iso) ?? iso)),
    };
    const slug = groups.get(commissionId ?? groupId)?.slug ?? "";
    const matter = {
      news: telling.news(names),
      group: names.group(groupId),
      link: `${env.appUrl}/${language}/groups/${slug}${page}`,
    };
    const as = told.map(({ office, country }) => ({ office, country: names.country(country) }));
    letters.push({
      ...groupLetterOf(matter, { name: person.name, language, as }),
      kind,
      dedupe: `${kind}:${entry.id}:${person.id}`,
      personId: person.id,
      address: person.email,
    });
  }
  return letters.length === 0 ? 0 : insertLetters(tx, letters, now);
}

async function tellingOf(tx: Tx, entry: FollowedEntry, now: Date): Promise<Telling | null> {
  switch (entry.kind) {
    case "speaker.suggested":
    case "speaker.answered":
      return suggested(tx, entry, now);
    case "commission.created":
    case "commission.ended":
      return ofCommission(tx, entry, now);
    case "post.made": {
      const named = await namedIn(tx, String(entry.facts["postId"]), now);
      const news = { kind: "mentioned" } as const;
      return named === null ? null : { ...named, ...news, commissionId: null, news: () => news };
    }
    default:
      return null;
  }
}

/** A suggestion waits for the focal points of the country; its answer is told to who made it. */
async function suggested(tx: Tx, { kind, facts }: FollowedEntry, now: Date): Promise<Telling | null> {
  const suggestion = await suggestionById(tx, String(facts["suggestionId"]));
  if (suggestion === null) return null;
  const { id, groupId, country, personId } = suggestion;
  const page = `/members/people#suggestion-${id}`;
  const common = { groupId, commissionId: null, page };
  if (kind === "speaker.suggested") {
    const waits = { kind: "suggestion-waits" } as const;
    return { ...common, ...waits, news: () => waits, hearers: await focalPointsOf(tx, country, now) };
  }
  const person = (await isReachable(tx, personId)) ? await personById(tx, personId) : null;
  return {
    ...common,
    kind: "suggestion-answered",
    news: (names) => ({
      kind: "suggestion-answered",
      accepted: facts["grantId"] !== null,
      country: names.country(country),
    }),
    hearers: person === null ? [] : [{ person, asked: [], told: [] }],
  };
}

/** A commission is born or ends: the persons who sit in it are told. */
async function ofCommission(tx: Tx, { kind, facts, at }: FollowedEntry, now: Date): Promise<Telling | null> {
  const commissionId = String(facts["groupId"]);
  const parent = await parentOf(tx, commissionId);
  if (parent === null) return null;
  const hearers = await personsOfGroup(tx, commissionId, now);
  const common = { groupId: parent.id, commissionId, page: "", hearers };
  if (kind === "commission.created")
    return {
      ...common,
      kind: "commission-created",
      news: (names) => ({ kind: "commission-created", commission: names.group(commissionId) }),
    };
  const because = facts["because"] as Payloads["commission.ended"]["because"];
  return {
    ...common,
    kind: "commission-ended",
    news: (names) => ({ kind: "commission-ended", commission: names.group(commissionId), because, at }),
  };
}
