/** Those who try, by the offices that the world has seen given and ended; what moves them; and the times of all (domain §1, §8). */
import { expect } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import type { Subject } from "#server/store/releases.ts";
import { liveRound, roundsOf, type RecordedRound } from "#server/store/rounds.ts";
import { by } from "../services/people-house.ts";
import { Attempts } from "./attempts.ts";
import {
  delegates,
  memberOf,
  type Hand,
  type Member,
  type ModelGroup,
  type ModelHouse,
} from "./model-house.ts";
import type { Expected } from "./round-oracle.ts";

export const yes = (may: boolean): Expected => (may ? "yes" : "no");

export abstract class HandsWorld extends Attempts<ModelHouse> {
  readonly group: ModelGroup;
  /** Countries that take part, who chairs and who stands in for the Chair: by what was seen done. */
  readonly participating = new Set<string>(["PE", "CL", "BR"]);
  chair: string | null = "PE";
  vice: readonly string[] = ["CL"];
  /** Hours that a silence that opens now lasts at least. */
  protected minSilence = 72;
  protected minSeats = 2;
  protected mexicoSits = true;
  private readonly people = new Map<Hand, Person>();

  constructor(house: ModelHouse, group: ModelGroup) {
    super(house);
    this.group = group;
  }

  abstract subject(): Promise<Subject>;

  /** The actor as the next request would make it of the grants on record. */
  async who(hand: Hand): Promise<Person> {
    const known = this.people.get(hand);
    if (known !== undefined) return known;
    const fresh = await this.house.again(this.group.people[hand]);
    this.people.set(hand, fresh);
    return fresh;
  }

  async live(): Promise<RecordedRound | null> {
    return liveRound(this.house.store.db, await this.subject());
  }

  /** Whether the hand represents that country in the group. */
  represents(hand: Hand, country: string | null): boolean {
    const member = country === null ? null : memberOf(country);
    return member !== null && this.participating.has(member) && delegates[member] === hand;
  }

  /** The Chair; while no country is, a Vice Chair. */
  presides(hand: Hand): boolean {
    if (this.chair !== null) return this.represents(hand, this.chair);
    return this.vice.some((country) => this.represents(hand, country));
  }

  officer(hand: Hand): boolean {
    return hand === "officers-peru" || hand === "brazil" || (hand === "officers-mexico" && this.mexicoSits);
  }

  /** Tries, and holds the answer against what the world expects. */
  protected async expecting(
    expected: Expected,
    what: string,
    work: () => Promise<unknown>,
    after?: () => unknown,
  ): Promise<boolean> {
    const done = await this.attempt(work, after);
    if (expected !== "either") expect([what, done]).toEqual([what, expected === "yes"]);
    return done;
  }

  /** The instant at which the next act is done. */
  protected get next(): Date {
    return new Date(this.now.getTime() + 1000);
  }

  /** The country leaves the group by its focal point's act, or comes (back) by it. */
  async membership(hand: Hand, country: Member, joins: boolean): Promise<boolean> {
    const { memberships } = this.house.services;
    const { slug } = this.group;
    const there = this.participating.has(country);
    const { name, email } = this.group.people[delegates[country]];
    const person = { name, email, language: "en", position: null } as const;
    const given = { slug, country, institution: `Ministry of ${country}`, persons: [person], act: by() };
    const leaving = { slug, country, act: by("ending") };
    const actor = await this.who(hand);
    const may = hand === `focal-${country.toLowerCase()}` && there !== joins;
    return this.expecting(
      yes(may),
      `${hand}: ${country} ${joins ? "joins" : "leaves"}`,
      () => (joins ? memberships.nominate(actor, given) : memberships.leave(actor, leaving)),
      () => (joins ? this.joined(country) : this.left(country)),
    );
  }

  private joined(country: Member): void {
    this.people.clear();
    this.participating.add(country);
  }

  /** Its offices go with it, and every round that is open lists it as having left. */
  private async left(country: Member): Promise<void> {
    this.people.clear();
    this.participating.delete(country);
    if (this.chair === country) this.chair = null;
    this.vice = this.vice.filter((one) => one !== country);
    const rounds = await roundsOf(this.house.store.db, await this.subject());
    for (const { id, round, settledAt } of rounds) {
      if (settledAt !== null || round.roll.kind !== "group" || this.now < round.opening) continue;
      const listed = round.roll.entries.some(({ seat }) => seat === country);
      expect([id, round.departures.some(({ seat }) => seat === country)]).toEqual([id, listed]);
    }
  }

  /** The officer of Mexico goes, or comes back; by the secretariat. */
  async mexico(sits: boolean): Promise<void> {
    if (this.mexicoSits === sits) return;
    this.pass(1000);
    await this.house.seat("MX", "officers-mexico", sits);
    this.mexicoSits = sits;
    this.people.clear();
    await this.check();
  }

  /** Other terms for what opens from now on; by the secretariat. */
  async otherTerms(entered: Parameters<ModelHouse["terms"]>[1]): Promise<void> {
    this.pass(1000);
    // A quorum of each country group is out of reach of officers whose seats are vacant.
    const { quorumPerGroup, ...common } = entered;
    await this.house.terms("officers", common);
    await this.house.terms("group", quorumPerGroup === undefined ? common : { ...common, quorumPerGroup });
    this.minSilence = entered.minSilenceHours ?? 72;
    this.minSeats = entered.minOccupiedSeats ?? 2;
    await this.check();
  }

  /** For the way on: who left is back, Peru chairs (unless the group is deciding that), the officers are complete, and the terms are the platform's. */
  async comeBack(chairs = true): Promise<void> {
    await this.mexico(true);
    await this.otherTerms({});
    for (const country of ["PE", "CL", "BR"] as const)
      if (!this.participating.has(country))
        expect(await this.membership(`focal-${lower(country)}`, country, true)).toBe(true);
    if (chairs && this.chair !== "PE") await this.enterChairs();
  }

  protected async enterChairs(): Promise<void> {
    const staff = await this.who("secretariat");
    const form = { slug: this.group.slug, chair: "PE", viceChairs: ["CL"], act: by("conference") };
    const entered = await this.attempt(
      () => this.house.services.decisions.enterChair(staff, form),
      () => {
        this.chair = "PE";
        this.vice = ["CL"];
      },
    );
    expect(entered).toBe(true);
  }
}

const lower = (country: "PE" | "CL" | "BR") => (country === "PE" ? "pe" : country === "CL" ? "cl" : "br");
