/** One goal on its way, anybody who may try anything at any time, and what must hold after each try. */
import { expect } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import type { Mode, PositionKind } from "#app/domain/round.ts";
import { read } from "#app/domain/consensus.ts";
import type { PositionForm } from "#server/services/round-positions.ts";
import { entriesOfLinks } from "#server/store/journal-reading.ts";
import { proposalByNumber, type ProposalRecord } from "#server/store/proposals.ts";
import { liveRound, roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { words, type goalHouse } from "../services/goal-house.ts";
import { Attempts } from "./attempts.ts";
import { retell } from "./oracle.ts";

export type House = Awaited<ReturnType<typeof goalHouse>>;

const hour = 3_600_000;
export const hours = (count: number) => count * hour;

/** Those who try: representatives, one of them Chair, a focal point, officers, and others who may not. */
export const hands = [
  "peru",
  "chile",
  "brazil",
  "focal",
  "officers-peru",
  "officers-mexico",
  "observer",
  "secretariat",
] as const;
export type Hand = (typeof hands)[number];

const countryOf: Partial<Record<Hand, string>> = {
  peru: "PE",
  chile: "CL",
  brazil: "BR",
  focal: "CL",
  "officers-peru": "PE",
  "officers-mexico": "MX",
};

const members = ["peru", "chile", "brazil"] as const;
const officers = ["officers-peru", "officers-mexico", "brazil"] as const;

export class World extends Attempts<House> {
  readonly number: number;

  constructor(house: House, number: number) {
    super(house);
    this.number = number;
  }

  static async begin(house: House): Promise<World> {
    return new World(house, await house.draft());
  }

  who(hand: Hand): Person {
    return this.house.who(hand);
  }

  goal(): Promise<ProposalRecord> {
    return proposalByNumber(this.house.store.db, this.number);
  }

  async live(): Promise<RecordedRound | null> {
    return liveRound(this.house.store.db, { kind: "goal", id: (await this.goal()).id });
  }

  protected async standing() {
    return this.goal();
  }

  async step(
    hand: Hand,
    act: "discuss" | "table" | "withdraw" | "giveBack" | "cosponsor" | "takeOver" | "edit",
  ): Promise<boolean> {
    const { goals } = this.house;
    const { number } = this;
    const { revision } = await this.goal();
    const form = {
      number,
      revision,
      reason: "So it is.",
      reasons: "So it is.",
      country: countryOf[hand] ?? "XX",
    };
    return this.attempt(() => goals[act](this.who(hand), { ...words, ...form }));
  }

  async open(
    hand: Hand,
    of: "openGroupRound" | "openOfficersRound",
    mode: Mode,
    span: number,
  ): Promise<boolean> {
    const { goals } = this.house;
    const { revision } = await this.goal();
    const closing = new Date(this.now.getTime() + span + 1000);
    return this.attempt(() => goals[of](this.who(hand), { number: this.number, revision, mode, closing }));
  }

  async give(hand: Hand, kind: PositionKind, more: Partial<PositionForm> = {}): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const country = countryOf[hand];
    const entry = round.round.roll.entries.find((line) => line.country === country);
    const seat = entry?.seat ?? country ?? "XX";
    const office =
      hand === "focal" ? "focal-point" : hand.startsWith("officers") ? "officer" : "representative";
    const confirmDay =
      kind === "ad-referendum"
        ? new Date(round.round.closing.getTime() + hours(48)).toISOString().slice(0, 10)
        : null;
    const form: PositionForm = {
      roundId: round.id,
      seat,
      office: round.round.roll.kind === "officers" && hand === "brazil" ? "officer" : office,
      language: "es",
      releaseId: round.release.id,
      after: round.positions.filter((position) => position.seat === seat).length,
      kind,
      passage: kind === "objects" || kind === "joins-with-reservation" ? "2" : null,
      text: kind === "joins-with-reservation" ? "Within our law." : null,
      reason: kind === "objects" ? "Our law." : null,
      lift: kind === "objects" ? "Other words." : null,
      amendment: null,
      confirmDay,
      explanation: null,
      ...more,
    };
    const ok = await this.attempt(() => this.house.rounds.give(this.who(hand), form));
    // Only within its times, on its own release, for one that is on the roll.
    if (ok) {
      expect(form.releaseId).toBe(round.round.releaseId);
      expect(this.now >= round.round.opening && this.now < round.round.closing).toBe(true);
      expect(entry?.occupied).toBe(true);
    }
    return ok;
  }

  async confirm(hand: Hand, confirmed: boolean): Promise<boolean> {
    const round = await this.live();
    const seat = round?.round.roll.entries.find((line) => line.country === countryOf[hand])?.seat;
    if (round === null || seat === undefined) return false;
    const office =
      hand === "focal" ? "focal-point" : hand.startsWith("officers") ? "officer" : "representative";
    const form = { roundId: round.id, seat, office, language: "es", confirmed } as const;
    return this.attempt(() => this.house.rounds.confirm(this.who(hand), form));
  }

  async end(hand: Hand, how: "withdraw" | "annul" | "record" | "extend"): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const { rounds } = this.house;
    const before = round.round.closing;
    const form = {
      roundId: round.id,
      reason: "So it is.",
      before,
      closing: new Date(before.getTime() + hours(24)),
    };
    const later = new Date(this.now.getTime() + 1000);
    const { enterable } = read(round.round, later);
    const ok = await this.attempt(() => rounds[how](this.who(hand), form));
    // Never before letters received before the end have had their time.
    if (ok && how === "record") expect(enterable !== null && enterable <= later).toBe(true);
    return ok;
  }

  async check(): Promise<void> {
    const { db } = this.house.store;
    const goal = await this.goal();
    this.seen.add(goal.stage);
    const rounds = await roundsOf(db, { kind: "goal", id: goal.id });
    this.watch.check(rounds, this.now);
    const entries = (await entriesOfLinks(db, [`/goals/p${this.number}`], true)).reverse();
    const told = retell(entries);
    expect(told.stage).toBe(goal.stage);
    expect(told.rounds).toEqual(
      Object.fromEntries(
        rounds.map(({ id, round, positions, outcome, settledAt }) => {
          const given: Record<string, string[]> = {};
          for (const { seat, kind } of positions) (given[seat] ??= []).push(kind);
          const ended = settledAt === null ? null : (outcome?.outcome ?? "withdrawn");
          return [id, { closing: round.closing.toISOString(), given, outcome: ended }];
        }),
      ),
    );
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    const { stage } = await this.goal();
    switch (stage) {
      case "adopted":
      case "withdrawn":
        return false;
      case "draft":
      case "returned":
        return this.step("chile", "discuss");
      case "discussed":
        return this.open("peru", "openGroupRound", "express", hours(48));
      case "agreed":
        return this.step("peru", "table");
      case "tabled":
        return this.open("officers-peru", "openOfficersRound", "express", hours(48));
      case "group-round":
      case "officers-round": {
        const round = await this.live();
        if (round === null) throw new Error("in a round, and there is none");
        for (const hand of stage === "group-round" ? members : officers) await this.give(hand, "joins");
        const held = (await this.live()) ?? round;
        const { enterable } = read(held.round, this.now);
        if (enterable === null || this.now < enterable) this.pass(hours(24 * 45));
        return this.end(stage === "group-round" ? "peru" : "officers-peru", "record");
      }
    }
  }

  /** From wherever it stands: acts that each role may do bring it to the agenda, unless it was withdrawn (domain §4, §5). */
  async finish(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) {
      const { stage } = await this.goal();
      if (stage === "adopted" || stage === "withdrawn") return;
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    throw new Error(`stuck: ${(await this.goal()).stage}`);
  }
}
