/** What anybody may try in a round, in every world; and what happens around one: letters, departures, outages, terms, seats. */
import fc from "fast-check";
import { modes, positionKinds } from "#app/domain/round.ts";
import { countryOf, hands, type Member } from "./model-house.ts";
import type { AmendedWorld } from "./amended-world.ts";
import { hours } from "./round-world.ts";
import type { Try } from "./search.ts";

type Acts = { weight: number; arbitrary: fc.Arbitrary<Try<AmendedWorld>> }[];

export const hand = fc.constantFrom(...hands);
/** Those who are on a roll more often than others. */
const voice = fc.constantFrom("peru", "chile", "brazil", "officers-peru", "officers-mexico", ...hands);
const kind = fc.constantFrom("joins", "joins", ...positionKinds);
const spans = [1, 23, 24, 72, 24 * 8, 24 * 40];
/** When a round opens: most at once. */
export const later = fc.constantFrom(0, 0, 0, 48);
export const span = fc.constantFrom(1, 24, 72, 100);

/** The way on: mostly to the next round and no further, by whichever mode. */
const onward: Acts = [
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom(...modes), fc.constantFrom(72, 96), later)
      .map(([mode, length, wait]) => ({
        say: `the next step, by ${mode} of ${length} h in ${wait} h`,
        run: (world) => world.onward({ mode, span: hours(length), later: hours(wait) }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ say: "the next step", run: (world) => world.advance() }),
  },
];

const given: Acts = [
  {
    weight: 10,
    arbitrary: fc.tuple(voice, kind, fc.nat(9), fc.boolean()).map(([by, what, luck, amends]) => ({
      say: `${by} ${what}${luck === 0 ? " with a stale form" : ""}${amends ? " amending" : ""}`,
      run: (world) => world.give(by, what, { stale: luck === 0, amends: amends && luck < 5 }),
    })),
  },
  {
    weight: 3,
    arbitrary: fc.constant({
      say: "all join",
      run: async (world) => {
        for (const by of ["peru", "chile", "brazil", "officers-peru", "officers-mexico"] as const)
          await world.give(by, "joins");
      },
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom("secretariat", "secretariat", "secretariat", "peru"),
        voice,
        kind,
        fc.constantFrom(0, 1, 26, 80),
      )
      .map(([by, of, what, ago]) => ({
        say: `${by} enters a letter of ${of}: ${what}, ${ago} h old`,
        run: (world) => world.enter(by, of, what, ago),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(voice, fc.boolean(), fc.nat(3)).map(([by, says, luck]) => ({
      say: `${by} capital ${says}${luck === 0 ? " by letter" : ""}`,
      run: (world) => world.confirm(by, says, luck === 0),
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("chile", "brazil", "officers-mexico"), fc.boolean())
      .map(([by, says]) => ({
        say: `${by} ad referendum, all others join, the capital says ${says}`,
        run: async (world) => {
          for (const other of ["peru", "chile", "brazil", "officers-peru", "officers-mexico"] as const)
            await world.give(other, other === by ? "ad-referendum" : "joins");
          return world.confirm(by, says);
        },
      })),
  },
];

/** An objection carries other words, the round ends on it, and those words become the text of the next one. */
const carried: Acts = [
  {
    weight: 3,
    arbitrary: fc.constantFrom("chile", "brazil", "officers-mexico").map((by) => ({
      say: `${by} objects with other words, which are taken`,
      run: async (world) => {
        if (!(await world.give(by, "objects", { amends: true }))) return;
        await world.nearEnd();
        world.pass(hours(2));
        for (const chair of ["peru", "officers-peru"] as const) await world.end(chair, "record");
        for (const chair of ["peru", "officers-peru"] as const) await world.take(chair);
      },
    })),
  },
];

const ended: Acts = [
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "officers-peru", "chile", "secretariat", ...hands),
        fc.constantFrom("record", "record", "record", "extend", "extend", "withdraw", "annul"),
      )
      .map(([by, how]) => ({ say: `${by} ${how} round`, run: (world) => world.end(by, how) })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...spans)
      .map((count) => ({ say: `${count} h pass`, run: async (world) => world.pass(hours(count)) })),
  },
  {
    weight: 2,
    arbitrary: fc.constant({ say: "its end comes near", run: (world) => world.nearEnd() }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0.2, 2, 30).map((count) => ({
      say: `not reachable for ${count} h`,
      run: (world) => world.outage(hours(count)),
    })),
  },
];

const country = fc.constantFrom<Member>("PE", "CL", "CL", "BR", "BR", "BR", "UY", "UY", "UY");
const own = { PE: "focal-pe", CL: "focal-cl", BR: "focal-br", UY: "focal-uy" } as const;
const around: Acts = [
  {
    weight: 3,
    arbitrary: fc.constantFrom("CL", "BR").map((iso) => ({
      say: `all others join, ${iso} leaves, the outcome is entered`,
      run: async (world) => {
        for (const by of ["peru", "chile", "brazil", "uruguay"] as const)
          if (countryOf[by] !== iso) await world.give(by, "joins");
        if (world.participating.has(iso)) await world.membership(own[iso], iso, false);
        await world.give(own[iso], "joins");
        await world.end("peru", "record");
      },
    })),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(country, fc.nat(9), hand).map(([iso, luck, other]) => {
      const by = luck === 0 ? other : own[iso];
      return {
        say: `${by}: ${iso} joins or leaves`,
        run: (world) => world.membership(by, iso, !world.participating.has(iso)),
      };
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(country, fc.boolean()).map(([iso, joins]) => ({
      say: `${own[iso]}: ${iso} ${joins ? "joins" : "leaves"}`,
      run: (world) => world.membership(own[iso], iso, joins),
    })),
  },
];
const ofAll: Acts = [
  {
    weight: 1,
    arbitrary: fc.boolean().map((sits) => ({
      say: `Mexico's seat ${sits ? "is taken" : "falls vacant"}`,
      run: (world) => world.mexico(sits),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        { minSilenceHours: 96 },
        { letterDays: 0, outageHours: 48 },
        { letterDays: 2, outcomeDays: 1 },
        { quorumPerGroup: 1 },
        { minSilenceHours: 24, minOccupiedSeats: 3 },
      )
      .map((terms) => ({ say: `terms ${JSON.stringify(terms)}`, run: (world) => world.otherTerms(terms) })),
  },
];

/** Acts in rounds of the officers and of all countries. */
export const roundActs: Acts = [...onward, ...given, ...carried, ...ended, ...ofAll];
/** Acts in rounds of a group, which countries join and leave. */
export const groupRoundActs: Acts = [...roundActs, ...around];
