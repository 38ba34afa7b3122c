/** The words that a country offered become the text of the next round, by whoever opens it (domain §4). */
import { expect } from "vitest";
import { releasesOf } from "#server/store/releases.ts";
import { roundsOf, type RecordedPosition, type RecordedRound } from "#server/store/rounds.ts";
import type { Hand } from "./model-house.ts";
import type { Expected } from "./round-oracle.ts";
import { RoundWorld } from "./round-world.ts";

export abstract class AmendedWorld extends RoundWorld {
  private readonly taken = new Set<string>();

  /** Whether the hand is the one who makes amendments the text, at the stage at hand. */
  protected abstract amends(hand: Hand): Promise<boolean>;

  /** Whether the passage can be other words: what names a country or a thing cannot. */
  protected written(): Promise<Expected> {
    return Promise.resolve("yes");
  }

  /** The hand takes the last amendment offered, if there was any. */
  async take(hand: Hand): Promise<boolean> {
    const { db } = this.house.store;
    const { amendments } = this.house.services;
    const rounds = await roundsOf(db, await this.subject());
    const found = rounds.flatMap((round) =>
      [...round.positions]
        .reverse()
        .flatMap((position) => (position.amendment === null ? [] : [{ round, position }])),
    )[0];
    if (found === undefined) return false;
    const { round, position } = found;
    const { revision } = await this.standing();
    const may = (await this.amends(hand)) && this.stands(found) && rounds[0]?.id === round.id;
    const actor = await this.who(hand);
    const seen = may ? (await amendments.review(actor, position.id, "es")).present : "";
    const fresh = !this.taken.has(position.id);
    return this.expecting(
      may ? (fresh ? await this.written() : "either") : "no",
      `${hand} takes the amendment of ${position.seat}`,
      () => amendments.take(actor, { positionId: position.id, revision, seen }),
      async () => {
        this.taken.add(position.id);
        const latest = (await releasesOf(db, round.subject)).at(-1);
        expect(latest?.text).toContain(position.amendment);
        expect(latest?.id).not.toBe(round.release.id);
      },
    );
  }

  /** It is of a round that ended without consensus, and its seat has said nothing since. */
  private stands({ round, position }: { round: RecordedRound; position: RecordedPosition }): boolean {
    if (round.settledAt === null || round.outcome?.outcome === "consensus") return false;
    const own = round.positions.filter(({ seat }) => seat === position.seat);
    return own.every((one) => one.at < position.at || one.ordinal <= position.ordinal);
  }
}
