/**
 * Frames and messages that are none, in great number: nothing falls over, nothing stands still, nothing wrong is stored.
 * FUZZ_SECONDS says for how long (3), FUZZ_SEED repeats a run.
 */
import { expect, it } from "vitest";
import * as Y from "yjs";
import { encodeFrame } from "#app/document/frames.ts";
import { planOfNode } from "#app/document/plan.ts";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import { limits, REALTIME_PATH } from "#app/document/wire.ts";
import { firstState, planFragment, planOfUpdates } from "#app/document/ydoc.ts";
import { chained, letterOf } from "#test/app/document/chains.ts";
import { chance, type Chance } from "#test/faults/chance.ts";
import { WebSocketLine } from "#test/running/websocket.ts";
import { until } from "./client.ts";
import { House } from "./house.ts";

const seconds = Number(process.env["FUZZ_SECONDS"] ?? 3);
const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 1e9));
/** Milliseconds of work in one go after which others wait too long. */
const longest = 250;

const plan = planOfNode(
  schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("Purpose. ")])]),
);

/** Real updates of many kinds, to be spoilt. */
function samples(): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 4242;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void updates.push(update));
  const fragment = planFragment(doc);
  for (let at = 0; at < 12; at++) {
    const paragraph = new Y.XmlElement("paragraph");
    const text = new Y.XmlText();
    doc.transact(() => {
      fragment.insert(at % 3, [paragraph]);
      paragraph.setAttribute("id", `p-${at}`);
      paragraph.insert(0, [text]);
      text.insert(0, "Words of a plan. ".repeat(at + 1));
      text.format(2, 5, { strong: {} });
      text.format(1, 4, { link: { href: "https://example.org" } });
    });
    text.delete(3, 2);
    if (at % 4 === 3) fragment.delete(0, 1);
  }
  fragment.insert(0, [new Y.XmlElement("script")]);
  doc.getMap("other").set("x", 1);
  updates.push(Y.mergeUpdates(updates), Y.encodeStateAsUpdate(doc), new Uint8Array(), new Uint8Array([0, 0]));
  // Clients that wait for each other, as many as one update may hold, and more.
  for (const [clients, each] of [
    [64, 200],
    [64, 60],
    [65, 10],
  ] as const)
    updates.push(chained({ after: letterOf(firstState(plan)), clients, each, order: "backwards" }));
  // An update for which a merge of the second format never ended (yjs 687).
  updates.push(Y.convertUpdateFormatV1ToV2(Y.encodeStateAsUpdate(doc)));
  return updates;
}

function spoilt(bytes: Uint8Array, { whole, percent }: Chance): Uint8Array {
  const out = Uint8Array.from(bytes);
  if (out.length === 0) return out;
  for (let times = whole(1, 4); times > 0; times--) out[whole(0, out.length - 1)] = whole(0, 255);
  if (percent(20)) return out.slice(0, whole(0, out.length));
  if (percent(20)) return Uint8Array.from([...out, ...out.slice(whole(0, out.length - 1))]);
  return out;
}

const noise = ({ whole }: Chance) => Uint8Array.from({ length: whole(0, 80) }, () => whole(0, 255));

const texts = [
  "",
  "4",
  "42",
  "42[",
  '42["hot"]',
  '42["hot",null]',
  '42["join"]',
  '421["join",{}]',
  '42999999999999999999["join",{}]',
  '451-["hot",{"_placeholder":true,"num":0}]',
  '459999999-["hot",{"_placeholder":true,"num":0}]',
  '451-["hot",{"_placeholder":true,"num":99}]',
  '45-["hot"]',
  "46",
  "49",
  "40/other,",
  '40{"protocol":1}',
  "41",
  "2probe",
  "5",
  "9",
  "\u0000",
  `42["leave",${"[".repeat(5000)}${"]".repeat(5000)}]`,
  `42["watch",${JSON.stringify(Array.from({ length: 1000 }, () => "/x"))}]`,
  '42["__proto__",{"__proto__":{"x":1}}]',
];

it(
  `survives whatever is sent for ${seconds} s (FUZZ_SEED=${seed})`,
  { timeout: (seconds + 120) * 1000 },
  async () => {
    const dice = chance(seed);
    const house = await House.open();
    house.begin("plan-1", plan);
    const honest = house.client("bruno");
    await honest.join("plan-1");
    const updates = samples();
    const stalls: number[] = [];
    let [wall, cpu] = [performance.now(), process.cpuUsage()];
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(cpu);
      // The machine may be busy elsewhere: only work of this process counts.
      if (performance.now() - wall > longest && (user + system) / 1000 > longest)
        stalls.push((user + system) / 1000);
      [wall, cpu] = [performance.now(), process.cpuUsage()];
    }, 5);
    let sent = 0;
    let lines = 0;
    try {
      for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
        const line = await hostile(house.port);
        lines++;
        for (let times = 0; times < 40 && line.isOpen; times++) {
          line.send(message(line.handle, updates, dice));
          sent++;
          if (times % 8 === 7) await new Promise((resolve) => setTimeout(resolve, 1));
        }
        line.destroy();
      }
      honest.type("still here");
      await until(() => honest.unacknowledged.size === 0, "an honest word is saved", 20_000);
      await until(() => house.gateway.open()["connections"] === 1, "the hostile lines are gone", 20_000);
    } finally {
      clearInterval(watch);
    }
    const counts = house.gateway.counts();
    const rows = house.keeper.documents.get("plan-1")?.rows ?? [];
    const reading = planOfUpdates(rows.map(({ bytes }) => bytes));
    expect(reading.faults, "what was stored is a plan").toEqual([]);
    const doc = new Y.Doc();
    for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    expect(doc.store.pendingStructs, "nothing waits for what never comes").toBeNull();
    expect(honest.words()).toContain("still here");
    expect(stalls, "nobody waited").toEqual([]);
    expect(house.errors).toEqual([]);
    const refused = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(refused, JSON.stringify(counts)).toBeGreaterThan(sent / 10);
    console.log(`${sent} messages on ${lines} lines, ${rows.length} rows; ${JSON.stringify(counts)}`);
    await house.close();
  },
);

function message(handle: number, updates: readonly Uint8Array[], dice: Chance): string | Uint8Array {
  const update = dice.one(updates);
  if (dice.percent(15)) return dice.one(texts);
  if (dice.percent(10)) return noise(dice);
  if (dice.percent(10)) return encodeFrame({ kind: "cursor", handle, cursor: noise(dice) });
  if (dice.percent(3)) return new Uint8Array(dice.whole(limits.update, limits.message + 100));
  const frame = encodeFrame({
    kind: "update",
    handle,
    n: dice.whole(0, 2 ** 31),
    update: spoilt(update, dice),
  });
  return dice.percent(15) ? spoilt(frame, dice) : frame;
}

interface Hostile {
  readonly isOpen: boolean;
  readonly handle: number;
  send(message: string | Uint8Array): void;
  destroy(): void;
}

/** A line that has joined as somebody who may write; from then on it says what it likes. */
async function hostile(port: number): Promise<Hostile> {
  const texts: string[] = [];
  const line = await WebSocketLine.connect(
    port,
    `${REALTIME_PATH}/?EIO=4&transport=websocket`,
    { cookie: "person=ana" },
    { text: (text) => void texts.push(text), binary: () => {}, closed: () => {} },
  );
  line.send('40{"protocol":1}');
  await until(() => texts.some((text) => text.startsWith("40")), "it is let in", 20_000);
  line.send(`420["join",{"document":"plan-1","epoch":null,"schema":${SCHEMA_VERSION},"client":99}]`);
  const answer = () => texts.find((text) => /^4[36]/.test(text));
  await until(() => answer() !== undefined, "it joins", 20_000);
  const handle = Number(/"handle":(\d+)/.exec(answer() ?? "")?.[1] ?? 0);
  return {
    get isOpen() {
      return line.isOpen;
    },
    handle,
    send: (message) => line.send(message),
    destroy: () => line.destroy(),
  };
}
