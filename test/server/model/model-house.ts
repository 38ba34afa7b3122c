/** A region with its officers, in which every path has a group of its own: what one path does is nothing to the next. */
import { cycleId, by } from "../services/people-house.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { makeServices } from "#server/services/services.ts";
import { insertAct } from "#server/store/grants.ts";
import { freshStore } from "#test/database.ts";
import {
  actorOf,
  focalPoint,
  groundOn,
  observer,
  officer,
  person,
  populate,
  representative,
  secretariat,
  start,
} from "#test/factories.ts";

/** Everybody who tries: representatives, focal points, officers, and others who may not. */
export const hands = [
  "peru",
  "chile",
  "brazil",
  "uruguay",
  "focal-pe",
  "focal-cl",
  "focal-br",
  "focal-uy",
  "officers-peru",
  "officers-mexico",
  "observer",
  "secretariat",
] as const;
export type Hand = (typeof hands)[number];

/** The country each acts for. */
export const countryOf: Readonly<Partial<Record<Hand, string>>> = {
  peru: "PE",
  chile: "CL",
  brazil: "BR",
  uruguay: "UY",
  "focal-pe": "PE",
  "focal-cl": "CL",
  "focal-br": "BR",
  "focal-uy": "UY",
  "officers-peru": "PE",
  "officers-mexico": "MX",
};

export const delegates = { PE: "peru", CL: "chile", BR: "brazil", UY: "uruguay" } as const;
export type Member = keyof typeof delegates;
export const memberOf = (iso: string): Member | null =>
  iso === "PE" || iso === "CL" || iso === "BR" || iso === "UY" ? iso : null;

/** Opens a database of its own; close its store in `afterAll`. */
export async function modelHouse() {
  const store = await freshStore();
  const ground = groundOn(store);
  const auth = makeAuth(ground);
  // How many letters somebody may cause is not what is asked here.
  const limits = { ...auth.limits, tryLetter: () => Promise.resolve() };
  const services = makeServices(ground, { ...auth, limits });
  const staff = await person(store, "Secretariat", [secretariat]);
  const seated = {
    "officers-peru": await person(store, "Officer PE", [officer("PE", true)]),
    "officers-mexico": await person(store, "Officer MX", []),
    observer: await person(store, "Observer", [observer("civil-society")]),
    secretariat: staff,
  };
  let groups = 0;

  /** A group at work in which Peru chairs, Chile is Vice Chair and Brazil takes part; Uruguay may still join. */
  async function group() {
    await restored();
    const slug = `model-${++groups}`;
    const now = ground.clock.now();
    const { id } = await store.transaction(async (tx) => {
      const act = {
        kind: "conference",
        reference: "D 1",
        date: null,
        letterId: null,
        recordedById: null,
      } as const;
      const actId = await insertAct(tx, act, start);
      const [area] = await tx.area.findMany({ where: { cycleId, code: "A" } });
      return tx.group.create({
        data: {
          slug,
          cycleId,
          position: 100 + groups,
          names: { en: `Group ${groups}` },
          state: "active",
          actId,
          stageSince: now,
          ...(area ? { areas: { create: [{ areaId: area.id }] } } : {}),
        },
      });
    });
    await populate(store, slug, ["PE", "CL", "BR"]);
    await store.transaction(async (tx) => {
      const chair = await tx.groupOffice.findFirstOrThrow({ where: { groupId: id } });
      const { actId, from } = chair;
      await tx.groupOffice.create({
        data: { groupId: id, country: "CL", office: "vice-chair", actId, from },
      });
    });
    const own: Record<Hand, Person> = {
      ...seated,
      peru: await person(store, "Peru", [representative("PE", id)]),
      chile: await person(store, "Chile", [representative("CL", id)]),
      brazil: await person(store, "Brazil", [officer("BR"), representative("BR", id)]),
      uruguay: await person(store, "Uruguay"),
      "focal-pe": await person(store, "Focal PE", [focalPoint("PE")]),
      "focal-cl": await person(store, "Focal CL", [focalPoint("CL")]),
      "focal-br": await person(store, "Focal BR", [focalPoint("BR")]),
      "focal-uy": await person(store, "Focal UY", [focalPoint("UY")]),
    };
    return { slug, id, people: own };
  }

  /** What a path has changed for all: Mexico sits among the officers, and the terms are the platform's. */
  async function restored(): Promise<void> {
    await seat("MX", "officers-mexico", true);
    for (const roll of ["group", "officers", "region"] as const) await terms(roll, {});
  }

  /** The officer of a country goes, or comes back; nothing where it is so already. */
  async function seat(country: string, hand: "officers-mexico", sits: boolean): Promise<boolean> {
    const { seats } = await services.seats.table(staff, { cycleId, language: "en" });
    const found = seats.find((one) => one.country === country);
    if (found === undefined) throw new Error(`${country} has no seat`);
    const { id, name, email } = seated[hand];
    const grants = await store.db.grant.findMany({
      where: { personId: id, office: "officer", right: "decide" },
    });
    const now = ground.clock.now();
    const there = grants.some(({ until }) => until === null || until > now);
    if (there === sits) return false;
    const who = { name, email, language: "en", position: null } as const;
    if (sits)
      await services.seats.appoint(staff, { seatId: found.id, country, person: who, act: by("letter") });
    else await services.seats.end(staff, { seatId: found.id, country: false, act: by("ending") });
    return true;
  }

  /** Other terms for the rounds that open from now on; those not named are the platform's. */
  async function terms(
    roll: "group" | "officers" | "region",
    entered: Parameters<typeof services.terms.change>[1]["terms"],
  ): Promise<boolean> {
    const { latest, terms: standing } = await services.terms.table(staff, { cycleId, roll });
    const same = Object.entries(standing).every(
      ([name, { value, basis }]) =>
        value ===
        (Object.entries(entered).find(([key]) => key === name)?.[1] ?? (basis === "default" ? value : NaN)),
    );
    if (same) return false;
    await services.terms.change(staff, {
      cycleId,
      roll,
      terms: entered,
      after: latest,
      act: by("conference"),
    });
    return true;
  }

  const again = (one: Person): Promise<Person> => store.transaction((tx) => actorOf(tx, one.id));

  return {
    store,
    ground,
    services,
    group,
    seat,
    terms,
    again,
    staff,
  };
}

export type ModelHouse = Awaited<ReturnType<typeof modelHouse>>;
export type ModelGroup = Awaited<ReturnType<ModelHouse["group"]>>;
