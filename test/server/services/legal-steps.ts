/** Every step tried by everybody: the legal ones are rehearsed, all others are refused and leave everything as it was. */
import { expect } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { grantsAt, stranger, type Actor, type Iso, type Office } from "#app/domain/roles.ts";
import type { Ground } from "#server/services/act.ts";
import { makeServices, type Services } from "#server/services/services.ts";
import { releasesOf, type Subject } from "#server/store/releases.ts";
import { roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { attachedLetter } from "../attached.ts";

/** Thousands of steps take a while where others work beside; in ms. */
export const timeout = 240_000;

/** Whether it was refused; anything but a refusal is a fault. */
export async function refused(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (caught) {
    if (refusalOf(caught) === null) throw caught;
    return true;
  }
}

/** Somebody who tries, for a country and in an office. */
export interface Role {
  readonly actor: Actor;
  readonly office: Office;
  readonly country: Iso;
  /** A letter that they have attached. */
  readonly letterId: string | null;
}

/** Where a subject stands: all of it has to be as it was after a step that was refused. */
export interface Standing {
  readonly revision: number;
  readonly stage: string;
  /** The latest first. */
  readonly rounds: readonly RecordedRound[];
  readonly releases: readonly unknown[];
  readonly entries: number;
}

export type Step<At extends Standing> = (
  services: Services,
  role: Role,
  at: At,
  now: Date,
) => Promise<unknown>;
export type Steps<At extends Standing> = Readonly<Record<string, Step<At>>>;

/** What the services have done is thrown out of the transaction, so that nothing of it stays. */
class Undone {
  readonly done: unknown;
  constructor(done: unknown) {
    this.done = done;
  }
}

function rehearsing(ground: Ground): Services {
  const transaction: Ground["store"]["transaction"] = async <T>(
    work: Parameters<Ground["store"]["transaction"]>[0],
  ) => {
    try {
      return await ground.store.transaction<never>(async (tx) => {
        throw new Undone(await work(tx));
      });
    } catch (caught) {
      if (caught instanceof Undone) return caught.done as T;
      throw caught;
    }
  };
  return makeServices({ ...ground, store: { ...ground.store, transaction } });
}

/** A role of each person, all with a letter at hand. Of nobody there is no person. */
export async function rolesOf(
  ground: Ground,
  people: Readonly<Record<string, readonly [Actor | null, Office, Iso]>>,
): Promise<Readonly<Record<string, Role>>> {
  const roles: Record<string, Role> = {};
  for (const [name, [person, office, country]] of Object.entries(people)) {
    const actor = person ?? stranger;
    const letterId =
      actor.kind === "person" ? await attachedLetter(ground.store, actor.id, ground.clock.now()) : null;
    roles[name] = { actor, office, country, letterId };
  }
  return roles;
}

/** Whether somebody acts for a country at all. */
const decides = ({ actor }: Role, ground: Ground): boolean =>
  grantsAt(actor, ground.clock.now()).some(({ right }) => right === "decide");

/** What stays as it was, beside what a subject's own table says of it. */
export async function traces(
  ground: Ground,
  subject: Subject,
): Promise<Omit<Standing, "revision" | "stage">> {
  const { db } = ground.store;
  return {
    rounds: await roundsOf(db, subject),
    releases: await releasesOf(db, subject),
    entries: await db.journalEntry.count(),
  };
}

/** The acts that services offer: all they have but what only reads. */
export const actsOf = (services: object, readings: readonly string[]): readonly string[] =>
  Object.keys(services).filter((name) => !readings.includes(name));

/** Whose steps are tried, and which; what is done for a country also for another, by those who act for one of their own. */
export interface Trial<At extends Standing> {
  readonly ground: Ground;
  readonly roles: Readonly<Record<string, Role>>;
  readonly steps: Steps<At>;
  readonly forOthers: readonly { readonly country: Iso; readonly steps: Steps<At> }[];
}

/**
 * Tries every step by every role at the stage the subject has. Those listed as "who step" are legal, and are rehearsed; those in
 * `again` were done before and are answered alike; all others are refused. Nothing is changed by any.
 */
export function trying<At extends Standing>(trial: Trial<At>, standing: () => Promise<At>) {
  const { ground, roles, steps, forOthers } = trial;
  const services = makeServices(ground);
  const rehearsed = rehearsing(ground);
  const tries: (readonly [what: string, role: Role, step: Step<At>])[] = [];
  for (const [name, role] of Object.entries(roles)) {
    for (const [act, step] of Object.entries(steps)) tries.push([`${name} ${act}`, role, step]);
    for (const { country, steps: others } of forOthers)
      for (const [act, step] of role.country === country || !decides(role, ground)
        ? []
        : Object.entries(others))
        tries.push([`${name} ${act} for ${country}`, { ...role, country }, step]);
  }
  return async (stage: string, legal: readonly string[], again: readonly string[] = []): Promise<void> => {
    const before = await standing();
    const now = ground.clock.now();
    expect(before.stage).toBe(stage);
    const faults: string[] = [];
    for (const [what, role, take] of tries) {
      const isLegal = legal.includes(what);
      const no = await refused(() => take(isLegal ? rehearsed : services, role, before, now));
      if (no === (isLegal || again.includes(what))) faults.push(`${what} is ${no ? "refused" : "taken"}`);
    }
    expect(faults).toEqual([]);
    const known = tries.map(([what]) => what);
    expect([...legal, ...again].filter((what) => !known.includes(what))).toEqual([]);
    expect(await standing()).toEqual(before);
  };
}
