import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { accountServices } from "#server/services/accounts.ts";
import { openAccount } from "#server/store/accounts.ts";
import { nobody, person, refusalFrom, secretariat } from "#test/factories.ts";
import { type AccountHouse, day, from, good, openAccountHouse, other, sent } from "./account-house.ts";

let house: AccountHouse;

beforeAll(async () => {
  house = await openAccountHouse();
});
afterAll(() => house.close());
beforeEach(() => house.renew());

describe("signing in", () => {
  it("gives a cookie that says who is asking, and the database holds no such id", async () => {
    const ana = await house.enter();
    const { cookie } = await house.accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const { actor, sessionHandle } = await house.auth.identify(sent(cookie), "Firefox");
    expect(actor).toMatchObject({ kind: "person", id: ana.id, email: ana.email });
    expect(sessionHandle).not.toBeNull();
    const id = sent(cookie)?.split("=")[1] ?? "";
    expect(id.length).toBeGreaterThan(30);
    expect(JSON.stringify(await house.store.db.loginSession.findMany())).not.toContain(id);
  });

  it("is refused with the same words for an unknown address, a wrong password, an open invitation and a suspended account", async () => {
    const ana = await house.enter();
    const suspended = await house.enter();
    await house.store.db.account.update({
      where: { personId: suspended.id },
      data: { suspendedAt: house.ground.clock.now() },
    });
    const { email: open } = await house.invited();
    for (const [email, password] of [
      ["nobody@example.org", good],
      [ana.email, other],
      [ana.email, ""],
      [open, good],
      [suspended.email, good],
    ] as const) {
      expect(await refusalFrom(house.accounts.signIn(nobody, { email, password }, from()))).toEqual({
        kind: "invalid",
        key: "account.wrong",
      });
    }
  });

  it("does the same work for an unknown address as for a known one", async () => {
    const ana = await house.enter();
    await refusalFrom(house.accounts.signIn(nobody, { email: "warm@example.org", password: good }, from()));
    const time = async (email: string) => {
      const begun = performance.now();
      for (let n = 0; n < 4; n += 1)
        await refusalFrom(house.accounts.signIn(nobody, { email, password: other }, from()));
      return performance.now() - begun;
    };
    const [known, unknown] = [await time(ana.email), await time("nobody.at.all@example.org")];
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it("ends the session it was made in: an id from before is worth nothing after", async () => {
    const ana = await house.enter();
    const first = await house.accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const before = await house.auth.identify(sent(first.cookie), undefined);
    const second = await house.accounts.signIn(
      before.actor,
      { email: ana.email, password: good },
      from(undefined, before.sessionHandle),
    );
    expect(sent(second.cookie)).not.toBe(sent(first.cookie));
    expect((await house.auth.identify(sent(first.cookie), undefined)).actor.kind).toBe("stranger");
    expect((await house.auth.identify(sent(second.cookie), undefined)).actor.kind).toBe("person");
    expect(house.ground.told).toContainEqual({
      kind: "session-ended",
      personId: ana.id,
      handle: before.sessionHandle,
    });
  });

  it("is refused for a while after ten wrong tries for an account, from wherever they come, and says how long", async () => {
    const ana = await house.enter();
    for (let n = 0; n < 10; n += 1)
      await refusalFrom(house.accounts.signIn(nobody, { email: ana.email, password: "wrong" }, from()));
    const refusal = await house.accounts
      .signIn(nobody, { email: ana.email, password: good }, from())
      .catch(refusalOf);
    expect(refusal).toMatchObject({ kind: "too-many", key: "account.too-many-tries" });
    expect((refusal as { retryAfter: number }).retryAfter).toBeGreaterThan(60);
  });

  it("is limited for an address that has no account in the same way", async () => {
    const email = "nobody.here@example.org";
    for (let n = 0; n < 10; n += 1)
      await refusalFrom(house.accounts.signIn(nobody, { email, password: "wrong" }, from()));
    expect(
      (await refusalFrom(house.accounts.signIn(nobody, { email, password: "wrong" }, from()))).kind,
    ).toBe("too-many");
  });

  it("is not limited by tries that were right", async () => {
    const ana = await house.enter();
    for (let n = 0; n < 12; n += 1)
      await house.accounts.signIn(nobody, { email: ana.email, password: good }, from("one"));
    expect(
      await house.accounts.signIn(nobody, { email: ana.email, password: good }, from("one")),
    ).toHaveProperty("cookie");
  });
});

describe("the cookie", () => {
  it("is for this host and https only where the platform is reached by https", async () => {
    const ana = await house.enter();
    const secure = makeAuth({
      store: house.store,
      clock: house.ground.clock,
      env: { appUrl: "https://elac.example.org" },
    });
    expect(await secure.begin(ana.id, null)).toMatch(
      /^__Host-elac=.+; HttpOnly; Max-Age=\d+; Path=\/; SameSite=Lax; Secure$/,
    );
    const plain = await house.auth.begin(ana.id, null);
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
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
  });

  it("is renewed in use, ends after ten days without it, and after sixty days in any case", async () => {
    const ana = await house.enter();
    const unused = sent(await house.auth.begin(ana.id, null));
    const used = sent(await house.auth.begin(ana.id, null));
    house.ground.clock.pass(6 * day);
    expect((await house.auth.identify(used, undefined)).setCookie).toContain("Max-Age");
    house.ground.clock.pass(5 * day);
    expect((await house.auth.identify(unused, undefined)).actor.kind).toBe("stranger");
    for (let n = 0; n < 12; n += 1) {
      expect((await house.auth.identify(used, undefined)).actor.kind).toBe("person");
      house.ground.clock.pass(4 * day);
    }
    house.ground.clock.pass(2 * day);
    expect((await house.auth.identify(used, undefined)).actor.kind).toBe("stranger");
  });
});

describe("one's own account", () => {
  async function signedIn() {
    const ana = await house.enter();
    const mine = await house.accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const elsewhere = await house.accounts.signIn(nobody, { email: ana.email, password: good }, from());
    const here = await house.auth.identify(sent(mine.cookie), undefined);
    return { ana, here, cookie: sent(mine.cookie), other: sent(elsewhere.cookie) };
  }

  it("lists its sign-ins and ends one, or all others, and only its own", async () => {
    const { here, cookie, other: elsewhere } = await signedIn();
    const stranger = await signedIn();
    const { sessions } = await house.accounts.read(here.actor, here.sessionHandle);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current).map(({ handle }) => handle)).toEqual([
      here.sessionHandle,
    ]);
    expect(
      (await refusalFrom(house.accounts.endSession(here.actor, stranger.here.sessionHandle ?? ""))).key,
    ).toBe("session.unknown");
    expect((await house.auth.identify(stranger.cookie, undefined)).actor.kind).toBe("person");
    await house.accounts.endOtherSessions(here.actor, here.sessionHandle);
    expect((await house.auth.identify(elsewhere, undefined)).actor.kind).toBe("stranger");
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("person");
  });

  it("changes its password only with the present one; all sessions end and this one goes on under a new id", async () => {
    const { ana, here, cookie, other: elsewhere } = await signedIn();
    const wrong = await house.accounts
      .changePassword(here.actor, { current: other, password: other }, from())
      .catch(refusalOf);
    expect(wrong).toMatchObject({ fields: { current: { key: "account.wrong-password" } } });
    // A weak new password is no guess at the present one: it does not count towards being kept out.
    const weak = () =>
      house.accounts.changePassword(here.actor, { current: good, password: "short" }, from());
    for (let turn = 0; turn < 11; turn += 1) expect((await refusalFrom(weak())).kind).toBe("invalid");
    const changed = await house.accounts.changePassword(
      here.actor,
      { current: good, password: other },
      from(),
    );
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect((await house.auth.identify(elsewhere, undefined)).actor.kind).toBe("stranger");
    expect((await house.auth.identify(sent(changed.cookie), undefined)).actor).toMatchObject({ id: ana.id });
  });

  it("signs out: the cookie is blanked and worth nothing; doing it twice does no harm", async () => {
    const { here, cookie } = await signedIn();
    expect(await house.accounts.signOut(here.actor, here.sessionHandle)).toContain("Max-Age=0");
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(await house.accounts.signOut(nobody, null)).toContain("Max-Age=0");
  });

  it("loses its sessions at once when the secretariat suspends it, and gets nothing back by being restored", async () => {
    const { ana, here, cookie } = await signedIn();
    const staff = await person(house.store, "Marcela Ibáñez", [secretariat]);
    await house.people.suspend(staff, { personId: ana.id, reason: "Left the ministry" });
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(house.ground.told).toContainEqual({ kind: "session-ended", personId: ana.id, handle: null });
    await house.people.restore(staff, ana.id);
    expect((await house.auth.identify(cookie, undefined)).actor.kind).toBe("stranger");
    expect(here.sessionHandle).not.toBeNull();
    expect(await house.accounts.signIn(nobody, { email: ana.email, password: good }, from())).toHaveProperty(
      "cookie",
    );
  });

  it("is nobody else's and no stranger's to read", async () => {
    expect((await refusalFrom(house.accounts.read(nobody, null))).kind).toBe("forbidden");
    expect((await refusalFrom(house.accounts.changeLanguage(nobody, "fr"))).kind).toBe("forbidden");
  });
});

describe("the demonstration", () => {
  it("lets anybody take a part of it, and nobody else's account", async () => {
    const email = `br-${randomUUID()}@demo.example`;
    const { id } = await house.store.db.person.create({ data: { name: "Thiago Nogueira", email } });
    await openAccount(house.store.db, id);
    const ana = await house.enter();
    const shown = accountServices({ ...house.ground, env: { ...house.ground.env, demo: true } }, house.auth);
    expect((await shown.demoAccounts()).map((one) => one.email)).toContain(email);
    expect(await shown.signInAs(nobody, email, from())).toHaveProperty("cookie");
    expect((await refusalFrom(shown.signInAs(nobody, ana.email, from()))).kind).toBe("unknown");
  });

  it("does not exist where the platform is real", async () => {
    const real = accountServices({ ...house.ground, env: { ...house.ground.env, demo: false } }, house.auth);
    expect(await real.demoAccounts()).toEqual([]);
    expect((await refusalFrom(real.signInAs(nobody, "br@demo.example", from()))).kind).toBe("unknown");
  });
});
