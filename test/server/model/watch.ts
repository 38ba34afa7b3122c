/** What must hold of the rounds of one subject at every moment, whatever was tried (domain §3, §4). */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { Tx } from "#server/store/client.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import type { Account } from "./round-oracle.ts";

export class Watch {
  private readonly opened = new Map<string, string>();
  private readonly frozen = new Map<string, string>();
  private readonly given = new Map<string, string>();
  private readonly released = new Map<string, string>();

  /** `rounds` are all of the subject; `told` says how one stands, in the oracle's words. */
  async check(
    db: Tx,
    rounds: readonly RecordedRound[],
    now: Date,
    told: (round: RecordedRound) => Account,
  ): Promise<void> {
    expect(rounds.filter(({ settledAt }) => settledAt === null).length).toBeLessThanOrEqual(1);
    for (const round of rounds) {
      this.kept(round, now);
      const reading = read(round.round, now);
      const counted = reading.standing.flatMap(({ position }) => position ?? []);
      expect(new Set(counted.map(({ seat }) => seat)).size).toBe(counted.length);
      expect(counted.every(({ releaseId }) => releaseId === round.round.releaseId)).toBe(true);
      const { said, over } = told(round);
      expect([round.id, reading.state]).toEqual([round.id, said]);
      // There is an outcome exactly when nothing is needed.
      expect([round.id, reading.outcome !== null]).toEqual([round.id, over]);
      expect([round.id, reading.needed.length === 0]).toEqual([round.id, over]);
    }
    for (const id of this.opened.keys()) expect(rounds.some((round) => round.id === id)).toBe(true);
    const there = new Set(rounds.flatMap(({ positions }) => positions.map(({ id }) => id)));
    for (const id of this.given.keys()) expect(there.has(id)).toBe(true);
    await this.whole(db, rounds);
  }

  /** What never moves of a round: once it is set its release, its mode and its opening; once it is open its roll and terms too. */
  private kept(round: RecordedRound, now: Date): void {
    const { roll, terms, mode, opening } = round.round;
    const set = JSON.stringify([round.release.id, round.release.sha256, mode, opening, round.subject]);
    expect(this.opened.get(round.id) ?? set).toBe(set);
    this.opened.set(round.id, set);
    if (now >= opening) {
      const fixed = JSON.stringify([roll, terms]);
      expect(this.frozen.get(round.id) ?? fixed).toBe(fixed);
      this.frozen.set(round.id, fixed);
    }
    for (const position of round.positions) {
      const words = JSON.stringify({ ...position, confirmed: null });
      expect(this.given.get(position.id) ?? words).toBe(words);
      this.given.set(position.id, words);
    }
  }

  /** The text of a release is the one that was frozen, and its hash is the hash of it. */
  private async whole(db: Tx, rounds: readonly RecordedRound[]): Promise<void> {
    const ids = [...new Set(rounds.map(({ release }) => release.id))];
    if (ids.length === 0) return;
    for (const { id, canonical, sha256 } of await db.release.findMany({ where: { id: { in: ids } } })) {
      expect([id, createHash("sha256").update(canonical).digest("hex")]).toEqual([id, sha256]);
      expect(this.released.get(id) ?? canonical).toBe(canonical);
      this.released.set(id, canonical);
    }
  }
}
