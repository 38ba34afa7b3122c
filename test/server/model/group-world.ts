/** One group from its proposal to its end, anybody who may try anything at any time, and what must hold after each try. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { GroupStage } from "#app/domain/group.ts";
import type { Mode } from "#app/domain/round.ts";
import { entriesOfLinks, type RecordedEntry } from "#server/store/journal-reading.ts";
import { groupInChain } from "#server/store/group-chain.ts";
import { groupBySlug } from "#server/store/groups.ts";
import type { Subject } from "#server/store/releases.ts";
import { creation } from "../services/group-house.ts";
import { AmendedWorld } from "./amended-world.ts";
import { countryOf, type Hand, type ModelGroup, type ModelHouse } from "./model-house.ts";
import { hours } from "./round-world.ts";

export type Proposing = "coPropose" | "leaveProposal" | "withdrawProposal" | "reviseProposal";

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

export class GroupWorld extends AmendedWorld {
  readonly slug: string;

  private constructor(house: ModelHouse, group: ModelGroup, slug: string) {
    super(house, group);
    this.slug = slug;
    // Nobody takes part yet in the group that is proposed: the officers and all countries decide and are heard.
    this.participating.clear();
    this.chair = null;
    this.vice = [];
  }

  static async begin(house: ModelHouse): Promise<GroupWorld> {
    const group = await house.group();
    const focal = await house.again(group.people["focal-uy"]);
    const form = { id: randomUUID(), country: "UY", text: creation, language: "pt" } as const;
    return new GroupWorld(house, group, await house.services.groups.propose(focal, form));
  }

  protected async standing() {
    const { db } = this.house.store;
    return groupInChain(db, (await groupBySlug(db, this.slug)).id);
  }

  async subject(): Promise<Subject> {
    return { kind: "group", id: (await groupBySlug(this.house.store.db, this.slug)).id };
  }

  /** By the Chair of the officers, once the countries were heard. */
  protected async amends(hand: Hand): Promise<boolean> {
    const { stage } = await this.standing();
    return hand === "officers-peru" && stage.endsWith("consultation") && (await this.live()) === null;
  }

  protected override written() {
    return Promise.resolve("either" as const);
  }

  async propose(hand: Hand, act: Proposing): Promise<boolean> {
    const { groups } = this.house.services;
    const { revision } = await this.standing();
    const form = { slug: this.slug, revision, country: countryOf[hand] ?? "XX", reason: "So it is." };
    const actor = await this.who(hand);
    return this.attempt(() => groups[act](actor, form));
  }

  async proposeEnd(hand: Hand): Promise<boolean> {
    const { groups } = this.house.services;
    const { revision, stage } = await this.standing();
    const reasons = ["Its work is done.", "All of it."];
    const form = {
      slug: this.slug,
      revision,
      country: countryOf[hand] ?? "XX",
      language: "es",
      reasons,
    } as const;
    const actor = await this.who(hand);
    return this.expecting(
      hand.startsWith("focal") && stage === "active" ? "yes" : "no",
      `${hand} proposes its end at ${stage}`,
      () => groups.proposeEnd(actor, form),
    );
  }

  async open(
    hand: Hand,
    of: "openConsultation" | "openOfficersRound",
    mode: Mode,
    span: number,
    later = 0,
  ): Promise<boolean> {
    const { groups } = this.house.services;
    const { revision, stage } = await this.standing();
    const consults = of === "openConsultation";
    const { form, fits } = this.opening(consults ? "region" : "officers", mode, span, later);
    const right = stage.endsWith(consults ? "proposed" : "consultation");
    const may = hand === "officers-peru" && right && fits && (await this.live()) === null;
    const actor = await this.who(hand);
    return this.expecting(
      may ? "yes" : "no",
      `${hand} ${of} ${mode} at ${stage}`,
      () => groups[of](actor, { slug: this.slug, revision, ...form }),
      () => this.opened(form.closing),
    );
  }

  override async check(): Promise<void> {
    await super.check();
    const { stage } = await this.standing();
    this.seen.add(stage);
    const entries = await entriesOfLinks(this.house.store.db, [`/groups/${this.slug}/proposal`], true);
    expect(retell(entries.reverse())).toBe(stage);
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    const { stage } = await this.standing();
    switch (stage) {
      case "dropped":
      case "discontinued":
        return false;
      case "proposed":
      case "discontinuation-proposed":
        return this.open("officers-peru", "openConsultation", "express", hours(24 * 7));
      case "active":
        return this.proposeEnd("focal-uy");
      default:
        if ((await this.live()) !== null) return this.through();
        return this.open("officers-peru", "openOfficersRound", ...this.way);
    }
  }

  /** From wherever it stands a way leads on: to the founding, and from there to the end; unless it was dropped. */
  async finish(): Promise<void> {
    await this.mexico(true);
    await this.otherTerms({});
    for (let turn = 0; turn < 20; turn++) {
      const { stage } = await this.standing();
      if (stage === "dropped" || stage === "discontinued") return;
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    throw new Error(`stuck: ${(await this.standing()).stage}`);
  }
}
