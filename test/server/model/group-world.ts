/** One group from its proposal to its end, anybody who may try anything at any time, and what must hold after each try. */
import { expect } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { GroupStage } from "#app/domain/group.ts";
import type { Mode, PositionKind, Round } from "#app/domain/round.ts";
import type { RecordedEntry } from "#server/store/journal-reading.ts";
import { entriesOfLinks } from "#server/store/journal-reading.ts";
import { liveRound } from "#server/store/rounds.ts";
import type { groupHouse } from "../services/group-house.ts";
import { Attempts } from "./attempts.ts";

export type GroupHouse = Awaited<ReturnType<typeof groupHouse>>;

/** Focal points, officers, and others who may not. */
export const hands = ["UY", "CL", "JM", "chair", "mexico", "brazil", "secretariat", "peru"] as const;
export type Hand = (typeof hands)[number];

const seats: Partial<Record<Hand, string>> = { chair: "PE", mexico: "MX", brazil: "BR" };

const day = 86_400_000;

/** Where the group stands, told again from the journal alone. */
function retell(entries: readonly RecordedEntry[]): GroupStage {
  let stage: GroupStage = "proposed";
  const ending = () => stage.startsWith("discontinu") || stage === "active";
  let regional = false;
  for (const { kind, facts } of entries) {
    switch (kind) {
      case "group.moved":
        if (facts["act"] === "propose-discontinuation") stage = "discontinuation-proposed";
        if (facts["act"] === "withdraw-proposal") stage = ending() ? "active" : "dropped";
        if (facts["act"] === "revise-proposal") stage = ending() ? "discontinuation-proposed" : "proposed";
        break;
      case "round.opened":
        regional = facts["roll"] === "region";
        if (regional) stage = ending() ? "discontinuation-consultation" : "consultation";
        else stage = ending() ? "discontinuation-round" : "officers-round";
        break;
      case "round.withdrawn":
      case "round.annulled":
        if (regional) stage = ending() ? "discontinuation-proposed" : "proposed";
        else stage = ending() ? "discontinuation-consultation" : "consultation";
        break;
      case "round.outcome-recorded":
        if (regional) break;
        if (facts["outcome"] === "consensus") stage = ending() ? "discontinued" : "active";
        else stage = ending() ? "discontinuation-consultation" : "consultation";
        break;
      default:
    }
  }
  return stage;
}

export class GroupWorld extends Attempts<GroupHouse> {
  readonly slug: string;

  constructor(house: GroupHouse, slug: string) {
    super(house);
    this.slug = slug;
  }

  private async live() {
    const { id } = await this.house.at(this.slug);
    return liveRound(this.house.store.db, { kind: "group", id });
  }

  protected async standing() {
    return this.house.at(this.slug);
  }

  async propose(
    hand: Hand,
    act: "coPropose" | "leaveProposal" | "withdrawProposal" | "reviseProposal",
  ): Promise<boolean> {
    const { services, who } = this.house;
    const { revision } = await this.house.at(this.slug);
    const form = { slug: this.slug, revision, country: hand, reason: "So it is." };
    return this.attempt(() => services.groups[act](who(hand), form));
  }

  async proposeEnd(hand: Hand): Promise<boolean> {
    const { services, who } = this.house;
    const { revision } = await this.house.at(this.slug);
    const form = {
      slug: this.slug,
      revision,
      country: hand,
      language: "es",
      reasons: ["Its work is done."],
    } as const;
    return this.attempt(() => services.groups.proposeEnd(who(hand), form));
  }

  async open(
    hand: Hand,
    of: "openConsultation" | "openOfficersRound",
    mode: Mode,
    days: number,
  ): Promise<boolean> {
    const { services, who } = this.house;
    const { revision } = await this.house.at(this.slug);
    const closing = new Date(this.now.getTime() + days * day + 1000);
    const form = { slug: this.slug, revision, opening: null, closing, mode };
    return this.attempt(() => services.groups[of](who(hand), form));
  }

  async give(hand: Hand, kind: PositionKind): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const names = kind === "objects" || kind === "joins-with-reservation";
    const confirmDay =
      kind === "ad-referendum"
        ? new Date(round.round.closing.getTime() + 2 * day).toISOString().slice(0, 10)
        : null;
    const more = {
      kind,
      passage: names ? "1" : null,
      text: kind === "joins-with-reservation" ? "Within our law." : null,
      reason: kind === "objects" ? "Our law." : null,
      lift: kind === "objects" ? "Other words." : null,
      confirmDay,
    };
    return this.attempt(() => this.house.give(this.slug, this.house.who(hand), seats[hand] ?? hand, more));
  }

  async end(hand: Hand, how: "withdraw" | "annul" | "record" | "extend"): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const { rounds } = this.house.services;
    const before = round.round.closing;
    const closing = new Date(before.getTime() + day);
    const form = { roundId: round.id, reason: "So it is.", before, closing };
    return this.attempt(() => rounds[how](this.house.who(hand), form));
  }

  async check(): Promise<void> {
    const group = await this.house.at(this.slug);
    this.seen.add(group.stage);
    this.watch.check(await this.house.rounds(this.slug), this.now);
    const entries = await entriesOfLinks(this.house.store.db, [`/groups/${this.slug}/proposal`], true);
    expect(retell(entries.reverse())).toBe(group.stage);
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    const { stage } = await this.house.at(this.slug);
    const round = await this.live();
    switch (stage) {
      case "dropped":
      case "discontinued":
        return false;
      case "proposed":
      case "discontinuation-proposed":
        return this.open("chair", "openConsultation", "express", 7);
      case "active":
        return this.proposeEnd("UY");
      default:
        if (round === null) return this.open("chair", "openOfficersRound", "express", 7);
        if (round.round.roll.kind === "officers")
          for (const hand of ["chair", "mexico", "brazil"] as const) await this.give(hand, "joins");
        this.untilEnterable(((await this.live()) ?? round).round);
        return this.end("chair", "record");
    }
  }

  /** Waits where nothing can be entered yet: the round runs, or letters still have their time. */
  private untilEnterable(round: Round): void {
    const { enterable } = read(round, this.now);
    if (enterable === null || this.now < enterable) this.pass(45 * day);
  }

  /** From wherever it stands a way leads on: to the founding, and from there to the end; unless it was dropped. */
  async finish(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      const { stage } = await this.house.at(this.slug);
      if (stage === "dropped" || stage === "discontinued") return;
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    throw new Error(`stuck: ${(await this.house.at(this.slug)).stage}`);
  }
}
