/** Tries on one subject: a refusal is an answer and must leave everything as it was, and what must hold is asked after each. */
import { expect } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { settableClock } from "#server/clock.ts";
import type { Store } from "#server/store/client.ts";

/** What a try stands on. */
export interface Stage {
  readonly store: Store;
  readonly ground: { readonly clock: ReturnType<typeof settableClock> };
}

export abstract class Attempts<House extends Stage> {
  /** How often something was done and not refused. */
  done = 0;
  /** Stages it has been at. */
  readonly seen = new Set<string>();
  readonly house: House;

  constructor(house: House) {
    this.house = house;
  }

  /** Where the subject stands. */
  protected abstract standing(): Promise<{ readonly stage: string; readonly revision: number }>;

  /** What must hold at every moment. */
  abstract check(): Promise<void>;

  get now(): Date {
    return this.house.ground.clock.now();
  }

  pass(milliseconds: number): void {
    this.house.ground.clock.set(new Date(this.now.getTime() + milliseconds));
  }

  /** Tries; anything but a refusal is a fault. Answers whether it was done; `after` hears of it before anything is checked. */
  async attempt(work: () => Promise<unknown>, after: () => unknown = () => undefined): Promise<boolean> {
    this.pass(1000);
    const before = await this.trace();
    try {
      await work();
      this.done++;
      await after();
      return true;
    } catch (caught) {
      if (refusalOf(caught) === null) throw caught;
      expect(await this.trace()).toEqual(before);
      return false;
    } finally {
      await this.check();
    }
  }

  private async trace(): Promise<unknown> {
    const { db } = this.house.store;
    const { stage, revision } = await this.standing();
    return [stage, revision, await db.journalEntry.count(), await db.position.count()];
  }
}
