/** As goal-model.test.ts, for plans of work: the group, the officers, the countries, the next version, the next period (domain §5). */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes } from "#app/domain/round.ts";
import { explore } from "./explore.ts";
import { hands, modelHouse, type ModelHouse } from "./model-house.ts";
import { PlanWorld, planSteps } from "./plan-world.ts";
import { groupRoundActs, hand, later, span } from "./round-acts.ts";
import { hours } from "./round-world.ts";
import type { Try } from "./search.ts";

let house: ModelHouse;
beforeAll(async () => void (house = await modelHouse()));
afterAll(() => house.store.close());

const acts: fc.Arbitrary<Try<PlanWorld>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "officers-peru", "officers-mexico", ...hands),
        fc.constantFrom(...planSteps),
        fc.nat(4),
      )
      .map(([by, act, luck]): Try<PlanWorld> => ({
        say: `${by} ${act}${luck === 0 ? " without words" : ""}`,
        run: (world) => world.step(by, act, luck !== 0),
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("chile", "brazil"), fc.boolean())
      .map(([by, clean]): Try<PlanWorld> => ({
        say: `${by} writes${clean ? "" : " and leaves a gap"}`,
        run: (world) => world.write(by, clean),
      })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom("peru", "peru", "peru", "peru", ...hands),
        fc.constantFrom(...modes),
        span,
        later,
      )
      .map(([by, mode, length, wait]): Try<PlanWorld> => ({
        say: `${by} opens ${mode} ${length} h, in ${wait} h`,
        run: (world) => world.open(by, mode, hours(length), hours(wait)),
      })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("peru", "peru", ...hands).map((by): Try<PlanWorld> => ({
      say: `${by} takes an amendment`,
      run: (world) => world.take(by),
    })),
  },
  {
    weight: 1,
    arbitrary: hand.map((by): Try<PlanWorld> => ({
      say: `${by} begins the next period`,
      run: (world) => world.beginNext(by),
    })),
  },
  ...groupRoundActs,
);

test(
  "no plan is adopted but by its chain, no text but the one that was frozen, and from every stage a way leads on",
  { timeout: 1_200_000 },
  () => explore(house, acts, () => PlanWorld.begin(house)),
);
