/** A house of three countries whose people read four languages, and the letters that they are sent. */
import { formatter } from "#app/i18n/format.ts";
import type { Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { roundLetterServices } from "#server/services/round-letters.ts";
import { roundById } from "#server/store/rounds.ts";
import { focalPoint, inGroup, person, start } from "#test/factories.ts";
import { goalHouse } from "./goal-house.ts";

export const hours = (at: Date, count: number) => new Date(at.getTime() + count * 3_600_000);

/** The instant as pages say it in full. */
export const full = (language: Language, at: Date) => formatter(language, translator(language), at).full(at);

/** "round-opened → Peru", in alphabetical order. */
export const to = (kind: string, ...names: readonly string[]) =>
  [...names].sort().map((name) => `${kind} → ${name}`);

const spoken: Readonly<Record<string, Language>> = {
  peru: "es",
  chile: "pt",
  brazil: "fr",
  focal: "en",
  "officers-peru": "en",
  "officers-mexico": "pt",
};

/** Opens a house of its own; close its store in `afterAll`. */
export async function letterHouse() {
  const house = await goalHouse();
  const { store, ground, goals, who, rounds } = house;
  const letters = roundLetterServices(ground);
  for (const [name, language] of Object.entries(spoken))
    await store.db.person.update({ where: { id: who(name).id }, data: { language } });
  const { groupId } = await store.db.membership.findFirstOrThrow({ where: { country: "PE" } });
  await person(store, "Coordinator", [{ office: "coordinator", body: inGroup(groupId), country: "PE" }]);
  await person(store, "Focal MX", [focalPoint("MX")]);
  await letters.follow();

  let seen = new Set<string>();
  /** New letters since the last look, in the order of kind and name. */
  async function fresh() {
    const rows = await store.db.letter.findMany({ orderBy: { createdAt: "asc" } });
    const added = rows.filter(({ id }) => !seen.has(id));
    seen = new Set(rows.map(({ id }) => id));
    const people = await store.db.person.findMany();
    const name = (id: string | null) => people.find((one) => one.id === id)?.name ?? "?";
    return added
      .map((row) => ({ ...row, to: name(row.personId) }))
      .sort((a, b) => `${a.kind} ${a.to}`.localeCompare(`${b.kind} ${b.to}`));
  }

  return {
    ...house,
    letters,
    groupId,
    fresh,
    brief: async () => (await fresh()).map(({ kind, to: name }) => `${kind} → ${name}`),
    set: (at: Date) => ground.clock.set(at),

    /** Begins anew at the start: what earlier cases left open is over, and their letters are looked away. */
    async begin() {
      ground.clock.set(start);
      await store.db.round.updateMany({ where: { settledAt: null }, data: { settledAt: start } });
      await letters.follow();
      await fresh();
    },

    /** A round of the group on a goal of its own, of so many days. */
    async groupRound(mode: "express" | "silence" = "express", days = 30, opening?: Date) {
      const number = await house.draft();
      await goals.discuss(who("chile"), await house.at(number));
      const roundId = await goals.openGroupRound(who("peru"), {
        ...(await house.at(number)),
        mode,
        ...(opening ? { opening } : {}),
        closing: hours(opening ?? ground.clock.now(), days * 24),
      });
      return { number, roundId };
    },

    give: async (
      name: string,
      number: number,
      country: string,
      more: Parameters<typeof house.form>[2] = {},
    ) => rounds.give(who(name), await house.form(number, country, more)),

    recordedOf: async (id: string) => {
      const recorded = await roundById(store.db, id);
      if (recorded === null) throw new Error("no round");
      return recorded;
    },

    /** The end moved to `closing` by the group's Chair. */
    async extend(roundId: string, closing: Date) {
      const recorded = await roundById(store.db, roundId);
      const before = recorded?.round.closing ?? closing;
      await rounds.extend(who("peru"), { roundId, before, closing });
    },
  };
}
