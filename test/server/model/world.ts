/** One goal on its way, anybody who may try anything at any time, and what must hold after each try. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Mode } from "#app/domain/round.ts";
import { entriesOfLinks } from "#server/store/journal-reading.ts";
import { proposalByNumber, type ProposalRecord } from "#server/store/proposals.ts";
import type { Subject } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import { words } from "../services/goal-house.ts";
import { AmendedWorld } from "./amended-world.ts";
import { countryOf, type Hand, type ModelGroup, type ModelHouse } from "./model-house.ts";
import { retell, toldRounds } from "./oracle.ts";

export type GoalStep = "discuss" | "table" | "withdraw" | "giveBack" | "cosponsor" | "takeOver" | "edit";

export class World extends AmendedWorld {
  readonly number: number;

  private constructor(house: ModelHouse, group: ModelGroup, number: number) {
    super(house, group);
    this.number = number;
  }

  static async begin(house: ModelHouse): Promise<World> {
    const group = await house.group();
    const chile = await house.again(group.people.chile);
    const form = { ...words, slug: group.slug, id: randomUUID(), country: "CL" };
    return new World(house, group, await house.services.goals.draft(chile, form));
  }

  goal(): Promise<ProposalRecord> {
    return proposalByNumber(this.house.store.db, this.number);
  }

  async subject(): Promise<Subject> {
    return { kind: "goal", id: (await this.goal()).id };
  }

  protected async standing() {
    return this.goal();
  }

  protected async amends(hand: Hand): Promise<boolean> {
    const { stage } = await this.goal();
    return stage === "tabled" ? hand === "officers-peru" : stage === "discussed" && this.presides(hand);
  }

  async step(hand: Hand, act: GoalStep): Promise<boolean> {
    const { goals } = this.house.services;
    const { number } = this;
    const { revision } = await this.goal();
    const country = countryOf[hand] ?? "XX";
    const form = { number, revision, reason: "So it is.", reasons: "So it is.", country };
    const actor = await this.who(hand);
    return this.attempt(() => goals[act](actor, { ...words, ...form }));
  }

  async open(
    hand: Hand,
    of: "openGroupRound" | "openOfficersRound",
    mode: Mode,
    span: number,
    later = 0,
  ): Promise<boolean> {
    const { goals } = this.house.services;
    const { revision, stage, sponsor } = await this.goal();
    const group = of === "openGroupRound";
    const { form, fits } = this.opening(group ? "group" : "officers", mode, span, later);
    const may = group
      ? this.presides(hand) && stage === "discussed" && this.participating.has(sponsor)
      : hand === "officers-peru" && stage === "tabled";
    const actor = await this.who(hand);
    return this.expecting(
      may && fits ? "yes" : "no",
      `${hand} ${of} ${mode} at ${stage}`,
      () => goals[of](actor, { number: this.number, revision, ...form }),
      () => this.opened(form.closing),
    );
  }

  override async check(): Promise<void> {
    await super.check();
    const { db } = this.house.store;
    const goal = await this.goal();
    this.seen.add(goal.stage);
    const rounds = await roundsOf(db, { kind: "goal", id: goal.id });
    const entries = (await entriesOfLinks(db, [`/goals/p${this.number}`], true)).reverse();
    const told = retell(entries);
    expect(told.stage).toBe(goal.stage);
    expect(told.rounds).toEqual(toldRounds(rounds));
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    const { stage, sponsor } = await this.goal();
    switch (stage) {
      case "adopted":
      case "withdrawn":
        return false;
      case "draft":
      case "returned":
        return this.step(sponsor === "PE" ? "peru" : sponsor === "BR" ? "brazil" : "chile", "discuss");
      case "discussed":
        return this.open("peru", "openGroupRound", ...this.way);
      case "agreed":
        return this.step("peru", "table");
      case "tabled":
        return this.open("officers-peru", "openOfficersRound", ...this.way);
      case "group-round":
      case "officers-round":
        return this.through();
    }
  }

  /** From wherever it stands: acts that each role may do bring it to the agenda, unless it was withdrawn (domain §4, §5). */
  async finish(): Promise<void> {
    await this.comeBack();
    const { sponsor, stage: from } = await this.goal();
    if (from !== "withdrawn" && !this.participating.has(sponsor))
      expect([sponsor, await this.step("peru", "takeOver")]).toEqual([sponsor, true]);
    for (let turn = 0; turn < 14; turn++) {
      const { stage } = await this.goal();
      if (stage === "adopted" || stage === "withdrawn") return;
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    throw new Error(`stuck: ${(await this.goal()).stage}`);
  }
}
