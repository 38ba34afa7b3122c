/**
 * The acts on a round, whatever it is of: anybody tries any of them at any time, and before each the world says by itself
 * whether it must be done or refused (domain §4, §8). Begin with `RoundWorld`.
 */
import { expect } from "vitest";
import type { Office } from "#app/domain/roles.ts";
import type { Mode, PositionKind } from "#app/domain/round.ts";
import { roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import type { PositionForm } from "#server/services/round-positions.ts";
import { yes } from "./hands-world.ts";
import { countryOf, type Hand } from "./model-house.ts";
import {
  account,
  enterable,
  workingDaysOver,
  type Account,
  type Expected,
  type Said,
} from "./round-oracle.ts";
import { SeenWorld } from "./seen-world.ts";
import { attachedLetter } from "../attached.ts";

/** Numbers the words of amendments, so that no two are alike. */
let amendments = 0;

const hour = 3_600_000;
export const hours = (count: number): number => count * hour;

/** Everybody answers, within two days. */
const plain = { mode: "express", span: hours(48), later: 0 } as const;

/** How a position is tried: from a form of another text, late on record, with other words. */
export interface Giving {
  readonly stale?: boolean;
  readonly amends?: boolean;
}

export abstract class RoundWorld extends SeenWorld {
  private presidesRound(hand: Hand, { round }: RecordedRound): boolean {
    return round.roll.kind === "group" ? this.presides(hand) : hand === "officers-peru";
  }

  /** Whether the hand decides for the country in the body of the round, and in which office. */
  private officeOf(hand: Hand, { round }: RecordedRound): { office: Office; holds: boolean } {
    const country = countryOf[hand] ?? null;
    if (round.roll.kind === "officers") return { office: "officer", holds: this.officer(hand) };
    if (hand.startsWith("focal")) return { office: "focal-point", holds: true };
    return { office: "representative", holds: this.represents(hand, country) };
  }

  private form(
    hand: Hand,
    round: RecordedRound,
    kind: PositionKind,
    seat: string,
    { stale, amends }: Giving,
  ): PositionForm {
    const names = kind === "objects" || kind === "joins-with-reservation";
    const confirmDay = new Date(this.endOf(round).getTime() + hours(48)).toISOString().slice(0, 10);
    return {
      roundId: round.id,
      seat,
      office: this.officeOf(hand, round).office,
      language: "es",
      releaseId: stale ? "old" : round.release.id,
      after: round.positions.filter((position) => position.seat === seat).length,
      kind,
      passage: names || amends ? this.passage : null,
      text: kind === "joins-with-reservation" ? "Within our law." : null,
      reason: kind === "objects" ? "Our law." : null,
      lift: kind === "objects" ? "Other words." : null,
      amendment: amends ? `Other words, ${++amendments}.` : null,
      confirmDay: kind === "ad-referendum" ? confirmDay : null,
      explanation: null,
    };
  }

  /** The paragraph that objections and amendments are about. */
  protected readonly passage: string = "2";

  /** Whether a position would be taken that counts from `at`. */
  private takes(
    round: RecordedRound,
    seat: string,
    kind: PositionKind,
    at: Date,
    { stale, amends }: Giving,
  ): boolean {
    const { roll, mode, opening, departures } = round.round;
    const entry = roll.entries.find((line) => line.seat === seat);
    if (stale || entry === undefined || !entry.occupied) return false;
    if (at < opening || at >= this.endOf(round)) return false;
    if (account(round, this.endOf(round), at).said === "broken") return false;
    if (departures.some((one) => one.seat === seat && one.at <= at)) return false;
    if (kind === "ad-referendum" && (mode !== "express" || roll.kind === "region")) return false;
    return !amends || kind === "objects" || mode === "silence";
  }

  private seatFor(hand: Hand, round: RecordedRound): string {
    const country = countryOf[hand] ?? "XX";
    return round.round.roll.entries.find((line) => line.country === country)?.seat ?? country;
  }

  async give(hand: Hand, kind: PositionKind, how: Giving = {}): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const seat = this.seatFor(hand, round);
    const { holds } = this.officeOf(hand, round);
    const may = holds && this.takes(round, seat, kind, this.next, how);
    const form = this.form(hand, round, kind, seat, how);
    const actor = await this.who(hand);
    const done = await this.expecting(may ? "yes" : "no", `${hand} ${kind}`, () =>
      this.house.services.rounds.give(actor, form),
    );
    if (done) await this.added(round, seat, kind);
    return done;
  }

  /** Exactly one position more is on record: of that seat, that kind. */
  private async added(before: RecordedRound, seat: string, kind: PositionKind): Promise<void> {
    const { db } = this.house.store;
    const after = (await roundsOf(db, before.subject)).find(({ id }) => id === before.id);
    const known = new Set(before.positions.map(({ id }) => id));
    const fresh = after?.positions.filter(({ id }) => !known.has(id)) ?? [];
    expect(fresh.map((one) => [one.seat, one.kind])).toEqual([[seat, kind]]);
  }

  private letter(hand: Hand): Promise<string> {
    return attachedLetter(this.house.store, this.group.people[hand].id, this.now);
  }

  /** Enters a letter that this country's delegate or officer wrote, received so many hours ago. */
  async enter(hand: Hand, of: Hand, kind: PositionKind, ago: number, how: Giving = {}): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const seat = this.seatFor(of, round);
    const receivedAt = new Date(this.now.getTime() - hours(ago));
    const { office } = this.officeOf(of, round);
    const { kind: rollKind } = round.round.roll;
    const right = rollKind === "officers" ? office === "officer" : office !== "officer";
    const end = this.endOf(round);
    const late = workingDaysOver(end.getTime(), round.round.terms.letterDays.value, this.next);
    const can = hand === "secretariat" && right && this.takes(round, seat, kind, receivedAt, how);
    const letterId = await this.letter(hand);
    const form = { ...this.form(of, round, kind, seat, how), receivedAt, letterId };
    const actor = await this.who(hand);
    const done = await this.expecting(can ? not(late) : "no", `${hand} enters ${of} ${kind}`, () =>
      this.house.services.rounds.enterLetter(actor, form),
    );
    if (done) await this.added(round, seat, kind);
    return done;
  }

  /** What a capital says of its ad referendum: by its own hand, or by letter. */
  async confirm(hand: Hand, confirmed: boolean, byLetter = false): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const seat = this.seatFor(hand, round);
    const { office, holds } = this.officeOf(hand, round);
    const form = { roundId: round.id, seat, office, language: "es", confirmed } as const;
    const { services } = this.house;
    // Said twice alike by one hand it is heard once, and answered as the first time.
    const before = lastOf(round, seat)?.confirmed;
    const again = before?.personId === this.group.people[hand].id && before.confirmed === confirmed;
    const expected = yes(holds && (again || this.awaits(round, seat)));
    if (!byLetter) {
      const actor = await this.who(hand);
      return this.expecting(expected, `${hand} capital ${confirmed}`, () =>
        services.rounds.confirm(actor, form),
      );
    }
    const letter = { receivedAt: this.now, letterId: await this.letter("secretariat") };
    const staff = await this.who("secretariat");
    return this.attempt(() => services.rounds.confirmByLetter(staff, { ...form, ...letter }));
  }

  /** Whether the capital of that seat may still speak: its last position is ad referendum, unanswered, within its time. */
  private awaits(recorded: RecordedRound, seat: string): boolean {
    const { round } = recorded;
    const told = this.told(recorded, this.next);
    if (told.over || told.said === "scheduled") return false;
    const gone = round.departures.some((one) => one.seat === seat && one.at <= this.next);
    const last = lastOf(recorded, seat);
    if (gone || last?.kind !== "ad-referendum" || last.confirmBy === null) return false;
    return last.confirmed === null && this.next < last.confirmBy;
  }

  async end(hand: Hand, how: "withdraw" | "annul" | "record" | "extend"): Promise<boolean> {
    const round = await this.live();
    if (round === null) return false;
    const { rounds } = this.house.services;
    const before = round.round.closing;
    const closing = new Date(before.getTime() + hours(24));
    const form = { roundId: round.id, reason: "So it is.", before, closing };
    const told = this.told(round, this.next);
    const actor = await this.who(hand);
    return this.expecting(
      this.mayEnd(hand, how, round, told),
      `${hand} ${how} ${told.said}`,
      () => rounds[how](actor, form),
      async () => {
        if (how === "extend") return void this.ends.set(round.id, { closing, outages: [] });
        if (how === "record") await this.entered(round, told);
        await this.ended(how === "record" ? told.said : "withdrawn", round);
      },
    );
  }

  /** Hears how a round ended; a subject that is told step by step goes on by it. */
  protected ended(_said: Said, _round: RecordedRound): Promise<void> | void {
    return;
  }

  private mayEnd(
    hand: Hand,
    how: "withdraw" | "annul" | "record" | "extend",
    round: RecordedRound,
    told: Account,
  ): Expected {
    const before = this.next < this.endOf(round) && told.said !== "broken";
    switch (how) {
      case "record":
        return this.mayEnter(hand, round, told);
      case "extend":
        return yes(this.presidesRound(hand, round) && before);
      case "withdraw":
        return yes(this.presidesRound(hand, round) && (before || told.said === "pending"));
      case "annul":
        return yes(this.presidesRound(hand, round) && before && round.positions.length === 0);
    }
  }

  /** The Chair as soon as it may be entered; a Vice Chair and the secretariat where there is no Chair or it does not act. */
  private mayEnter(hand: Hand, round: RecordedRound, told: Account): Expected {
    const at = this.next;
    const { terms, roll } = round.round;
    const now = enterable(round, told, at);
    const ofGroup = roll.kind === "group";
    if (ofGroup ? this.represents(hand, this.chair) : hand === "officers-peru") return now;
    const vice = ofGroup && this.vice.some((country) => this.represents(hand, country));
    if (now === "no" || (!vice && hand !== "secretariat")) return "no";
    if (ofGroup && this.chair === null) return now;
    // At the earliest so long after the round was over; when that was is not told again here.
    const since = Math.min(at.getTime(), told.lettersOf);
    return workingDaysOver(since, terms.outcomeDays.value, at) === "no" &&
      told.said === "consensus" &&
      told.onSilence
      ? "no"
      : "either";
  }

  /** What was put on record is what the round says. */
  private async entered(round: RecordedRound, told: Account): Promise<void> {
    const rounds = await roundsOf(this.house.store.db, round.subject);
    const outcome = rounds.find(({ id }) => id === round.id)?.outcome?.outcome;
    expect([round.id, outcome]).toEqual([round.id, told.said]);
  }

  /** The form that opens a round, at once or later, and whether a round among the group or the officers may be so. */
  protected opening(roll: "group" | "officers" | "region", mode: Mode, span: number, later: number) {
    const opening = later === 0 ? null : new Date(this.next.getTime() + later);
    const closing = new Date((opening ?? this.next).getTime() + span);
    const seats = roll === "group" ? this.participating.size : 2 + Number(this.mexicoSits);
    // All countries are heard for as long as a silence lasts at least; the terms of that stay the platform's here.
    const least = roll === "region" ? 72 : mode === "silence" ? this.minSilence : 0;
    const long = span >= hours(least);
    return { form: { mode, opening, closing }, fits: long && (roll === "region" || seats >= this.minSeats) };
  }

  /** How the next step opens a round. */
  protected style: { readonly mode: Mode; readonly span: number; readonly later: number } = plain;

  protected get way(): [Mode, number, number] {
    const { mode, span, later } = this.style;
    return [mode, span, later];
  }

  abstract advance(): Promise<boolean>;

  /** The next step outside a round: what happens in one is left to others. */
  async onward(style: RoundWorld["style"]): Promise<boolean> {
    if ((await this.live()) !== null) return false;
    this.style = style;
    const done = await this.advance();
    this.style = plain;
    return done;
  }

  /** The next step of a round by those whose it is: it opens, all join, and when it is over its Chair enters how. */
  protected async through(recorder: Hand = "peru"): Promise<boolean> {
    const round = await this.live();
    if (round === null) throw new Error("in a round, and there is none");
    if (this.now < round.round.opening) this.pass(round.round.opening.getTime() - this.now.getTime());
    for (const hand of ["peru", "chile", "brazil", "uruguay", "officers-peru", "officers-mexico"] as const)
      await this.give(hand, "joins");
    const held = (await this.live()) ?? round;
    if (enterable(held, this.told(held), this.now) !== "yes") this.pass(hours(24 * 45));
    return this.end(round.round.roll.kind === "group" ? recorder : "officers-peru", "record");
  }

  /** Shortly before the end, so that something can happen to it. */
  async nearEnd(): Promise<void> {
    const round = await this.live();
    const rest = round === null ? 0 : this.endOf(round).getTime() - this.now.getTime();
    if (rest > hours(1)) this.pass(rest - hours(1));
  }
}

const not = (over: Expected): Expected => (over === "yes" ? "no" : over === "no" ? "yes" : "either");

/** The position of the seat that counts: given last, of one instant entered last. */
const lastOf = ({ positions }: RecordedRound, seat: string) =>
  positions
    .filter((one) => one.seat === seat)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.ordinal - b.ordinal)
    .at(-1);
