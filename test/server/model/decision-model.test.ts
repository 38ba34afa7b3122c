/** As goal-model.test.ts, for decisions of a group about itself: its Chair, commissions born and ended (domain §1, §5). */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes } from "#app/domain/round.ts";
import { explore } from "./explore.ts";
import { DecisionWorld, matters } from "./decision-world.ts";
import { hands, modelHouse, type ModelHouse } from "./model-house.ts";
import { groupRoundActs, hand, later, span } from "./round-acts.ts";
import { hours } from "./round-world.ts";
import type { Try } from "./search.ts";

let house: ModelHouse;
beforeAll(async () => void (house = await modelHouse()));
afterAll(() => house.store.close());

const acts: fc.Arbitrary<Try<DecisionWorld>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom("chile", "peru", "focal-cl", ...hands), fc.constantFrom(...matters))
      .map(([by, matter]): Try<DecisionWorld> => ({
        say: `${by} proposes ${matter}`,
        run: (world) => world.propose(by, matter),
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom("chile", "peru", ...hands), fc.constantFrom(...matters))
      .map(([by, matter]): Try<DecisionWorld> => ({
        say: `${by} asks for ${matter} instead`,
        run: (world) => world.edit(by, matter),
      })),
  },
  {
    weight: 1,
    arbitrary: hand.map((by): Try<DecisionWorld> => ({
      say: `${by} drops it`,
      run: (world) => world.drop(by),
    })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "peru", "chile", "brazil", ...hands),
        fc.constantFrom(...modes),
        span,
        later,
      )
      .map(([by, mode, length, wait]): Try<DecisionWorld> => ({
        say: `${by} opens ${mode} ${length} h, in ${wait} h`,
        run: (world) => world.open(by, mode, hours(length), hours(wait)),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("peru", "peru", ...hands).map((by): Try<DecisionWorld> => ({
      say: `${by} takes an amendment`,
      run: (world) => world.take(by),
    })),
  },
  ...groupRoundActs,
);

test(
  "no group decides about itself but by its round, which brings about what it says and nothing else",
  { timeout: 1_200_000 },
  () => explore(house, acts, () => DecisionWorld.begin(house)),
);
