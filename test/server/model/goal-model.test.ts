/**
 * Random acts by random hands at random times against the real services on a real database (domain §4, §5). After each act,
 * done or refused, everything that must hold is asked again (`World.check`); at the end a way on must lead to the agenda.
 * `MODEL_RUNS` and `MODEL_SEED` repeat or lengthen a search.
 */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes } from "#app/domain/round.ts";
import { explore } from "./explore.ts";
import { hands, modelHouse, type ModelHouse } from "./model-house.ts";
import { groupRoundActs, hand, later, span } from "./round-acts.ts";
import { hours } from "./round-world.ts";
import type { Try } from "./search.ts";
import { World } from "./world.ts";

let house: ModelHouse;

beforeAll(async () => void (house = await modelHouse()));
afterAll(() => house.store.close());

const acts: fc.Arbitrary<Try<World>> = fc.oneof(
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
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "peru", "officers-peru", "officers-peru", ...hands),
        fc.constantFrom("openGroupRound", "openOfficersRound"),
        fc.constantFrom(...modes),
        span,
        later,
      )
      .map(([by, of, mode, length, wait]): Try<World> => ({
        say: `${by} ${of} ${mode} ${length} h, in ${wait} h`,
        run: (world) => world.open(by, of, mode, hours(length), hours(wait)),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("peru", "officers-peru", ...hands).map((by): Try<World> => ({
      say: `${by} takes an amendment`,
      run: (world) => world.take(by),
    })),
  },
  ...groupRoundActs,
);

test(
  "no path adopts with something still needed, nothing is stuck, nothing formal moves or is lost",
  { timeout: 1_200_000 },
  () => explore(house, acts, () => World.begin(house)),
);
