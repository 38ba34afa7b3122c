/**
 * Random acts by random hands at random times against the real services on a real database (domain §4, §5). After each act,
 * done or refused, everything that must hold is asked again (`World.check`); at the end a way on must lead to the agenda.
 * `MODEL_RUNS` and `MODEL_SEED` repeat or lengthen a search.
 */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes, positionKinds } from "#app/domain/round.ts";
import { goalHouse } from "../services/goal-house.ts";
import { explored } from "./attempts.ts";
import { search, type Try } from "./search.ts";
import { hands, hours, World, type House } from "./world.ts";

let house: House;

beforeAll(async () => void (house = await goalHouse()));
afterAll(() => house.store.close());

const hand = fc.constantFrom(...hands);
const acts: fc.Arbitrary<Try<World>> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<Try<World>>({ say: "the next step", run: (world) => world.advance() }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(hand, fc.constantFrom("discuss", "table", "edit", "cosponsor", "takeOver", "giveBack"))
      .map(([by, act]): Try<World> => ({ say: `${by} ${act}`, run: (world) => world.step(by, act) })),
  },
  {
    weight: 1,
    arbitrary: hand.map((by): Try<World> => ({
      say: `${by} withdraw goal`,
      run: (world) => world.step(by, "withdraw"),
    })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("chile", "peru").map((by): Try<World> => ({
      say: `${by} moves on`,
      run: async (world) => (await world.step(by, "discuss")) || world.step(by, "table"),
    })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "officers-peru", ...hands),
        fc.constantFrom("openGroupRound", "openOfficersRound"),
        fc.constantFrom(...modes),
        fc.constantFrom(1, 24, 72, 100),
      )
      .map(([by, of, mode, span]): Try<World> => ({
        say: `${by} ${of} ${mode} ${span} h`,
        run: (world) => world.open(by, of, mode, hours(span)),
      })),
  },
  {
    weight: 10,
    arbitrary: fc
      .tuple(hand, fc.constantFrom("joins", "joins", ...positionKinds), fc.boolean(), fc.boolean())
      .map(([by, kind, old, amends]): Try<World> => ({
        say: `${by} ${kind}${old ? " with a stale form" : ""}${amends ? " amending" : ""}`,
        run: (world) =>
          world.give(by, kind, {
            ...(old && amends ? { releaseId: "old" } : {}),
            ...(amends ? { amendment: "Other words." } : {}),
          }),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Try<World>>({
      say: "all join",
      run: async (world) => {
        for (const by of ["peru", "chile", "brazil", "officers-peru", "officers-mexico"] as const)
          await world.give(by, "joins");
      },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(hand, fc.boolean()).map(([by, yes]): Try<World> => ({
      say: `${by} capital ${yes}`,
      run: (world) => world.confirm(by, yes),
    })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(hand, fc.constantFrom("record", "record", "record", "extend", "withdraw", "annul"))
      .map(([by, how]): Try<World> => ({ say: `${by} ${how} round`, run: (world) => world.end(by, how) })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(1, 23, 24, 72, 24 * 8, 24 * 40)
      .map((span): Try<World> => ({ say: `${span} h pass`, run: async (world) => world.pass(hours(span)) })),
  },
);

test(
  "no path adopts with something still needed, nothing is stuck, nothing formal moves or is lost",
  { timeout: 600_000 },
  async () => {
    const seen = new Set<string>();
    let done = 0;
    await search(acts, async (run) => {
      const world = await World.begin(house);
      await run(world);
      for (const stage of world.seen) seen.add(stage);
      await world.finish();
      done += world.done;
    });
    await explored(house.store, done, seen);
  },
);
