/** What the world has seen of its rounds: their ends, the outages since, their rolls; and what must hold of them at every moment. */
import { expect } from "vitest";
import { setHeartbeat } from "#server/store/outages.ts";
import { roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { HandsWorld } from "./hands-world.ts";
import { hands } from "./model-house.ts";
import { account, endWith, type Account } from "./round-oracle.ts";
import { Watch } from "./watch.ts";

/** An end that was set, and what was lost since. */
interface EndSet {
  closing: Date;
  outages: { from: Date; until: Date }[];
}

export abstract class SeenWorld extends HandsWorld {
  private shown = -1;
  private looks = 0;
  protected readonly ends = new Map<string, EndSet>();

  private readonly watches = new Map<string, Watch>();

  private readonly rolls = new Map<string, string>();

  /** The end of the round as the world knows it. */
  endOf({ id, round }: RecordedRound): Date {
    const set = this.ends.get(id);
    if (set === undefined) throw new Error("a round that this world has not opened");
    return round.mode === "silence"
      ? endWith(set.closing, round.terms.outageHours.value, set.outages)
      : set.closing;
  }

  told(recorded: RecordedRound, now = this.now): Account {
    const { outcome } = recorded;
    return account(recorded, this.endOf(recorded), outcome === null ? now : outcome.at);
  }

  /** The world has seen a round opened: what it set is held from now on. */
  protected async opened(closing: Date): Promise<void> {
    const round = await this.live();
    if (round === null) throw new Error("a round was opened, and there is none");
    this.ends.set(round.id, { closing, outages: [] });
    this.rolls.set(round.id, this.rollOf(round));
  }

  /** The platform cannot be reached for so long; it says so when it runs again. */
  async outage(span: number): Promise<void> {
    const { store, services } = this.house;
    await setHeartbeat(store.db, this.now);
    const from = this.now;
    this.pass(span);
    const until = this.now;
    const round = await this.live();
    if (round !== null) this.felt(round, { from, until });
    await services.outages.beat();
    await this.check();
  }

  private felt({ id, round }: RecordedRound, { from, until }: { from: Date; until: Date }): void {
    const start = from < round.opening ? round.opening : from;
    if (start < until) this.ends.get(id)?.outages.push({ from: start, until });
  }

  /** Of a round of the group: those who take part, and who of them somebody can answer for. */
  private rollOf({ round }: RecordedRound): string {
    return JSON.stringify(round.roll.entries.map(({ country, occupied }) => [country, occupied]));
  }

  async check(): Promise<void> {
    const subject = await this.subject();
    const rounds = await roundsOf(this.house.store.db, subject);
    const watch = this.watches.get(subject.id) ?? new Watch();
    this.watches.set(subject.id, watch);
    await watch.check(this.house.store.db, rounds, this.now, (round) => this.told(round));
    for (const round of rounds) {
      if (round.settledAt === null && this.now < round.round.opening) {
        this.takenUp(round);
        this.rolls.set(round.id, this.rollOf(round));
      }
      expect([round.id, this.rollOf(round)]).toEqual([round.id, this.rolls.get(round.id)]);
      if (round.settledAt === null) {
        const end = this.endOf(round);
        if (this.told(round).said !== "broken")
          expect([round.id, round.round.closing]).toEqual([round.id, end]);
      }
    }
    await this.pages(rounds);
  }

  /** Until it opens a round has the roll of those who take part, or sit, now. */
  private takenUp({ id, round: { roll } }: RecordedRound): void {
    const { entries } = roll;
    const countries = entries.map(({ country }) => country);
    if (roll.kind === "group") expect([id, new Set(countries)]).toEqual([id, this.participating]);
    const mexico = entries.find(({ country }) => country === "MX");
    if (roll.kind === "officers") expect([id, mexico?.occupied]).toEqual([id, this.mexicoSits]);
  }

  /** Every page of the last round says something to whoever looks, whenever that is. */
  private async pages(rounds: readonly RecordedRound[]): Promise<void> {
    const [round] = rounds;
    // After whatever was done, and now and then when only time has passed.
    if (round === undefined || (this.done === this.shown && ++this.looks % 4 !== 0)) return;
    this.shown = this.done;
    const reader = hands[this.done % hands.length] ?? "peru";
    const { rounds: pages } = this.house.services;
    const actor = await this.who(reader);
    const page = await pages.page(actor, round.number, "es");
    expect([round.id, page.view.reading.state]).toEqual([round.id, this.told(round).said]);
  }
}
