/** Everything beside a plan's text, as a reader may see it: comments and suggested words. */
import type { Margin, MarginPost, MarginThread, MarginWording } from "#app/document/margin.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import { mentionOf } from "#app/domain/mention.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand, may } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, GroupId } from "#app/domain/roles.ts";
import { commentsOf, type StoredComment } from "#server/store/comments.ts";
import { countryNames } from "#server/store/countries.ts";
import type { Tx } from "#server/store/client.ts";
import { planFacts, planOfGroup } from "#server/store/plans.ts";
import { groupNames, personNames } from "#server/store/references.ts";
import type { StoredPost } from "#server/store/threads.ts";
import { wordingsOf, type StoredWording } from "#server/store/wordings.ts";
import type { Ground } from "./act.ts";
import { planAt } from "./fastening.ts";
import { personsOfGroup } from "./round-audience.ts";
import { offeredVoices } from "./voices.ts";

/** Topic of the hints that something beside a group's plan has changed. */
export const marginTopic = (groupId: GroupId): string => `margin:${groupId}`;

const topicForm = /^margin:([A-Za-z0-9-]{1,64})$/;

/** What is known of the reader while the margin is put together. */
interface Reader {
  readonly actor: Actor;
  readonly facts: PlanFacts;
  readonly now: Date;
  readonly names: ReadonlyMap<string, string>;
}

export function marginServices({ store, clock }: Pick<Ground, "store" | "clock">) {
  return {
    /** All of it. Refused: `plan.unknown`, who may not read the live plan (`may-not.plan.read-live`). */
    read: async (actor: Actor, slug: string, language: Language): Promise<Margin> => {
      const now = clock.now();
      const tx = store.db;
      const { plan, facts } = await planAt(tx, slug, now, "read");
      demand(actor, "plan.read-live", facts, now);
      const comments = await commentsOf(tx, plan.id);
      const wordings = await wordingsOf(tx, plan.id);
      const ended = [...comments.map(({ resolved }) => resolved), ...wordings.map(({ ended }) => ended)];
      const names = await personNames(
        tx,
        ended.flatMap((one) => one?.byId ?? []),
      );
      const reader = { actor, facts, now, names };
      const comment = may(actor, "thread.open", facts.group, now);
      return {
        threads: comments.map((one) => threadFor(reader, one)),
        wordings: wordings.map((one) => wordingFor(reader, one)),
        may: { comment, suggest: may(actor, "wording.suggest", facts, now) },
        voices: comment
          ? offeredVoices(actor, facts.group, now).map(({ key, voice }) => ({ key, voice }))
          : [],
        naming: comment ? await namingIn(tx, facts, language, now) : [],
        topic: marginTopic(plan.groupId),
      };
    },

    /** Whether the actor may be told that something beside the plan of that topic changed; null where it names no margin. */
    mayWatch: async (actor: Actor, topic: string): Promise<boolean | null> => {
      const groupId = topicForm.exec(topic)?.[1];
      if (groupId === undefined) return null;
      const now = clock.now();
      const plan = await planOfGroup(store.db, groupId);
      return plan !== null && may(actor, "plan.read-live", await planFacts(store.db, plan, now), now);
    },
  };
}

function threadFor(reader: Reader, stored: StoredComment): MarginThread {
  const { actor, facts, now, names } = reader;
  const { group } = facts;
  const { number, title, anchor, authorId, resolved, closedAt } = stored;
  const open = closedAt === null;
  const mayAnswer = open && may(actor, "thread.post", { kind: "thread", group }, now);
  return {
    number,
    title,
    anchor,
    posts: stored.posts.map((post) => postFor(reader, post)),
    resolved:
      resolved === null ? null : { by: names.get(resolved.byId) ?? "", at: resolved.at.toISOString() },
    may: {
      answer: mayAnswer,
      resolve:
        mayAnswer &&
        resolved === null &&
        may(actor, "thread.resolve", { kind: "comment", group, authorId }, now),
      reopen: mayAnswer && resolved !== null && may(actor, "thread.reopen", { kind: "thread", group }, now),
    },
  };
}

function postFor({ actor, facts, now }: Reader, post: StoredPost): MarginPost {
  const { number, name, voice, language, body, at, hiddenAt, authorId } = post;
  const seen =
    hiddenAt === null || may(actor, "post.read-hidden", { kind: "post", group: facts.group, authorId }, now);
  return {
    number,
    author: name ?? "",
    voice,
    language,
    body: seen ? body : "",
    at: at.toISOString(),
    hidden: hiddenAt !== null,
  };
}

function wordingFor({ actor, facts, now, names }: Reader, stored: StoredWording): MarginWording {
  const { group } = facts;
  const { number, anchor, replacement, author, voice, language, state, ended, epoch, seq } = stored;
  const wording = { kind: "wording", plan: facts, authorId: stored.authorId } as const;
  const open = state === "open";
  const sponsors = stored.sponsors.filter((country) => group.participating.includes(country));
  const own = countriesOf(actor, "edit", group, now);
  return {
    number,
    anchor,
    replacement,
    author: author ?? "",
    voice,
    language,
    at: stored.at.toISOString(),
    state,
    sponsors,
    ended:
      ended === null
        ? null
        : { by: names.get(ended.byId) ?? "", at: ended.at.toISOString(), reason: ended.reason },
    base: { epoch, seq, release: stored.releaseNumber },
    thread: stored.thread,
    may: {
      sponsor:
        open &&
        own.some((country) => !sponsors.includes(country)) &&
        may(actor, "wording.sponsor", wording, now),
      unsponsor:
        open &&
        own.some((country) => sponsors.includes(country)) &&
        may(actor, "wording.unsponsor", wording, now),
      accept: open && sponsors.length > 0 && may(actor, "wording.accept", wording, now),
      reject: open && may(actor, "wording.reject", wording, now),
      withdraw: open && may(actor, "wording.withdraw", wording, now),
      discuss: may(actor, "thread.post", { kind: "thread", group }, now),
    },
  };
}

/** Everybody in the group, its countries, and the people who sit in it for them. */
async function namingIn(
  tx: Tx,
  { group }: PlanFacts,
  language: Language,
  now: Date,
): Promise<Margin["naming"]> {
  const known = (await groupNames(tx, language)).get(group.groupId);
  const countries = await countryNames(tx, language);
  const nameOf = (iso: string) => countries.get(iso) ?? iso;
  const people = await personsOfGroup(tx, group.groupId, now);
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, language);
  const all =
    known === undefined ? [] : [{ to: { kind: "group", id: known.slug } as const, name: known.name }];
  const ofCountries = group.participating
    .map((iso) => ({ to: { kind: "country", id: iso } as const, name: nameOf(iso) }))
    .sort(byName);
  const persons = people
    .map(({ person }) => ({ to: { kind: "person", id: person.id } as const, name: person.name }))
    .sort(byName);
  return [...all, ...ofCountries, ...persons].map(({ to, name }) => ({ mark: mentionOf(to, name), name }));
}

export type MarginServices = ReturnType<typeof marginServices>;
