/** What must hold of the rounds of one subject at every moment, whatever was tried (domain §4). */
import { expect } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import { agrees } from "./oracle.ts";

/** What never moves of a round once it is opened. */
const frozen = ({ release, round }: RecordedRound) =>
  JSON.stringify([release.sha256, round.roll, round.terms, round.mode, round.opening]);

export class Watch {
  private readonly opened = new Map<string, string>();
  private readonly given = new Map<string, string>();

  /** `rounds` are all of the subject. */
  check(rounds: readonly RecordedRound[], now: Date): void {
    expect(rounds.filter(({ settledAt }) => settledAt === null).length).toBeLessThanOrEqual(1);
    for (const round of rounds) {
      this.kept(round);
      const { standing, state } = read(round.round, now);
      const counted = standing.flatMap(({ position }) => (position === null ? [] : [position]));
      expect(new Set(counted.map(({ seat }) => seat)).size).toBe(counted.length);
      expect(counted.every(({ releaseId }) => releaseId === round.round.releaseId)).toBe(true);
      const at = round.outcome?.at ?? now;
      const said = round.outcome?.outcome ?? state;
      if (round.round.roll.kind === "region") {
        // A consultation informs: it ends at its time, whatever was answered.
        expect([round.id, said === "consensus"]).toEqual([round.id, false]);
        const over = round.round.withdrawn === null && at >= round.round.closing;
        expect([round.id, said === "heard"]).toEqual([round.id, over]);
      } else expect([round.id, said === "consensus"]).toEqual([round.id, agrees(round, at)]);
    }
    for (const id of this.opened.keys()) expect(rounds.some((round) => round.id === id)).toBe(true);
    const there = new Set(rounds.flatMap(({ positions }) => positions.map(({ id }) => id)));
    for (const id of this.given.keys()) expect(there.has(id)).toBe(true);
  }

  private kept(round: RecordedRound): void {
    const held = this.opened.get(round.id) ?? frozen(round);
    expect(frozen(round)).toBe(held);
    this.opened.set(round.id, held);
    for (const position of round.positions) {
      const words = JSON.stringify([position.kind, position.at, position.releaseId, position.reason]);
      expect(this.given.get(position.id) ?? words).toBe(words);
      this.given.set(position.id, words);
    }
  }
}
