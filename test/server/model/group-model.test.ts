/** As goal-model.test.ts, for working groups: proposed, all countries heard, decided by the officers, ended (domain §5). */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes } from "#app/domain/round.ts";
import { explore } from "./explore.ts";
import { GroupWorld } from "./group-world.ts";
import { hands, modelHouse, type ModelHouse } from "./model-house.ts";
import { later, roundActs } from "./round-acts.ts";
import { hours } from "./round-world.ts";
import type { Try } from "./search.ts";

let house: ModelHouse;
beforeAll(async () => void (house = await modelHouse()));
afterAll(() => house.store.close());

const focal = fc.constantFrom("focal-uy", "focal-cl", "focal-br", ...hands);
const acts: fc.Arbitrary<Try<GroupWorld>> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        focal,
        fc.constantFrom("coPropose", "coPropose", "leaveProposal", "withdrawProposal", "reviseProposal"),
      )
      .map(([by, act]): Try<GroupWorld> => ({ say: `${by} ${act}`, run: (world) => world.propose(by, act) })),
  },
  {
    weight: 2,
    arbitrary: focal.map((by): Try<GroupWorld> => ({
      say: `${by} proposes its end`,
      run: (world) => world.proposeEnd(by),
    })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("officers-peru", "officers-peru", "officers-peru", ...hands),
        fc.constantFrom("openConsultation", "openOfficersRound"),
        fc.constantFrom(...modes),
        fc.constantFrom(24, 72, 24 * 7),
        later,
      )
      .map(([by, of, mode, length, wait]): Try<GroupWorld> => ({
        say: `${by} ${of} ${mode} ${length} h, in ${wait} h`,
        run: (world) => world.open(by, of, mode, hours(length), hours(wait)),
      })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("officers-peru", "officers-peru", ...hands).map((by): Try<GroupWorld> => ({
      say: `${by} takes an amendment`,
      run: (world) => world.take(by),
    })),
  },
  ...roundActs,
);

test(
  "no group begins or ends but by its chain, and from every stage a way leads on",
  { timeout: 1_200_000 },
  () => explore(house, acts, () => GroupWorld.begin(house)),
);
