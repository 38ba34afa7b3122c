/** One plan of work on its way, anybody who may try anything at any time, and what must hold after each try. */
import * as Y from "yjs";
import { expect } from "vitest";
import type { Plan } from "#app/document/plan.ts";
import { writePlan } from "#app/document/ydoc.ts";
import type { PlanStage } from "#app/domain/plan.ts";
import type { Mode } from "#app/domain/round.ts";
import { documentLog } from "#server/store/documents.ts";
import { entriesOfLinks, type RecordedEntry } from "#server/store/journal-reading.ts";
import { checkOf } from "#server/store/log-damage.ts";
import { planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { latestRelease, type Subject } from "#server/store/releases.ts";
import { AmendedWorld } from "./amended-world.ts";
import type { Hand, ModelGroup, ModelHouse } from "./model-house.ts";
import { workingDaysOver, type Expected, type Said } from "./round-oracle.ts";
import { hours } from "./round-world.ts";

export const planSteps = [
  "submit-to-group",
  "submit-to-officers",
  "end-consideration",
  "comment",
  "return",
  "freeze",
  "revise",
] as const;
export type PlanStep = (typeof planSteps)[number];

const paragraphs = (...words: string[]): Plan => ({
  type: "doc",
  content: words.map((word, place) => ({
    type: "paragraph",
    attrs: { id: `p${place}` },
    content: [{ type: "text", text: word }],
  })),
});

/** Where each act is taken, and where it leads; who takes it is asked apart (domain §5). */
const chain: Readonly<Record<PlanStep, Partial<Record<PlanStage, PlanStage>>>> = {
  "submit-to-group": { drafting: "group" },
  "submit-to-officers": { group: "officers" },
  "end-consideration": { officers: "officers" },
  comment: { officers: "officers" },
  return: { group: "drafting", officers: "drafting", definitive: "drafting" },
  freeze: { officers: "definitive" },
  revise: { adopted: "drafting" },
};

/** The stage and the adopted versions of the plans of a group, one after the other, told again from the journal alone. */
function retell(entries: readonly RecordedEntry[]): { stage: PlanStage; version: number; begun: number } {
  let [stage, version, begun]: [PlanStage, number, number] = ["drafting", 0, 0];
  for (const { kind, facts } of entries) {
    if (kind === "plan.begun") [stage, version, begun] = ["drafting", 0, begun + 1];
    if (kind === "plan.submitted-to-group") stage = "group";
    if (kind === "plan.submitted-to-officers") stage = "officers";
    if (kind === "plan.frozen" || kind === "plan.amended") stage = "definitive";
    if (kind === "plan.returned" || kind === "plan.revised") stage = "drafting";
    if (kind === "round.opened") stage = "round";
    if (kind === "round.withdrawn" || kind === "round.annulled") stage = "definitive";
    if (kind === "round.outcome-recorded" && facts["outcome"] !== "consensus") stage = "definitive";
    if (kind === "plan.adopted") [stage, version] = ["adopted", version + 1];
  }
  return { stage, version, begun };
}

export class PlanWorld extends AmendedWorld {
  /** By what was seen done: the stage, versions, when the officers got it, whether its live text has a gap. */
  private stage: PlanStage = "drafting";
  private version = 0;
  private plans = 1;
  private before: Date | null = null;
  private clean = true;
  private texts = 0;

  static async begin(house: ModelHouse): Promise<PlanWorld> {
    const world = new PlanWorld(house, await house.group());
    const { slug } = world.group;
    const chair = await world.who("peru");
    await house.services.plans.begin(chair, slug, { period: "2011", language: "es" });
    await world.write("peru", true);
    return world;
  }

  private constructor(house: ModelHouse, group: ModelGroup) {
    super(house, group);
  }

  async plan(): Promise<PlanRecord> {
    const plan = await planOfGroup(this.house.store.db, this.group.id);
    if (plan === null) throw new Error("no plan");
    return plan;
  }

  async subject(): Promise<Subject> {
    return { kind: "plan", id: (await this.plan()).id };
  }

  protected async standing() {
    const { state, revision } = await this.plan();
    return { stage: state.stage, revision };
  }

  protected async amends(hand: Hand): Promise<boolean> {
    return Promise.resolve(this.presides(hand) && this.stage === "definitive");
  }

  /** Somebody writes in the live text, which is open at every stage; with a gap or without. */
  async write(hand: Hand, clean: boolean): Promise<void> {
    const log = documentLog(this.house.store);
    const { documentId } = await this.plan();
    const doc = new Y.Doc();
    const stored = await log.load(documentId);
    for (const row of [...(stored?.snapshot ? [stored.snapshot] : []), ...(stored?.tail ?? [])])
      Y.applyUpdate(doc, row.bytes);
    const vector = Y.encodeStateVector(doc);
    writePlan(doc, paragraphs("Uno", `Dos ${++this.texts}`, clean ? "Tres" : "Tres XXX"));
    const bytes = Y.encodeStateAsUpdate(doc, vector);
    const personId = this.group.people[hand].id;
    const clients = [doc.clientID];
    await log.append([{ documentId, epoch: 1, personId, updateId: checkOf(bytes), bytes, clients }]);
    this.clean = clean;
  }

  private may(hand: Hand, act: PlanStep, comments: boolean): Expected {
    const leads = chain[act][this.stage];
    const officers = this.stage === "officers";
    const theirs = act === "comment" || (act === "return" && officers);
    const own = theirs
      ? this.officer(hand)
      : act === "end-consideration"
        ? hand === "officers-peru"
        : this.presides(hand);
    if (leads === undefined || !own) return "no";
    if ((act === "comment" || act === "return") && !comments) return "no";
    const considered = this.before === null ? "yes" : workingDaysOver(this.before.getTime(), 10, this.next);
    if (act === "end-consideration")
      return considered === "yes" ? "no" : considered === "no" ? "yes" : "either";
    if (act === "freeze") return this.clean ? considered : "no";
    return "yes";
  }

  async step(hand: Hand, act: PlanStep, comments = true): Promise<boolean> {
    const { plans } = this.house.services;
    const { slug } = this.group;
    const actor = await this.who(hand);
    const page = await plans.view(actor, slug);
    const chair = await this.who("peru");
    const live = page.live ?? (await plans.view(chair, slug)).live;
    const { revision } = await this.standing();
    const reviewed = live?.reviewed ?? { epoch: 1, seq: 0 };
    const form = { act, revision, reviewed, comments: comments ? "Diga quién paga." : null };
    const leads = chain[act][this.stage];
    return this.expecting(
      this.may(hand, act, comments),
      `${hand} ${act} at ${this.stage}`,
      () => plans.move(actor, slug, form),
      () => {
        this.stage = leads ?? this.stage;
        if (act === "submit-to-officers") this.before = this.now;
        if (act === "end-consideration" || this.stage !== "officers") this.before = null;
      },
    );
  }

  async open(hand: Hand, mode: Mode, span: number, later = 0): Promise<boolean> {
    const { plans } = this.house.services;
    const { revision } = await this.standing();
    const { form, fits } = this.opening("group", mode, span, later);
    const actor = await this.who(hand);
    const may = fits && this.presides(hand) && this.stage === "definitive";
    return this.expecting(
      may ? "yes" : "no",
      `${hand} opens ${mode} at ${this.stage}`,
      () => plans.openRound(actor, this.group.slug, { revision, ...form }),
      async () => {
        this.stage = "round";
        await this.opened(form.closing);
        const latest = await latestRelease(this.house.store.db, await this.subject());
        expect((await this.live())?.release.id).toBe(latest?.id);
      },
    );
  }

  /** The plan of the next period, once one is adopted. */
  async beginNext(hand: Hand): Promise<boolean> {
    const { plans } = this.house.services;
    const actor = await this.who(hand);
    const adopted = this.version > 0 && this.stage !== "round";
    return this.expecting(
      this.presides(hand) && adopted ? "yes" : "no",
      `${hand} begins the next period at ${this.stage}`,
      () => plans.beginNext(actor, this.group.slug, { period: String(2011 + this.plans) }),
      () => {
        [this.stage, this.version, this.before, this.clean] = ["drafting", 0, null, true];
        this.plans++;
      },
    );
  }

  protected override ended(said: Said): void {
    this.stage = said === "consensus" ? "adopted" : "definitive";
    if (said === "consensus") this.version++;
  }

  override async check(): Promise<void> {
    await super.check();
    const { state, adoptedReleaseId } = await this.plan();
    const entries = await entriesOfLinks(this.house.store.db, [`/groups/${this.group.slug}/plan`], true);
    const told = retell(entries.reverse());
    expect([state.stage, state.version, this.plans]).toEqual([told.stage, told.version, told.begun]);
    this.seen.add(state.stage);
    // An adopted text is kept as long as no other is adopted.
    expect(adoptedReleaseId !== null).toBe(state.version > 0);
    expect([state.stage, state.version]).toEqual([this.stage, this.version]);
  }

  /** The next step, by those whose it is; answers whether it was taken. */
  async advance(): Promise<boolean> {
    switch (this.stage) {
      case "drafting":
        if (!this.clean) await this.write("peru", true);
        return this.step("peru", "submit-to-group");
      case "group":
        return this.step("peru", "submit-to-officers");
      case "officers":
        if (!this.clean) await this.write("peru", true);
        if (this.before !== null) this.pass(hours(24 * 30));
        return this.step("peru", "freeze");
      case "definitive":
        return this.open("peru", ...this.way);
      case "round":
        return this.through();
      case "adopted":
        return this.step("peru", "revise");
    }
  }

  /** From wherever it stands a way leads to its adoption, and from there to the plan of the next period. */
  async finish(): Promise<void> {
    await this.comeBack();
    for (let turn = 0; turn < 14 && this.stage !== "adopted"; turn++) {
      const { stage } = this;
      expect([stage, await this.advance()]).toEqual([stage, true]);
    }
    expect(await this.beginNext("peru")).toBe(true);
  }
}
