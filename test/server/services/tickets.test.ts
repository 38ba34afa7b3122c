import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { nobody, refusalFrom } from "#test/factories.ts";
import {
  type AccountHouse,
  day,
  from,
  good,
  minute,
  openAccountHouse,
  other,
  sent,
  tokenIn,
} from "./account-house.ts";

let house: AccountHouse;

beforeAll(async () => {
  house = await openAccountHouse();
});
afterAll(() => house.close());
beforeEach(() => house.renew());

describe("an invitation", () => {
  it("goes out in the person's language with a link, and the link is not in the database", async () => {
    const { token } = await house.invited();
    expect(token.length).toBeGreaterThan(40);
    const held = JSON.stringify([
      await house.store.db.letter.findMany(),
      await house.store.db.ticket.findMany(),
    ]);
    expect(held).not.toContain(token);
    expect(
      (
        await house.store.db.letter.findFirstOrThrow({
          where: { kind: "invitation" },
          orderBy: { createdAt: "desc" },
        })
      ).subject,
    ).toContain("Convite");
  });

  it("is not used up by looking at it, as mail scanners do", async () => {
    const { token, email } = await house.invited();
    for (let n = 0; n < 3; n += 1)
      expect(await house.accounts.lookAt("invitation", token)).toMatchObject({ email });
    expect(
      await house.accounts.acceptInvitation(nobody, { token, password: good, language: "fr" }, from()),
    ).toHaveProperty("cookie");
  });

  it("makes an account with the language that was chosen, signs in, and is on record", async () => {
    const { token, email } = await house.invited();
    const { cookie, language } = await house.accounts.acceptInvitation(
      nobody,
      { token, password: good, language: "fr" },
      from(),
    );
    expect(language).toBe("fr");
    expect((await house.auth.identify(sent(cookie), undefined)).actor).toMatchObject({
      email,
      language: "fr",
    });
    expect(
      house.ground.told.map((notice) => (notice.kind === "recorded" ? notice.event : notice.kind)),
    ).toContain("person.joined");
  });

  it("sent twice at once makes one account and one sign-in", async () => {
    const { token, email } = await house.invited();
    const both = await Promise.allSettled(
      [good, other].map((password) =>
        house.accounts.acceptInvitation(nobody, { token, password, language: "es" }, from()),
      ),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = both.find((one) => one.status === "rejected");
    expect(refusalOf(refused?.status === "rejected" ? refused.reason : null)?.key).toBe("ticket.used");
    const account = await house.store.db.account.findFirstOrThrow({ where: { person: { email } } });
    expect(await house.store.db.loginSession.count({ where: { personId: account.personId } })).toBe(1);
  });

  it("ends after seven days; another letter brings another link, and using one ends the others", async () => {
    const { token, email, staff } = await house.invited();
    house.ground.clock.pass(7 * day);
    expect(await refusalFrom(house.accounts.lookAt("invitation", token))).toEqual({
      kind: "conflict",
      key: "ticket.expired",
    });
    const waiting = (await house.people.invitations(staff)).find((one) => one.person.email === email);
    await house.people.inviteAgain(staff, waiting?.person.id ?? "");
    await house.people.inviteAgain(staff, waiting?.person.id ?? "").catch(() => {});
    house.ground.clock.pass(1);
    await house.people.inviteAgain(staff, waiting?.person.id ?? "");
    const [one, another] = (await house.deliver("invitation")).map(tokenIn);
    await house.accounts.acceptInvitation(
      nobody,
      { token: one ?? "", password: good, language: "es" },
      from(),
    );
    expect(await refusalFrom(house.accounts.lookAt("invitation", another ?? ""))).toEqual({
      kind: "conflict",
      key: "ticket.used",
    });
    expect((await house.people.invitations(staff)).some((left) => left.person.email === email)).toBe(false);
  });

  it.each([
    ["a link that was made up", "x".repeat(43)],
    ["an empty link", ""],
    ["a very long link", "x".repeat(100_000)],
  ])("is refused for %s", async (_, token) => {
    expect(await refusalFrom(house.accounts.lookAt("invitation", token))).toEqual({
      kind: "unknown",
      key: "ticket.unknown",
    });
    const given = { token, password: good, language: "es" } as const;
    expect((await refusalFrom(house.accounts.acceptInvitation(nobody, given, from()))).key).toBe(
      "ticket.unknown",
    );
  });

  it("with a weak password is refused and can still be used", async () => {
    const { token } = await house.invited();
    for (const password of ["short", "Password2024!", "elenavargas1972", "elac-elac-2015"]) {
      const refusal = await house.accounts
        .acceptInvitation(nobody, { token, password, language: "es" }, from())
        .catch(refusalOf);
      expect(refusal).toMatchObject({ kind: "invalid", fields: { password: {} } });
    }
    expect(
      await house.accounts.acceptInvitation(nobody, { token, password: good, language: "es" }, from()),
    ).toHaveProperty("cookie");
  });

  it("is no link for a new password, nor the other way round", async () => {
    const { token } = await house.invited();
    expect((await refusalFrom(house.accounts.resetPassword(nobody, { token, password: good }))).key).toBe(
      "ticket.unknown",
    );
  });

  it("is worth nothing once the account is suspended", async () => {
    const { token, staff, email } = await house.invited();
    const { id } = await house.store.db.person.findUniqueOrThrow({ where: { email } });
    await house.people.suspend(staff, { personId: id, reason: "Left the ministry" });
    expect(
      (
        await refusalFrom(
          house.accounts.acceptInvitation(nobody, { token, password: good, language: "es" }, from()),
        )
      ).key,
    ).toBe("ticket.unknown");
  });
});

describe("a forgotten password", () => {
  it("brings a link good for two hours and once; the new password ends every session, and the person is told", async () => {
    const ana = await house.enter();
    const { cookie } = await house.accounts.signIn(nobody, { email: ana.email, password: good }, from());
    await house.accounts.forgotten(nobody, ana.email, "here");
    const token = tokenIn((await house.deliver("reset"))[0]);
    await house.accounts.resetPassword(nobody, { token, password: other });
    expect((await house.auth.identify(sent(cookie), undefined)).actor.kind).toBe("stranger");
    expect(house.ground.told).toContainEqual({ kind: "session-ended", personId: ana.id, handle: null });
    expect((await refusalFrom(house.accounts.resetPassword(nobody, { token, password: good }))).key).toBe(
      "ticket.used",
    );
    expect(
      (await refusalFrom(house.accounts.signIn(nobody, { email: ana.email, password: good }, from()))).key,
    ).toBe("account.wrong");
    expect(await house.accounts.signIn(nobody, { email: ana.email, password: other }, from())).toHaveProperty(
      "cookie",
    );
    expect(await house.deliver("password-changed")).toHaveLength(1);
  });

  it("link ends after two hours", async () => {
    const ana = await house.enter();
    await house.accounts.forgotten(nobody, ana.email, "here");
    const token = tokenIn((await house.deliver("reset"))[0]);
    house.ground.clock.pass(2 * 60 * minute);
    expect((await refusalFrom(house.accounts.resetPassword(nobody, { token, password: other }))).key).toBe(
      "ticket.expired",
    );
  });

  it("is answered in the same way and time for an unknown address, and no letter goes there", async () => {
    const ana = await house.enter();
    await house.deliver("reset");
    const time = async (email: string) => {
      const begun = performance.now();
      expect(await house.accounts.forgotten(nobody, email, randomUUID())).toBeUndefined();
      return performance.now() - begun;
    };
    const [known, unknown] = [await time(ana.email), await time("nobody@example.org")];
    expect(Math.min(known, unknown)).toBeGreaterThan(240);
    expect((await house.deliver("reset")).map(({ to }) => to.address)).toEqual([ana.email]);
  });

  it("letters are limited for an address, known or not, and for who asks", async () => {
    for (const email of [(await house.enter()).email, "nobody@example.org"]) {
      for (let n = 0; n < 5; n += 1) await house.accounts.forgotten(nobody, email, randomUUID());
      expect(await refusalFrom(house.accounts.forgotten(nobody, email, randomUUID()))).toEqual({
        kind: "too-many",
        key: "letter.too-many",
      });
    }
  });
});
