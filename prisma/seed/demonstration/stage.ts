/**
 * What the demonstration is played on: the services themselves, with a clock that is set from scene to scene.
 * All of it is one transaction, so that a start that is cut off leaves no half of a demonstration.
 */
import type { Person } from "#app/domain/roles.ts";
import { makeAuth, type Auth } from "#server/auth/auth.ts";
import { makeBus } from "#server/bus.ts";
import { settableClock } from "#server/clock.ts";
import type { Ground } from "#server/services/act.ts";
import { makeServices, type Services } from "#server/services/services.ts";
import type { Tx } from "#server/store/client.ts";
import { grantColumns, grantOf } from "#server/store/grants.ts";
import { addressOf } from "./people.ts";

export interface Stage {
  readonly tx: Tx;
  readonly ground: Ground;
  readonly services: Services;
  /** The day on which the demonstration ends: now. */
  readonly today: Date;
  /** The instant that many days from today, at that time of day in UTC. */
  day(days: number, hour?: number, minute?: number): Date;
  /** Sets the clock there. */
  on(days: number, hour?: number, minute?: number): Date;
  /** The person of that account with all grants; asked for the first time when all offices are given. */
  who(account: string): Promise<Person>;
}

/** A limit is for strangers who try addresses; the house may name many people at once. */
const unlimited: Auth["limits"] = {
  trySignIn: async () => {},
  signedIn: async () => {},
  tryLetter: async () => {},
  tryPost: async () => {},
  tryFile: async () => {},
};

/** The stage in the transaction `tx` of `outer`. Nobody hears what happens on it: it has all happened before. */
export function stageIn(tx: Tx, outer: Ground): Stage {
  const today = outer.clock.now();
  const clock = settableClock(today);
  const store = { ...outer.store, db: tx, transaction: <T>(work: (inner: Tx) => Promise<T>) => work(tx) };
  const ground: Ground = { ...outer, store, clock, bus: makeBus(outer.log) };
  const known = new Map<string, Person>();
  const midnight = Math.floor(today.getTime() / 86_400_000) * 86_400_000;
  const day = (days: number, hour = 15, minute = 0) =>
    new Date(midnight + days * 86_400_000 + hour * 3_600_000 + minute * 60_000);
  return {
    tx,
    ground,
    services: makeServices(ground, { ...makeAuth(ground), limits: unlimited }),
    today,
    day,
    on(days, hour, minute) {
      const at = day(days, hour, minute);
      clock.set(at);
      return at;
    },
    async who(account) {
      const met = known.get(account);
      if (met !== undefined) return met;
      const email = addressOf(account);
      const row = await tx.person.findUniqueOrThrow({
        where: { email },
        select: { id: true, name: true, grants: { select: grantColumns } },
      });
      const { id, name, grants } = row;
      const person: Person = { kind: "person", id, name, email, language: null, grants: grants.map(grantOf) };
      known.set(account, person);
      return person;
    },
  };
}
