/** Long histories: a text with very many edits is opened, and is written on. */
import type { Figures } from "./figures.ts";
import { Fleet } from "./fleet.ts";
import { traceHistory, wornHistory, writeHistory, type History } from "./history.ts";
import { calm, measure, planFor, seatsIn } from "./room.ts";
import type { Scenario, Size } from "./scenario.ts";
import type { Seat } from "./seat.ts";
import type { Need, Prepared } from "./systems.ts";

const onePlan = planFor(1);

/** Made once: typing a trace takes a while. */
const made = new Map<string, History>();

/** A text in which every edit of a trace was typed is opened by a real editor on a server that has just started. */
export function coldOpen(trace: string): Scenario {
  const historyFor = ({ quick }: Size): History => {
    const known = made.get(String(quick));
    if (known) return known;
    const history = traceHistory(onePlan, trace, quick ? 5000 : undefined);
    made.set(String(quick), history);
    return history;
  };

  async function open(prepared: Prepared, length: number) {
    const [text] = prepared.texts;
    if (!text) throw new Error("there is no text");
    const cookie = text.editors[0]?.cookie ?? "";
    const seat: Seat = {
      room: 0,
      document: text.id,
      cookie,
      client: 0,
      spot: { client: 1, clock: 0 },
      paragraph: 0,
      role: "full",
    };
    const running = await prepared.start();
    const fleet = new Fleet(1);
    try {
      // The client's own start, and what the server does after its own, are not part of it.
      await fleet.counts();
      await calm(running);
      const before = { ...(await running.cpu()), rss: running.resident() };
      const opened = await fleet.cold(running.site, seat, length);
      const after = { ...(await running.cpu()), rss: running.resident() };
      // The last one has left: a server that keeps folds keeps one now.
      await calm(running);
      return {
        ...opened,
        server: after.server - before.server,
        database: after.database - before.database,
        rss: (after.rss - before.rss) / 1e6,
      };
    } finally {
      fleet.dismiss();
      await running.stop();
    }
  }

  return {
    name: "cold-open",
    says: "a text with 259,778 single edits is opened on a server that has just started",
    goals: [
      { figure: "open, ms", system: "postgres", most: 0.5, to: "hocuspocus" },
      { figure: "KB received", system: "postgres", most: 0.5, to: "hocuspocus" },
    ],
    need: (size) => {
      const history = historyFor(size);
      return {
        documents: 1,
        people: 1,
        plan: onePlan,
        history: {
          state: history.state,
          ours: async (store, [text]) => {
            if (text)
              await writeHistory(store, text.id, text.editors[0]?.id ?? "", history, { folded: false });
          },
        },
      };
    },
    async run(prepared, repeat, size): Promise<Figures> {
      const { length } = historyFor(size);
      // The first to come finds rows alone; when they leave, the server keeps a fold, as after any day's work.
      const first = repeat === 0 ? await open(prepared, length) : null;
      const opened = await open(prepared, length);
      return {
        "open, ms": opened.ms,
        "KB received": opened.bytes / 1000,
        "CPU s, server": opened.server,
        "CPU s, with database": opened.server + opened.database,
        "RSS grown, MB": opened.rss,
        ...(first ? { "open from the rows alone, ms": first.ms } : {}),
      };
    },
  };
}

const editors = 10;
const rowsOf = ({ quick }: Size): readonly number[] => (quick ? [100, 2000] : [1000, 100_000, 1_000_000]);
const growthPlan = planFor(editors);

function withRows(rows: number): Need {
  return {
    documents: 1,
    people: editors,
    plan: growthPlan,
    history: {
      state: new Uint8Array(),
      ours: async (store, [text]) => {
        const history = wornHistory(growthPlan, rows);
        if (text) await writeHistory(store, text.id, text.editors[0]?.id ?? "", history, { folded: true });
      },
    },
  };
}

/** What an update costs on a text with a short history, and with a very long one that left the text as short as it was. */
export const growth: Scenario = {
  name: "growth",
  says: "10 editors type 40 characters/s each on texts with histories of different length",
  goals: (["server", "with database"] as const).flatMap((part) => [
    { figure: `longest to shortest, CPU, ${part}`, system: "postgres", most: 1.1 },
    { figure: `longest to shortest, CPU, ${part}`, system: "postgres", least: 0.9 },
  ]),
  without: ["hocuspocus", "hocuspocus-flush20"],
  need: (size) => withRows(rowsOf(size)[0] ?? 0),
  others: (size) => rowsOf(size).slice(1).map(withRows),
  async run(prepared, repeat, size, others): Promise<Figures> {
    const rows = rowsOf(size);
    const all = [prepared, ...others];
    const figures: Record<string, number> = {};
    for (let turn = 0; turn < all.length; turn++) {
      // Another order each time.
      const index = (turn + repeat) % all.length;
      const one = all[index];
      if (!one) continue;
      const found = await typeOn(one, size);
      const name = `${(rows[index] ?? 0).toLocaleString("en")} rows`;
      figures[`CPU s / 1,000 updates, server, ${name}`] = found["CPU s / 1,000 updates, server"] ?? NaN;
      figures[`CPU s / 1,000 updates, with database, ${name}`] =
        found["CPU s / 1,000 updates, with database"] ?? NaN;
      figures[`p95 ms, ${name}`] = found["p95 ms"];
    }
    for (const part of ["server", "with database"]) {
      const at = (count: number | undefined) =>
        figures[`CPU s / 1,000 updates, ${part}, ${(count ?? 0).toLocaleString("en")} rows`] ?? NaN;
      figures[`longest to shortest, CPU, ${part}`] = at(rows.at(-1)) / at(rows[0]);
    }
    return figures;
  },
};

async function typeOn(prepared: Prepared, size: Size) {
  const shape = { rooms: 1, members: editors, full: 0, witnesses: 4 };
  const running = await prepared.start();
  const fleet = new Fleet();
  try {
    await fleet.open(running.site, seatsIn(prepared.texts, shape));
    await calm(running);
    const [warm, seconds] = size.quick ? [0.5, 2] : [3, 8];
    const stretch = { shape, perSecond: 40, fullPerSecond: 5, warm, seconds };
    const { figures, report } = await measure(fleet, running, stretch);
    if (report.troubles.length > 0) throw new Error(`clients were refused: ${report.troubles.join(", ")}`);
    return figures;
  } finally {
    fleet.dismiss();
    await running.stop();
  }
}
