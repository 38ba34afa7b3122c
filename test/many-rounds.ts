/** Many rounds at once, as years of work would leave them: written straight into the tables, for figures and lists. */
import { randomUUID } from "node:crypto";
import { canonicalJson } from "#app/domain/release.ts";
import { defaultTerms } from "#app/domain/round.ts";
import type { Store } from "#server/store/client.ts";
import type { Prisma } from "#server/store/generated/client.ts";
import { sha256 } from "#server/store/journal.ts";

const day = 86_400_000;

/** A round, its goal and its release. */
const ids = () => ({ id: randomUUID(), goal: randomUUID(), release: randomUUID() });

/** What the other countries answer, by their place on the roll. */
const kinds = ["joins", "joins", "joins-with-reservation", "joins", "dissociates", "joins"] as const;

/**
 * Adds `count` rounds of all 33 countries on goals of the group at `slug`, each with a position of every country; the first
 * `live` of them are still open, with one country missing. The others ended in consensus, one a day before `now`. Answers the
 * number of the first.
 */
export async function addManyRounds(
  store: Store,
  { slug, count, live, now }: { slug: string; count: number; live: number; now: Date },
): Promise<number> {
  const group = await store.db.group.findUniqueOrThrow({ where: { slug }, include: { areas: true } });
  const countries = await store.db.country.findMany({ orderBy: { iso: "asc" } });
  const person = await store.db.person.create({
    data: { name: "A hand of many", email: `${randomUUID()}@example.org` },
  });
  const made = Array.from({ length: count }, (_, place) => {
    const open = place < live;
    const opens = new Date(now.getTime() - (open ? 1 : place + 10) * day);
    return { place, open, opens, closes: new Date(opens.getTime() + 7 * day), ...ids() };
  });
  const proposal = (place: number, id: string): Prisma.ProposalCreateManyInput => ({
    id,
    kind: "goal",
    cycleId: group.cycleId,
    groupId: group.id,
    areaId: group.areas[0]?.areaId ?? null,
    sponsor: "BR",
    stage: place < live ? "group-round" : "agreed",
    stageSince: now,
    language: "en",
    title: `Goal ${place + 1} of many`,
    draft: { paragraphs: ["One paragraph."], rationale: "" },
    personId: person.id,
  });
  const text = canonicalJson({ title: "Goal", paragraphs: ["One paragraph."], rationale: "" });
  for (let from = 0; from < made.length; from += 50) {
    const part = made.slice(from, from + 50);
    const entries = part.flatMap((round) =>
      countries.map(({ iso, countryGroupId }, position) => ({
        id: randomUUID(),
        roundId: round.id,
        country: iso,
        countryGroupId,
        position,
        occupied: true,
        chair: iso === "BR",
        reason: "occupied",
        round,
      })),
    );
    await store.transaction(async (tx) => {
      await tx.proposal.createMany({ data: part.map(({ place, goal }) => proposal(place, goal)) });
      await tx.release.createMany({
        data: part.map(({ goal, release, opens }) => ({
          id: release,
          proposalId: goal,
          number: 1,
          canonical: text,
          sha256: sha256(text),
          language: "en",
          personId: person.id,
          country: "BR",
          at: opens,
        })),
      });
      await tx.round.createMany({
        data: part.map(({ id, goal, release, open, opens, closes }) => ({
          id,
          proposalId: goal,
          releaseId: release,
          roll: "group",
          mode: "express",
          terms: defaultTerms as unknown as Prisma.InputJsonObject,
          opensAt: opens,
          closesAt: closes,
          openedById: person.id,
          openedFor: "BR",
          createdAt: opens,
          settledAt: open ? null : closes,
        })),
      });
      await tx.rollEntry.createMany({ data: entries.map(({ round: _, ...entry }) => entry) });
      await tx.position.createMany({
        data: entries
          .filter(({ round, country }) => !(round.open && country === "UY"))
          .map(({ id, roundId, country, position, round }) => {
            const kind = kinds[position % kinds.length] ?? "joins";
            const reserves = kind === "joins-with-reservation";
            return {
              roundId,
              rollEntryId: id,
              country,
              office: "representative",
              kind,
              passage: reserves ? "1" : null,
              text: reserves ? "It is read in the light of national law." : null,
              language: "en",
              personId: person.id,
              ordinal: 1,
              at: new Date(round.opens.getTime() + 3_600_000 + position * 60_000),
            };
          }),
      });
      await tx.outcome.createMany({
        data: part
          .filter(({ open }) => !open)
          .map(({ id, closes }) => ({
            roundId: id,
            reading: "consensus",
            facts: {},
            personId: person.id,
            office: "representative",
            country: "BR",
            at: closes,
          })),
      });
    }, 120_000);
  }
  return (await store.db.round.findUniqueOrThrow({ where: { id: made[0]?.id ?? "" } })).number;
}
