/** A fresh store with what signs in and out, and people who have an account or are invited to one. */
import { randomUUID } from "node:crypto";
import { makeAuth } from "#server/auth/auth.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { accountServices, type Device } from "#server/services/accounts.ts";
import { letterServices, type ReadyLetter } from "#server/services/letters.ts";
import { peopleServices } from "#server/services/people.ts";
import { openAccount, setPassword } from "#server/store/accounts.ts";
import { queuedLetters } from "#server/store/letters.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, person, secretariat } from "#test/factories.ts";

export const minute = 60_000;
export const day = 24 * 60 * minute;
/** Everybody's password here, and one to change it to. */
export const good = "lluvia-teclado-montaña";
export const other = "bicicleta bajo el aguacero";

/** A device that nobody has seen before, unless its address is given. */
export const from = (address: string = randomUUID(), sessionHandle: string | null = null): Device => ({
  address,
  userAgent: "Firefox",
  sessionHandle,
});

/** What a browser would send back. */
export const sent = (cookie: string) => cookie.split(";")[0];

/** The token of the link in a letter. */
export const tokenIn = (letter: ReadyLetter | undefined) =>
  /\/(?:invitation|reset)\/([\w-]+)/.exec(letter?.text ?? "")?.[1] ?? "";

export type AccountHouse = Awaited<ReturnType<typeof openAccountHouse>>;

/** Opens the house; `renew` gives it new services with an own clock and own limits, before each test. */
export async function openAccountHouse() {
  const store = await freshStore();
  const goodHash = await hashPassword(good);
  const servicesOn = (ground: ReturnType<typeof groundOn>) => {
    const auth = makeAuth(ground);
    return {
      ground,
      auth,
      accounts: accountServices(ground, auth),
      letters: letterServices(ground),
      people: peopleServices(ground, auth),
    };
  };
  const house = {
    store,
    ...servicesOn(groundOn(store)),
    renew: (): void => void Object.assign(house, servicesOn(groundOn(store))),
    close: () => store.close(),
    /** Somebody with an account and the good password. */
    async enter(name = "Ana Núñez") {
      const actor = await person(store, name);
      await openAccount(store.db, actor.id);
      await setPassword(store.db, actor.id, goodHash, house.ground.clock.now());
      return actor;
    },
    /** Sends what waits and answers the letters of that kind. */
    async deliver(kind: string): Promise<ReadyLetter[]> {
      const out: ReadyLetter[] = [];
      for (const id of await queuedLetters(store.db, 100))
        await house.letters.deliver(id, async (letter) => void out.push(letter), true);
      return out.filter((letter) => letter.kind === kind);
    },
    /** Somebody invited by the secretariat, with the token of the letter. */
    async invited(email = `${randomUUID()}@example.org`) {
      const staff = await person(store, "Marcela Ibáñez", [secretariat]);
      await house.people.invite(staff, {
        person: { name: "Elena Vargas", email, language: "pt", position: null },
        institution: null,
        staff: false,
        act: { kind: "invitation", reference: "Note 3/2011", date: null, letterId: null },
      });
      return { email, staff, token: tokenIn((await house.deliver("invitation"))[0]) };
    },
  };
  return house;
}
