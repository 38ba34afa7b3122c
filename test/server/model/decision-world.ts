/** The decisions of one group about itself, one after the other, tried by anybody at any time (domain §1, §5). */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { firstState } from "#app/document/ydoc.ts";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import type { DecisionStage } from "#app/domain/decision.ts";
import type { Mode } from "#app/domain/round.ts";
import { decisionAt, decisionLink } from "#server/store/decisions.ts";
import { createDocument } from "#server/store/documents.ts";
import { groupFacts } from "#server/store/groups.ts";
import { entriesOfLinks, type RecordedEntry } from "#server/store/journal-reading.ts";
import type { Subject } from "#server/store/releases.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import { output, planOf } from "../services/decision-house.ts";
import { AmendedWorld } from "./amended-world.ts";
import {
  countryOf,
  delegates,
  memberOf,
  type Hand,
  type ModelGroup,
  type ModelHouse,
} from "./model-house.ts";
import type { Expected, Said } from "./round-oracle.ts";

/** What is asked of the group, by a name. */
export const matters = ["brazil chairs", "chile chairs", "peru chairs", "commission", "end"] as const;
export type Matter = (typeof matters)[number];

const chairs = {
  "brazil chairs": ["BR", ["PE"]],
  "chile chairs": ["CL", []],
  "peru chairs": ["PE", ["BR", "CL"]],
} as const;

interface Asked {
  readonly number: number;
  readonly country: string;
  readonly matter: Matter;
}

/** Where a decision stands, told again from the journal alone. */
function retell(entries: readonly RecordedEntry[]): DecisionStage {
  let stage: DecisionStage = "proposed";
  for (const { kind, facts } of entries) {
    if (kind === "round.opened") stage = "round";
    if (kind === "round.withdrawn" || kind === "round.annulled") stage = "proposed";
    if (kind === "round.outcome-recorded") stage = facts["outcome"] === "consensus" ? "decided" : "proposed";
    if (kind === "decision.dropped") stage = "dropped";
  }
  return stage;
}

export class DecisionWorld extends AmendedWorld {
  protected override readonly passage = "3";
  private asked: Asked;
  private stage: DecisionStage = "proposed";
  /** Whether a commission is at work, and which. */
  private commission: string | null = null;

  static async begin(house: ModelHouse): Promise<DecisionWorld> {
    const group = await house.group();
    const now = house.ground.clock.now();
    await house.store.transaction(async (tx) => {
      const documentId = await createDocument(tx, firstState(planOf(output("o1", "Estudio"))), now);
      const data = { groupId: group.id, period: "2011", language: "es", stage: "drafting", documentId };
      await tx.plan.create({ data: { ...data, version: 0, stageSince: now } });
    });
    const world = new DecisionWorld(house, group);
    expect(await world.propose("chile", "commission", true)).toBe(true);
    return world;
  }

  private constructor(house: ModelHouse, group: ModelGroup) {
    super(house, group);
    this.asked = { number: 0, country: "CL", matter: "commission" };
  }

  async subject(): Promise<Subject> {
    const { number } = this.asked;
    const { slug } = this.group;
    return {
      kind: "decision",
      id: number === 0 ? "none" : (await decisionAt(this.house.store.db, slug, number)).id,
    };
  }

  protected async standing() {
    const { number } = this.asked;
    if (number === 0) return { stage: "none", revision: 0 };
    const { stage, revision } = await decisionAt(this.house.store.db, this.group.slug, number);
    return { stage, revision };
  }

  private async address() {
    const { revision } = await this.standing();
    return { slug: this.group.slug, number: this.asked.number, revision };
  }

  private wanted(matter: Matter): DecisionAsked {
    switch (matter) {
      case "commission":
        return {
          kind: "commission",
          names: { es: "Medición" },
          mission: ["La comisión prepara el estudio.", "Lo presenta."],
          outputId: "o1",
          countries: ["CL", "BR"],
          chair: "BR",
        };
      case "end":
        return {
          kind: "end-commission",
          commissionId: this.commission ?? "none",
          reasons: ["Uno.", "Dos.", "Tres."],
        };
      default: {
        const [chair, viceChairs] = chairs[matter];
        return { kind: "chairs", chair, viceChairs, from: null };
      }
    }
  }

  /** Whether the group can decide on it as it is now. */
  private possible(matter: Matter): boolean {
    const there = (...countries: readonly string[]) => countries.every((one) => this.participating.has(one));
    if (matter === "commission") return there("CL", "BR") && this.commission === null;
    if (matter === "end") return this.commission !== null;
    const [chair, vice] = chairs[matter];
    const same = this.chair === chair && [...this.vice].sort().join() === [...vice].sort().join();
    return there(chair, ...vice) && !same;
  }

  /** Representative or focal point of a country that takes part. */
  private decides(hand: Hand, country: string | null): boolean {
    if (country === null || !this.participating.has(country)) return false;
    return this.represents(hand, country) || hand === `focal-${country.toLowerCase()}`;
  }

  private opens(hand: Hand): boolean {
    if (this.chair !== null) return this.represents(hand, this.chair);
    if (this.vice.length > 0) return this.vice.some((country) => this.represents(hand, country));
    return this.asked.matter.endsWith("chairs") && this.decides(hand, countryOf[hand] ?? null);
  }

  protected amends(hand: Hand): Promise<boolean> {
    return Promise.resolve(this.stage === "proposed" && this.opens(hand));
  }

  protected override written(): Promise<Expected> {
    return Promise.resolve(this.asked.matter === "commission" ? "yes" : "either");
  }

  /** Proposes the next one, once the one at hand is decided or dropped. */
  async propose(hand: Hand, matter: Matter, first = false): Promise<boolean> {
    if (!first && this.stage !== "decided" && this.stage !== "dropped") return false;
    const { decisions } = this.house.services;
    const country = countryOf[hand] ?? "XX";
    const asked = this.wanted(matter);
    const actor = await this.who(hand);
    let number = 0;
    return this.expecting(
      this.decides(hand, country) && this.possible(matter) ? "yes" : "no",
      `${hand} proposes ${matter}`,
      async () => {
        const { slug } = this.group;
        number = await decisions.propose(actor, { slug, id: randomUUID(), country, language: "es", asked });
      },
      () => {
        this.asked = { number, country, matter };
        this.stage = "proposed";
      },
    );
  }

  async edit(hand: Hand, matter: Matter): Promise<boolean> {
    const { decisions } = this.house.services;
    const asked = this.wanted(matter);
    const kind = this.wanted(this.asked.matter).kind;
    const form = { ...(await this.address()), language: "es", asked } as const;
    const actor = await this.who(hand);
    const may = this.mine(hand) || this.represents(hand, this.chair);
    return this.expecting(
      may && this.stage === "proposed" && asked.kind === kind && this.possible(matter) ? "yes" : "no",
      `${hand} asks for ${matter} instead`,
      () => decisions.edit(actor, form),
      () => void (this.asked = { ...this.asked, matter }),
    );
  }

  /** Of the country that proposed it; of the Chair once that has left. */
  private mine(hand: Hand): boolean {
    const { country } = this.asked;
    return this.participating.has(country) ? this.decides(hand, country) : this.represents(hand, this.chair);
  }

  async drop(hand: Hand): Promise<boolean> {
    const form = await this.address();
    const actor = await this.who(hand);
    return this.expecting(
      this.mine(hand) && this.stage === "proposed" ? "yes" : "no",
      `${hand} drops at ${this.stage}`,
      () => this.house.services.decisions.drop(actor, form),
      () => void (this.stage = "dropped"),
    );
  }

  async open(hand: Hand, mode: Mode, span: number, later = 0): Promise<boolean> {
    const { form, fits } = this.opening("group", mode, span, later);
    const asked = await this.address();
    const actor = await this.who(hand);
    const can = this.stage === "proposed" && this.possible(this.asked.matter);
    return this.expecting(
      fits && can && this.opens(hand) ? "yes" : "no",
      `${hand} opens ${mode} at ${this.stage}`,
      () => this.house.services.decisions.openRound(actor, { ...asked, ...form }),
      async () => {
        this.stage = "round";
        await this.opened(form.closing);
      },
    );
  }

  /** What the consensus brings about: offices, a commission born, a commission ended; no country that has left is in it. */
  protected override async ended(said: Said, _: RecordedRound): Promise<void> {
    this.stage = said === "consensus" ? "decided" : "proposed";
    if (said !== "consensus") return;
    const { matter } = this.asked;
    if (matter === "end") this.commission = null;
    else if (matter === "commission") {
      const born = await this.house.store.db.group.findFirstOrThrow({
        where: { parentId: this.group.id, state: "active" },
        include: { memberships: { where: { leftAt: null } }, offices: true },
      });
      const there = ["BR", "CL"].filter((country) => this.participating.has(country));
      expect(born.memberships.map(({ country }) => country).sort()).toEqual(there);
      expect(born.offices.map(({ country }) => country)).toEqual(there.includes("BR") ? ["BR"] : []);
      this.commission = born.id;
    } else {
      const [chair, vice] = chairs[matter];
      this.chair = this.participating.has(chair) ? chair : null;
      this.vice = vice.filter((country) => this.participating.has(country));
    }
  }

  override async check(): Promise<void> {
    const { number } = this.asked;
    if (number === 0) return;
    await super.check();
    const { db } = this.house.store;
    const { slug, id } = this.group;
    const { stage } = await decisionAt(db, slug, number);
    const entries = await entriesOfLinks(db, [decisionLink({ groupSlug: slug, number })], true);
    expect([stage, retell(entries.reverse())]).toEqual([this.stage, this.stage]);
    this.seen.add(`${this.asked.matter} ${stage}`);
    const facts = await groupFacts(db, id, this.now);
    expect([facts.chair, [...facts.viceChairs].sort()]).toEqual([this.chair, [...this.vice].sort()]);
    const alive = await db.group.findMany({ where: { parentId: id, state: "active" } });
    expect(alive.map((one) => one.id)).toEqual(this.commission === null ? [] : [this.commission]);
  }

  /** The delegate of the first of these countries that has one. */
  private delegate(...countries: readonly (string | null)[]): Hand | null {
    for (const country of countries) {
      const member = country === null ? null : memberOf(country);
      if (member !== null && this.participating.has(member)) return delegates[member];
    }
    return null;
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    const { matter, country } = this.asked;
    const chair = this.delegate(this.chair);
    switch (this.stage) {
      case "decided":
      case "dropped":
        return this.propose("chile", this.commission === null ? "commission" : "end");
      case "round":
        return this.through(chair ?? "secretariat");
      case "proposed": {
        const own = this.delegate(country, this.chair);
        if (!this.possible(matter)) return own !== null && this.drop(own);
        const opener = this.delegate(this.chair, ...this.vice, matter.endsWith("chairs") ? "CL" : null);
        return opener !== null && this.open(opener, ...this.way);
      }
    }
  }

  /** From wherever it stands a way leads to a decision, or it is dropped because there is nothing left to decide. */
  async finish(): Promise<void> {
    await this.comeBack(!(this.stage === "round" && this.asked.matter.endsWith("chairs")));
    for (let turn = 0; turn < 8 && this.stage !== "decided" && this.stage !== "dropped"; turn++) {
      const { stage } = this;
      if (stage === "proposed" && this.chair === null) await this.enterChairs();
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    expect(["decided", "dropped"]).toContain(this.stage);
  }
}
