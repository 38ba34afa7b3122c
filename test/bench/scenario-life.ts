/** What happens around the typing: many who only read, a restart that everybody meets, a process that dies. */
import { moment } from "#test/running/light-client.ts";
import { paragraphs } from "#test/running/texts.ts";
import { median, quantile, seconds, type Figures } from "./figures.ts";
import { Fleet } from "./fleet.ts";
import { calm, pause, planFor, seatsIn } from "./room.ts";
import { textsOf, type Scenario, type Size } from "./scenario.ts";
import type { Seat } from "./seat.ts";
import type { Prepared } from "./systems.ts";

const idleShape = ({ quick }: Size) => ({ documents: quick ? 20 : 200, each: 5 });
const idlePlan = paragraphs(20, 100);

/** Light clients of a text: the first paragraph's end is where they would type. */
function readers(prepared: Prepared, from: number, to: number): Seat[] {
  return prepared.texts.flatMap((text, room) =>
    text.editors.slice(from, to).map(({ cookie }, place): Seat => ({
      room,
      document: text.id,
      cookie,
      client: 1_000_000 + room * 100 + from + place,
      spot: { client: 1, clock: 0 },
      paragraph: 0,
      role: "light",
    })),
  );
}

const idle: Scenario = {
  name: "idle",
  says: "1,000 idle connections over 200 texts of 2,000 characters, after collecting garbage",
  goals: [
    { figure: "RSS KB / connection", system: "postgres", most: 0.5, to: "hocuspocus" },
    { figure: "heap KB / text", system: "postgres", most: 0.25, to: "hocuspocus" },
  ],
  need: (size) => {
    const { documents, each } = idleShape(size);
    return { documents, people: each, plan: idlePlan };
  },
  async run(prepared, _repeat, size): Promise<Figures> {
    const { documents, each } = idleShape(size);
    const running = await prepared.start();
    const fleet = new Fleet();
    // What a server does after it has started, and after the last one has come, is over by then.
    const settled = async () => {
      await calm(running);
      return running.memory();
    };
    try {
      const [warm, ...firsts] = readers(prepared, 0, 1);
      // What a server loads when somebody comes for the first time belongs to no connection.
      if (warm) await fleet.open(running.site, [warm]);
      const empty = await settled();
      await fleet.open(running.site, firsts);
      const opened = await settled();
      await fleet.open(running.site, readers(prepared, 1, each));
      const full = await settled();
      const lines = documents * (each - 1);
      const of = (pick: (memory: typeof full) => number) => {
        const line = (pick(full) - pick(opened)) / lines;
        return [line / 1024, ((pick(opened) - pick(empty)) / firsts.length - line) / 1024] as const;
      };
      const [rssLine, rssText] = of(({ rss }) => rss);
      const [heapLine, heapText] = of(({ heapUsed }) => heapUsed);
      const before = await running.cpu();
      await pause(size.quick ? 1000 : 5000);
      const after = await running.cpu();
      return {
        "RSS KB / connection": rssLine,
        "heap KB / connection": heapLine,
        "RSS KB / text": rssText,
        "heap KB / text": heapText,
        "RSS MB at the start": empty.rss / 1e6,
        "RSS MB in all": full.rss / 1e6,
        "heap MB in all": full.heapUsed / 1e6,
        "idle cores": (after.server - before.server) / (size.quick ? 1 : 5),
      };
    } finally {
      fleet.dismiss();
      await running.stop();
    }
  },
};

const restartShape = ({ quick }: Size) => ({
  rooms: quick ? 4 : 20,
  members: quick ? 5 : 10,
  full: quick ? 5 : 10,
  witnesses: 0,
});
/** About 20 KB each. */
const restartPlan = paragraphs(40, 500);

const restart: Scenario = {
  name: "restart",
  says: "200 real editors on 20 texts of 20 KB; the server is killed and started again at once",
  goals: [{ figure: "all synced, ms after ready", system: "postgres", most: 0.5, to: "hocuspocus" }],
  need: (size) => {
    const { rooms, members } = restartShape(size);
    return { documents: rooms, people: members, plan: restartPlan };
  },
  async run(prepared, _repeat, size): Promise<Figures> {
    const first = await prepared.start();
    const fleet = new Fleet();
    let running = first;
    try {
      await fleet.open(first.site, seatsIn(prepared.texts, restartShape(size)));
      await pause(1000);
      const back = fleet.returned();
      const killed = moment();
      await first.kill();
      running = await prepared.start(first.site.port);
      const ready = moment();
      const moments = await Promise.race([
        back,
        pause(60_000).then(() => Promise.reject(new Error("not all were synced within a minute"))),
      ]);
      const { server } = await running.cpu();
      return {
        "all synced, ms after ready": Math.max(...moments) - ready,
        "median client, ms after ready": median(moments) - ready,
        "all synced, ms after the kill": Math.max(...moments) - killed,
        "ready, ms after the kill": ready - killed,
        "server CPU s, start included": server,
      };
    } finally {
      fleet.dismiss();
      await running.stop();
    }
  },
};

const killShape = { rooms: 1, members: 10, full: 2, witnesses: 8 };

const kill: Scenario = {
  name: "kill",
  says: "10 editors type 5 characters/s each; the server is killed (SIGKILL) at a random moment",
  goals: [
    { figure: "acknowledged characters lost", system: "postgres", most: 0 },
    { figure: "acknowledged characters lost", system: "embedded", most: 0 },
    { figure: "real provider: saved, p95 ms after the key", system: "postgres", most: 100 },
  ],
  need: ({ repeats }) => ({
    documents: repeats,
    people: killShape.members,
    plan: planFor(killShape.members),
  }),
  async run(prepared, repeat, size): Promise<Figures> {
    const [text] = textsOf(prepared, repeat, 1);
    if (!text) throw new Error("no text is left");
    const running = await prepared.start();
    const fleet = new Fleet();
    try {
      await fleet.open(running.site, seatsIn([text], killShape));
      await fleet.begin(5);
      await pause(size.quick ? 2000 : 3000 + Math.random() * 9000);
      await running.kill();
      await pause(200);
      const acknowledged = await fleet.acknowledged();
      const report = await fleet.end();
      const kept = await prepared.kept(text);
      const lost = acknowledged.reduce(
        (sum, [, client, characters]) => sum + Math.max(0, characters - (kept.get(client) ?? 0)),
        0,
      );
      const all = acknowledged.reduce((sum, [, , characters]) => sum + characters, 0);
      return {
        "acknowledged characters lost": lost,
        "acknowledged characters": all,
        "lost, seconds of typing": lost / (acknowledged.length * 5),
        "saved, p95 ms after the key": quantile(seconds(report.saved.light), 0.95),
        "real provider: saved, p95 ms after the key": quantile(seconds(report.saved.full), 0.95),
      };
    } finally {
      fleet.dismiss();
    }
  },
};

export const lifeScenarios: readonly Scenario[] = [idle, restart, kill];
