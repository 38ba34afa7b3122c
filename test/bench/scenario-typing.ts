/** People who type: crowds in one text, many small rooms, and as fast as it goes. */
import { Fleet } from "./fleet.ts";
import { lengthsAfter, measure, pause, planFor, seatsIn, type Measured, type Shape } from "./room.ts";
import { textsOf, type Goal, type Scenario, type Size } from "./scenario.ts";

const human = 5;

const needOf =
  (shape: (size: Size) => Shape): Scenario["need"] =>
  (size) => {
    const { rooms, members } = shape(size);
    return { documents: rooms * size.repeats, people: members, plan: planFor(members) };
  };

/** Everybody types at a person's speed. */
function typing(name: string, says: string, shape: (size: Size) => Shape, goals: readonly Goal[]): Scenario {
  return {
    name,
    says,
    goals,
    need: needOf(shape),
    async run(prepared, repeat, size) {
      const own = shape(size);
      const running = await prepared.start();
      const fleet = new Fleet();
      try {
        await fleet.open(running.site, seatsIn(textsOf(prepared, repeat, own.rooms), own));
        const [warm, seconds] = size.quick ? [0.5, 2] : [3, 10];
        const stretch = { shape: own, perSecond: human, fullPerSecond: human, warm, seconds };
        const { figures, report } = await measure(fleet, running, stretch);
        if (report.troubles.length > 0)
          throw new Error(`clients were refused: ${report.troubles.join(", ")}`);
        await fleet.check(lengthsAfter(report, own.rooms, own.members));
        return figures;
      } finally {
        fleet.dismiss();
        await running.stop();
      }
    },
  };
}

/**
 * The rate is raised until p95 passes 200 ms, or the clients cannot keep up. Each step stays within what our server lets one
 * socket send (100 updates a second, 600 at once), so the faster ones are short, and the bucket fills again between them.
 */
function saturation(
  name: string,
  says: string,
  shape: (size: Size) => Shape,
  steps: readonly number[],
  goals: readonly Goal[],
): Scenario {
  return {
    name,
    says,
    goals,
    need: needOf(shape),
    async run(prepared, repeat, size) {
      const own = shape(size);
      const running = await prepared.start();
      const fleet = new Fleet();
      try {
        await fleet.open(running.site, seatsIn(textsOf(prepared, repeat, own.rooms), own));
        let best: Measured | null = null;
        const rates = size.quick ? [10, 30] : steps;
        for (const perSecond of rates) {
          const [warm, seconds] = size.quick
            ? [0.3, 1]
            : [0.5, Math.min(5, 480 / Math.max(90, perSecond - 90) - 0.5)];
          const fullPerSecond = Math.min(human, perSecond);
          const stretch = { shape: own, perSecond, fullPerSecond, warm, seconds };
          const { figures, report } = await measure(fleet, running, stretch);
          const over = figures["p95 ms"] > 200 || figures["clients late, p95 ms"] > 100;
          if (over || report.troubles.length > 0) break;
          best = figures;
          await fleet.check(lengthsAfter(report, own.rooms, own.members));
          await pause(perSecond > 90 ? 6500 : 500);
        }
        if (!best) throw new Error("the slowest step was too fast already");
        return best;
      } finally {
        fleet.dismiss();
        await running.stop();
      }
    },
  };
}

const fast = [20, 60, 110, 160, 200, 240, 290, 340];
const many = [2, 3, 4, 6, 8, 11, 15, 20, 25, 30, 40, 50, ...fast.slice(1)];

const server = "CPU s / 1,000 updates, server";
const both = "CPU s / 1,000 updates, with database";
const ratio = (figure: string, most: number, to: Goal["to"] = "hocuspocus"): Goal => ({
  figure,
  system: "postgres",
  most,
  to,
});
const times = (figure: string, least: number): Goal => ({
  figure,
  system: "postgres",
  least,
  to: "hocuspocus",
});
const within = (most: number): Goal => ({ figure: "p95 ms", system: "postgres", most });

/** One text with so many editors, a few of them real. */
const crowd = (members: number) => (): Shape => {
  const full = members < 4 ? 0 : members < 20 ? 2 : 6;
  return { rooms: 1, members, full, witnesses: Math.min(10, members - full) };
};
const rooms =
  (count: number, members: number) =>
  ({ quick }: Size): Shape => ({
    rooms: quick ? Math.ceil(count / 10) : count,
    members,
    full: 1,
    witnesses: 2,
  });

export const typingScenarios: readonly Scenario[] = [
  typing("editors-2", "2 editors in one text, 5 characters/s each", crowd(2), [within(8)]),
  typing("editors-10", "10 editors in one text, 5 characters/s each", crowd(10), [within(8)]),
  typing("editors-50", "50 editors in one text, 5 characters/s each", crowd(50), [within(20)]),
  typing("editors-100", "100 editors in one text, 5 characters/s each", crowd(100), [
    ratio(server, 0.33),
    ratio(server, 0.5, "hocuspocus-flush20"),
    ratio(both, 0.45),
    within(20),
  ]),
  typing("rooms-50x4", "50 texts with 4 editors, 5 characters/s each", rooms(50, 4), [
    ratio(server, 0.5),
    ratio(both, 0.75),
  ]),
  saturation(
    "saturation-5x20",
    "5 texts with 20 editors, as fast as p95 ≤ 200 ms allows",
    rooms(5, 20),
    fast,
    [times("delivered / CPU s, server", 5), times("delivered / CPU s, with database", 4)],
  ),
  saturation(
    "saturation-60x8",
    "60 texts with 8 editors, as fast as p95 ≤ 200 ms allows",
    rooms(60, 8),
    many,
    [times("delivered / CPU s, server", 3), times("delivered / CPU s, with database", 2.5)],
  ),
];
