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

describe("signing in", () => {
  it("gives a cookie that says who is asking, and the database holds no such id", async () => {
    const ana = await enter();
    const { cookie } = await accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const { actor, sessionHandle } = await auth.identify(sent(cookie), "Firefox");
    expect(actor).toMatchObject({ kind: "person", id: ana.id, email: ana.email });
    expect(sessionHandle).not.toBeNull();
    const id = sent(cookie)?.split("=")[1] ?? "";
    expect(id.length).toBeGreaterThan(30);
    expect(JSON.stringify(await store.db.loginSession.findMany())).not.toContain(id);
  });

  it("is refused with the same words for an unknown address, a wrong password, an open invitation and a suspended account", async () => {
    const ana = await enter();
    const suspended = await enter();
    await store.db.account.update({
      where: { personId: suspended.id },
      data: { suspendedAt: ground.clock.now() },
    });
    const { email: open } = await invited();
    for (const [email, password] of [
      ["nobody@example.org", good],
      [ana.email, other],
      [ana.email, ""],
      [open, good],
      [suspended.email, good],
    ] as const) {
      expect(await refusalFrom(accounts.signIn(nobody, { email, password }, from()))).toEqual({
        kind: "invalid",
        key: "account.wrong",
      });
    }
  });

  it("does the same work for an unknown address as for a known one", async () => {
    const ana = await enter();
    await refusalFrom(accounts.signIn(nobody, { email: "warm@example.org", password: good }, from()));
    const time = async (email: string) => {
      const begun = performance.now();
      for (let n = 0; n < 4; n += 1)
        await refusalFrom(accounts.signIn(nobody, { email, password: other }, from()));
      return performance.now() - begun;
    };
    const [known, unknown] = [await time(ana.email), await time("nobody.at.all@example.org")];
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it("ends the session it was made in: an id from before is worth nothing after", async () => {
    const ana = await enter();
    const first = await accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const before = await auth.identify(sent(first.cookie), undefined);
    const second = await accounts.signIn(
      before.actor,
      { email: ana.email, password: good },
      from(undefined, before.sessionHandle),
    );
    expect(sent(second.cookie)).not.toBe(sent(first.cookie));
    expect((await auth.identify(sent(first.cookie), undefined)).actor.kind).toBe("stranger");
    expect((await auth.identify(sent(second.cookie), undefined)).actor.kind).toBe("person");
    expect(ground.told).toContainEqual({
      kind: "session-ended",
      personId: ana.id,
      handle: before.sessionHandle,
    });
  });

  it("is refused for a while after ten wrong tries for an account, from wherever they come, and says how long", async () => {
    const ana = await enter();
    for (let n = 0; n < 10; n += 1)
      await refusalFrom(accounts.signIn(nobody, { email: ana.email, password: "wrong" }, from()));
    const refusal = await accounts
      .signIn(nobody, { email: ana.email, password: good }, from())
      .catch(refusalOf);
    expect(refusal).toMatchObject({ kind: "too-many", key: "account.too-many-tries" });
    expect((refusal as { retryAfter: number }).retryAfter).toBeGreaterThan(60);
  });

  it("is limited for an address that has no account in the same way", async () => {
    const email = "nobody.here@example.org";
    for (let n = 0; n < 10; n += 1)
      await refusalFrom(accounts.signIn(nobody, { email, password: "wrong" }, from()));
    expect((await refusalFrom(accounts.signIn(nobody, { email, password: "wrong" }, from()))).kind).toBe(
      "too-many",
    );
  });

  it("is not limited by tries that were right", async () => {
    const ana = await enter();
    for (let n = 0; n < 12; n += 1)
      await accounts.signIn(nobody, { email: ana.email, password: good }, from("one"));
    expect(await accounts.signIn(nobody, { email: ana.email, password: good }, from("one"))).toHaveProperty(
      "cookie",
    );
  });
});

describe("the cookie", () => {
  it("is for this host and https only where the platform is reached by https", async () => {
    const ana = await enter();
    const secure = makeAuth({ store, clock: ground.clock, env: { appUrl: "https://elac.example.org" } });
    expect(await secure.begin(ana.id, null)).toMatch(
      /^__Host-elac=.+; HttpOnly; Max-Age=\d+; Path=\/; SameSite=Lax; Secure$/,
    );
    const plain = await auth.begin(ana.id, null);
    expect(plain).toMatch(/^elac=/);
    expect(plain).toContain("HttpOnly");
    expect(plain).not.toContain("Secure");
  });

  it.each([
    "elac=",
    "elac=nonsense",
    `elac=${"x".repeat(5000)}`,
    "elac=%E0%A4%A",
    "elac=\u0000",
    "; ; =",
    "elac=a; elac=b",
  ])("that says “%s” is nobody's, and nothing breaks", async (cookie) => {
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
  });

  it("is renewed in use, ends after ten days without it, and after sixty days in any case", async () => {
    const ana = await enter();
    const unused = sent(await auth.begin(ana.id, null));
    const used = sent(await auth.begin(ana.id, null));
    ground.clock.pass(6 * day);
    expect((await auth.identify(used, undefined)).setCookie).toContain("Max-Age");
    ground.clock.pass(5 * day);
    expect((await auth.identify(unused, undefined)).actor.kind).toBe("stranger");
    for (let n = 0; n < 12; n += 1) {
      expect((await auth.identify(used, undefined)).actor.kind).toBe("person");
      ground.clock.pass(4 * day);
    }
    ground.clock.pass(2 * day);
    expect((await auth.identify(used, undefined)).actor.kind).toBe("stranger");
  });
});

describe("one's own account", () => {
  async function signedIn() {
    const ana = await enter();
    const mine = await accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const elsewhere = await accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const here = await auth.identify(sent(mine.cookie), undefined);
    return { ana, here, cookie: sent(mine.cookie), other: sent(elsewhere.cookie) };
  }

  it("lists its sign-ins and ends one, or all others, and only its own", async () => {
    const { here, cookie, other: elsewhere } = await signedIn();
    const stranger = await signedIn();
    const { sessions } = await accounts.read(here.actor, here.sessionHandle);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current).map(({ handle }) => handle)).toEqual([
      here.sessionHandle,
    ]);
    expect((await refusalFrom(accounts.endSession(here.actor, stranger.here.sessionHandle ?? ""))).key).toBe(
      "session.unknown",
    );
    expect((await auth.identify(stranger.cookie, undefined)).actor.kind).toBe("person");
    await accounts.endOtherSessions(here.actor, here.sessionHandle);
    expect((await auth.identify(elsewhere, undefined)).actor.kind).toBe("stranger");
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("person");
  });

  it("changes its password only with the present one; all sessions end and this one goes on under a new id", async () => {
    const { ana, here, cookie, other: elsewhere } = await signedIn();
    const wrong = await accounts
      .changePassword(here.actor, { current: other, password: other }, from())
      .catch(refusalOf);
    expect(wrong).toMatchObject({ fields: { current: { key: "account.wrong-password" } } });
    // A weak new password is no guess at the present one: it does not count towards being kept out.
    const weak = () => accounts.changePassword(here.actor, { current: good, password: "short" }, from());
    for (let turn = 0; turn < 11; turn += 1) expect((await refusalFrom(weak())).kind).toBe("invalid");
    const changed = await accounts.changePassword(here.actor, { current: good, password: other }, from());
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect((await auth.identify(elsewhere, undefined)).actor.kind).toBe("stranger");
    expect((await auth.identify(sent(changed.cookie), undefined)).actor).toMatchObject({ id: ana.id });
  });

  it("signs out: the cookie is blanked and worth nothing; doing it twice does no harm", async () => {
    const { here, cookie } = await signedIn();
    expect(await accounts.signOut(here.actor, here.sessionHandle)).toContain("Max-Age=0");
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(await accounts.signOut(nobody, null)).toContain("Max-Age=0");
  });

  it("loses its sessions at once when the secretariat suspends it, and gets nothing back by being restored", async () => {
    const { ana, here, cookie } = await signedIn();
    const staff = await person(store, "Marcela Ibáñez", [secretariat]);
    await people.suspend(staff, { personId: ana.id, reason: "Left the ministry" });
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(ground.told).toContainEqual({ kind: "session-ended", personId: ana.id, handle: null });
    await people.restore(staff, ana.id);
    expect((await auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(here.sessionHandle).not.toBeNull();
    expect(await accounts.signIn(nobody, { email: ana.email, password: good }, from())).toHaveProperty(
      "cookie",
    );
  });

  it("is nobody else's and no stranger's to read", async () => {
    expect((await refusalFrom(accounts.read(nobody, null))).kind).toBe("forbidden");
    expect((await refusalFrom(accounts.changeLanguage(nobody, "fr"))).kind).toBe("forbidden");
  });
});

describe("the demonstration", () => {
  it("lets anybody take a part of it, and nobody else's account", async () => {
    const email = `br-${randomUUID()}@demo.example`;
    const { id } = await store.db.person.create({ data: { name: "Thiago Nogueira", email } });
    await openAccount(store.db, id);
    const ana = await enter();
    const shown = accountServices({ ...ground, env: { ...ground.env, demo: true } }, auth);
    expect((await shown.demoAccounts()).map((one) => one.email)).toContain(email);
    expect(await shown.signInAs(nobody, email, from())).toHaveProperty("cookie");
    expect((await refusalFrom(shown.signInAs(nobody, ana.email, from()))).kind).toBe("unknown");
  });

  it("does not exist where the platform is real", async () => {
    const real = accountServices({ ...ground, env: { ...ground.env, demo: false } }, auth);
    expect(await real.demoAccounts()).toEqual([]);
    expect((await refusalFrom(real.signInAs(nobody, "br@demo.example", from()))).kind).toBe("unknown");
  });
});
