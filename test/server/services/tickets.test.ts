import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { makeAuth, type Auth } from "#server/auth/auth.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { accountServices, type Device } from "#server/services/accounts.ts";
import { letterServices, type ReadyLetter } from "#server/services/letters.ts";
import { peopleServices } from "#server/services/people.ts";
import { openAccount, setPassword } from "#server/store/accounts.ts";
import type { Store } from "#server/store/client.ts";
import { queuedLetters } from "#server/store/letters.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, person, refusalFrom, secretariat } from "#test/factories.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const good = "lluvia-teclado-montaña";
const other = "bicicleta bajo el aguacero";

let store: Store;
let goodHash: string;
let ground: ReturnType<typeof groundOn>;
let auth: Auth;
let accounts: ReturnType<typeof accountServices>;
let letters: ReturnType<typeof letterServices>;
let people: ReturnType<typeof peopleServices>;

const from = (address: string = randomUUID(), sessionHandle: string | null = null): Device => ({
  address,
  userAgent: "Firefox",
  sessionHandle,
});
const sent = (cookie: string) => cookie.split(";")[0];

/** Somebody with an account and the good password. */
async function enter(name = "Ana Núñez") {
  const actor = await person(store, name);
  await openAccount(store.db, actor.id);
  await setPassword(store.db, actor.id, goodHash, ground.clock.now());
  return actor;
}

/** Sends what waits and answers the letters of that kind. */
async function deliver(kind: string): Promise<ReadyLetter[]> {
  const out: ReadyLetter[] = [];
  for (const id of await queuedLetters(store.db, 100))
    await letters.deliver(id, async (letter) => void out.push(letter), true);
  return out.filter((letter) => letter.kind === kind);
}

const tokenIn = (letter: ReadyLetter | undefined) =>
  /\/(?:invitation|reset)\/([\w-]+)/.exec(letter?.text ?? "")?.[1] ?? "";

/** Somebody invited by the secretariat, with the token of the letter. */
async function invited(email = `${randomUUID()}@example.org`) {
  const staff = await person(store, "Marcela Ibáñez", [secretariat]);
  await people.invite(staff, {
    person: { name: "Elena Vargas", email, language: "pt", position: null },
    institution: null,
    staff: false,
    act: { kind: "invitation", reference: "Note 3/2011", date: null, letterId: null },
  });
  return { email, staff, token: tokenIn((await deliver("invitation"))[0]) };
}

beforeAll(async () => {
  store = await freshStore();
  goodHash = await hashPassword(good);
});
afterAll(() => store.close());
beforeEach(() => {
  ground = groundOn(store);
  auth = makeAuth(ground);
  accounts = accountServices(ground, auth);
  letters = letterServices(ground);
  people = peopleServices(ground, auth);
});

describe("an invitation", () => {
  it("goes out in the person's language with a link, and the link is not in the database", async () => {
    const { token } = await invited();
    expect(token.length).toBeGreaterThan(40);
    const held = JSON.stringify([await store.db.letter.findMany(), await store.db.ticket.findMany()]);
    expect(held).not.toContain(token);
    expect(
      (
        await store.db.letter.findFirstOrThrow({
          where: { kind: "invitation" },
          orderBy: { createdAt: "desc" },
        })
      ).subject,
    ).toContain("Convite");
  });

  it("is not used up by looking at it, as mail scanners do", async () => {
    const { token, email } = await invited();
    for (let n = 0; n < 3; n += 1)
      expect(await accounts.lookAt("invitation", token)).toMatchObject({ email });
    expect(
      await accounts.acceptInvitation(nobody, { token, password: good, language: "fr" }, from()),
    ).toHaveProperty("cookie");
  });

  it("makes an account with the language that was chosen, signs in, and is on record", async () => {
    const { token, email } = await invited();
    const { cookie, language } = await accounts.acceptInvitation(
      nobody,
      { token, password: good, language: "fr" },
      from(),
    );
    expect(language).toBe("fr");
    expect((await auth.identify(sent(cookie), undefined)).actor).toMatchObject({ email, language: "fr" });
    expect(ground.told.map((notice) => (notice.kind === "recorded" ? notice.event : notice.kind))).toContain(
      "person.joined",
    );
  });

  it("sent twice at once makes one account and one sign-in", async () => {
    const { token, email } = await invited();
    const both = await Promise.allSettled(
      [good, other].map((password) =>
        accounts.acceptInvitation(nobody, { token, password, language: "es" }, from()),
      ),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = both.find((one) => one.status === "rejected");
    expect(refusalOf(refused?.status === "rejected" ? refused.reason : null)?.key).toBe("ticket.used");
    const account = await store.db.account.findFirstOrThrow({ where: { person: { email } } });
    expect(await store.db.loginSession.count({ where: { personId: account.personId } })).toBe(1);
  });

  it("ends after seven days; another letter brings another link, and using one ends the others", async () => {
    const { token, email, staff } = await invited();
    ground.clock.pass(7 * day);
    expect(await refusalFrom(accounts.lookAt("invitation", token))).toEqual({
      kind: "conflict",
      key: "ticket.expired",
    });
    const waiting = (await people.invitations(staff)).find((one) => one.person.email === email);
    await people.inviteAgain(staff, waiting?.person.id ?? "");
    await people.inviteAgain(staff, waiting?.person.id ?? "").catch(() => {});
    ground.clock.pass(1);
    await people.inviteAgain(staff, waiting?.person.id ?? "");
    const [one, another] = (await deliver("invitation")).map(tokenIn);
    await accounts.acceptInvitation(nobody, { token: one ?? "", password: good, language: "es" }, from());
    expect(await refusalFrom(accounts.lookAt("invitation", another ?? ""))).toEqual({
      kind: "conflict",
      key: "ticket.used",
    });
    expect((await people.invitations(staff)).some((left) => left.person.email === email)).toBe(false);
  });

  it.each([
    ["a link that was made up", "x".repeat(43)],
    ["an empty link", ""],
    ["a very long link", "x".repeat(100_000)],
  ])("is refused for %s", async (_, token) => {
    expect(await refusalFrom(accounts.lookAt("invitation", token))).toEqual({
      kind: "unknown",
      key: "ticket.unknown",
    });
    const given = { token, password: good, language: "es" } as const;
    expect((await refusalFrom(accounts.acceptInvitation(nobody, given, from()))).key).toBe("ticket.unknown");
  });

  it("with a weak password is refused and can still be used", async () => {
    const { token } = await invited();
    for (const password of ["short", "Password2024!", "elenavargas1972", "elac-elac-2015"]) {
      const refusal = await accounts
        .acceptInvitation(nobody, { token, password, language: "es" }, from())
        .catch(refusalOf);
      expect(refusal).toMatchObject({ kind: "invalid", fields: { password: {} } });
    }
    expect(
      await accounts.acceptInvitation(nobody, { token, password: good, language: "es" }, from()),
    ).toHaveProperty("cookie");
  });

  it("is no link for a new password, nor the other way round", async () => {
    const { token } = await invited();
    expect((await refusalFrom(accounts.resetPassword(nobody, { token, password: good }))).key).toBe(
      "ticket.unknown",
    );
  });

  it("is worth nothing once the account is suspended", async () => {
    const { token, staff, email } = await invited();
    const { id } = await store.db.person.findUniqueOrThrow({ where: { email } });
    await people.suspend(staff, { personId: id, reason: "Left the ministry" });
    expect(
      (
        await refusalFrom(
          accounts.acceptInvitation(nobody, { token, password: good, language: "es" }, from()),
        )
      ).key,
    ).toBe("ticket.unknown");
  });
});

describe("a forgotten password", () => {
  it("brings a link good for two hours and once; the new password ends every session, and the person is told", async () => {
    const ana = await enter();
    const { cookie } = await accounts.signIn(nobody, { email: ana.email, password: good }, from());
    await accounts.forgotten(nobody, ana.email, "here");
    const token = tokenIn((await deliver("reset"))[0]);
    await accounts.resetPassword(nobody, { token, password: other });
    expect((await auth.identify(sent(cookie), undefined)).actor.kind).toBe("stranger");
    expect(ground.told).toContainEqual({ kind: "session-ended", personId: ana.id, handle: null });
    expect((await refusalFrom(accounts.resetPassword(nobody, { token, password: good }))).key).toBe(
      "ticket.used",
    );
    expect(
      (await refusalFrom(accounts.signIn(nobody, { email: ana.email, password: good }, from()))).key,
    ).toBe("account.wrong");
    expect(await accounts.signIn(nobody, { email: ana.email, password: other }, from())).toHaveProperty(
      "cookie",
    );
    expect(await deliver("password-changed")).toHaveLength(1);
  });

  it("link ends after two hours", async () => {
    const ana = await enter();
    await accounts.forgotten(nobody, ana.email, "here");
    const token = tokenIn((await deliver("reset"))[0]);
    ground.clock.pass(2 * 60 * minute);
    expect((await refusalFrom(accounts.resetPassword(nobody, { token, password: other }))).key).toBe(
      "ticket.expired",
    );
  });

  it("is answered in the same way and time for an unknown address, and no letter goes there", async () => {
    const ana = await enter();
    await deliver("reset");
    const time = async (email: string) => {
      const begun = performance.now();
      expect(await accounts.forgotten(nobody, email, randomUUID())).toBeUndefined();
      return performance.now() - begun;
    };
    const [known, unknown] = [await time(ana.email), await time("nobody@example.org")];
    expect(Math.min(known, unknown)).toBeGreaterThan(240);
    expect((await deliver("reset")).map(({ to }) => to.address)).toEqual([ana.email]);
  });

  it("letters are limited for an address, known or not, and for who asks", async () => {
    for (const email of [(await enter()).email, "nobody@example.org"]) {
      for (let n = 0; n < 5; n += 1) await accounts.forgotten(nobody, email, randomUUID());
      expect(await refusalFrom(accounts.forgotten(nobody, email, randomUUID()))).toEqual({
        kind: "too-many",
        key: "letter.too-many",
      });
    }
  });
});
