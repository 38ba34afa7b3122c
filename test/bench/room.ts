/** Rooms full of people who type: the seats, one measured stretch of typing, and what it says. */
import { moment } from "#test/running/light-client.ts";
import { endsOf, paragraphs } from "#test/running/texts.ts";
import type { Plan } from "#app/document/plan.ts";
import { machineSeconds } from "#test/running/usage.ts";
import { median, quantile, seconds, type Figures } from "./figures.ts";
import type { Fleet } from "./fleet.ts";
import type { Report, Seat } from "./seat.ts";
import type { Running, Text } from "./systems.ts";

export interface Shape {
  readonly rooms: number;
  readonly members: number;
  /** How many of a room's members are the real provider. */
  readonly full: number;
  /** How many of the others read what they hear. */
  readonly witnesses: number;
}

const startLength = 60;

/** A text with a paragraph for each member: nobody types where another does. */
export const planFor = (members: number): Plan => paragraphs(members, startLength);

/** The seats of the rooms, one text for each. */
export function seatsIn(texts: readonly Text[], shape: Shape): Seat[] {
  const spots = endsOf(planFor(shape.members));
  return texts.slice(0, shape.rooms).flatMap((text, room) =>
    spots.map((spot, paragraph): Seat => {
      const lights = paragraph - shape.full;
      const role = lights < 0 ? "full" : lights < shape.witnesses ? "witness" : "light";
      const client = 100_000 + Math.floor(Math.random() * 4_000_000_000);
      return {
        room,
        document: text.id,
        cookie: text.editors[paragraph]?.cookie ?? "",
        client,
        spot,
        paragraph,
        role,
      };
    }),
  );
}

export interface Stretch {
  readonly shape: Shape;
  readonly perSecond: number;
  /** The real provider types no faster than a person. */
  readonly fullPerSecond: number;
  readonly warm: number;
  readonly seconds: number;
}

export interface Measured extends Figures {
  readonly "updates/s in": number;
  readonly "p95 ms": number;
  readonly "clients late, p95 ms": number;
}

/** Lets everybody type for a while and measures the time after the warming up. What went wrong is in the report. */
export async function measure(
  fleet: Fleet,
  running: Running,
  stretch: Stretch,
): Promise<{ figures: Measured; report: Report }> {
  const { shape } = stretch;
  await fleet.begin(stretch.perSecond, stretch.fullPerSecond);
  await pause(stretch.warm * 1000);
  const look = async () => ({
    ...(await running.cpu()),
    clients: fleet.cpu(),
    bytes: (await fleet.counts()).bytes,
    machine: machineSeconds(),
  });
  const before = await look();
  const from = moment();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, running.resident())), 200);
  await pause(stretch.seconds * 1000);
  const until = moment();
  const after = await look();
  clearInterval(watch);
  const report = await fleet.end();
  const within = (at: number) => at >= from && at < until;
  const typed = report.typed.reduce((sum, { at }) => sum + at.filter(within).length, 0);
  const latency = latencies(report, within);
  const lasted = (until - from) / 1000;
  const server = after.server - before.server;
  const clients = after.clients - before.clients;
  const both = server + after.database - before.database;
  const delivered = latency.delivered * (shape.members - 1);
  const lights = shape.rooms * (shape.members - shape.full);
  const figures = {
    "p50 ms": median(latency.light),
    "p95 ms": quantile(latency.light, 0.95),
    "p99 ms": quantile(latency.light, 0.99),
    "real provider, p95 ms": quantile(latency.full, 0.95),
    "saved, p95 ms": quantile(seconds(report.saved.light), 0.95),
    "CPU s / 1,000 updates, server": (server / typed) * 1000,
    "CPU s / 1,000 updates, with database": (both / typed) * 1000,
    "updates/s in": typed / lasted,
    "delivered/s": delivered / lasted,
    "delivered / CPU s, server": delivered / server,
    "delivered / CPU s, with database": delivered / both,
    "bytes to each client / update": (after.bytes - before.bytes) / lights / (typed / shape.rooms),
    "server cores": server / lasted,
    "client cores": clients / lasted,
    "cores of others": (after.machine - before.machine - both - clients) / lasted,
    "clients late, p95 ms": report.late,
    "peak RSS MB": most / 1e6,
  };
  return { figures, report };
}

/** From key to sight, ms, of characters typed within a time, and how many a member saw, summed over the rooms. */
function latencies(report: Report, within: (at: number) => boolean) {
  const typedAt = new Map<string, { from: number; at: Float64Array }>();
  for (const { room, client, from, at } of report.typed) typedAt.set(`${room} ${client}`, { from, at });
  const light: number[] = [];
  const full: number[] = [];
  const byRoom = new Map<number, number[]>();
  for (const { room, role, runs } of report.seen) {
    let saw = 0;
    for (let at = 0; at + 3 < runs.length; at += 4) {
      const [client = 0, clock = 0, length = 0, when = 0] = runs.subarray(at, at + 4);
      const typed = typedAt.get(`${room} ${client}`);
      for (let index = clock; typed && index < clock + length; index++) {
        const began = typed.at[index - typed.from];
        if (began === undefined || !within(began)) continue;
        saw++;
        (role === "full" ? full : light).push(when - began);
      }
    }
    if (role === "witness") byRoom.set(room, [...(byRoom.get(room) ?? []), saw]);
  }
  // A member sees the others' characters: a witness's count, scaled to all members, is what the room delivered.
  const delivered = [...byRoom.values()].reduce((sum, saw) => sum + median(saw), 0);
  return { light, full, delivered: delivered * (membersOf(report) / (membersOf(report) - 1)) };
}

function membersOf(report: Report): number {
  const rooms = new Set(report.typed.map(({ room }) => room)).size;
  return report.typed.length / Math.max(1, rooms);
}

/** How long each paragraph must be after these stretches, by room. */
export function lengthsAfter(report: Report, rooms: number, members: number): Record<number, number[]> {
  const lengths: Record<number, number[]> = {};
  for (let room = 0; room < rooms; room++) lengths[room] = Array.from({ length: members }, () => startLength);
  for (const { room, paragraph, from, at } of report.typed) {
    const own = lengths[room];
    if (own) own[paragraph] = startLength + from + at.length;
  }
  return lengths;
}

/** Waits until the server rests: what it does after a start, or after the last one has left, is over. A minute at most. */
export async function calm(running: Running): Promise<void> {
  let { server: before } = await running.cpu();
  for (let second = 0; second < 60; second++) {
    await pause(1000);
    const { server } = await running.cpu();
    if (server - before <= 0.03) return;
    before = server;
  }
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
