/** As goal-model.test.ts, for working groups: proposed, all countries heard, decided by the officers, ended (domain §5). */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { modes, positionKinds } from "#app/domain/round.ts";
import { groupHouse } from "../services/group-house.ts";
import { GroupWorld, hands, type GroupHouse } from "./group-world.ts";
import { explored } from "./attempts.ts";
import { search, type Try } from "./search.ts";

let house: GroupHouse;
beforeAll(async () => void (house = await groupHouse()));
afterAll(() => house.store.close());

const hand = fc.constantFrom(...hands);
const hour = 3_600_000;

const acts: fc.Arbitrary<Try<GroupWorld>> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constant<Try<GroupWorld>>({ say: "the next step", run: (world) => world.advance() }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(hand, fc.constantFrom("coPropose", "leaveProposal", "withdrawProposal", "reviseProposal"))
      .map(([by, act]) => ({ say: `${by} ${act}`, run: (world: GroupWorld) => world.propose(by, act) })),
  },
  {
    weight: 2,
    arbitrary: hand.map((by) => ({
      say: `${by} proposes its end`,
      run: (world: GroupWorld) => world.proposeEnd(by),
    })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("chair", "chair", ...hands),
        fc.constantFrom("openConsultation", "openOfficersRound"),
        fc.constantFrom(...modes),
        fc.constantFrom(1, 3, 7),
      )
      .map(([by, of, mode, days]) => ({
        say: `${by} ${of} ${mode} ${days} d`,
        run: (world: GroupWorld) => world.open(by, of, mode, days),
      })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(hand, fc.constantFrom("joins", "joins", ...positionKinds))
      .map(([by, kind]) => ({ say: `${by} ${kind}`, run: (world: GroupWorld) => world.give(by, kind) })),
  },
  {
    weight: 3,
    arbitrary: fc.constant({
      say: "the officers join",
      run: async (world: GroupWorld) => {
        for (const by of ["chair", "mexico", "brazil"] as const) await world.give(by, "joins");
      },
    }),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom("chair", ...hands),
        fc.constantFrom("record", "record", "record", "extend", "withdraw", "annul"),
      )
      .map(([by, how]) => ({ say: `${by} ${how} round`, run: (world: GroupWorld) => world.end(by, how) })),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(1, 25, 24 * 4, 24 * 8)
      .map((span) => ({ say: `${span} h pass`, run: async (world: GroupWorld) => world.pass(span * hour) })),
  },
);

test(
  "no group begins or ends but by its chain, and from every stage a way leads on",
  { timeout: 600_000 },
  async () => {
    const seen = new Set<string>();
    let done = 0;
    await search(acts, async (run) => {
      const world = new GroupWorld(house, await house.propose());
      await run(world);
      for (const stage of world.seen) seen.add(stage);
      await world.finish();
      done += world.done;
    });
    await explored(house.store, done, seen);
  },
);
