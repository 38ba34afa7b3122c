/** What every adapter that keeps Lucia's sessions promises; another one has to pass it too. */
import { describe, expect, it } from "vitest";
import type { Adapter } from "lucia";

export interface AdapterUnderTest {
  readonly adapter: Adapter;
  /** Two people who may sign in. */
  readonly persons: readonly [string, string];
  /** Moves the platform's clock (ms). */
  pass(ms: number): void;
  /** Everything the database holds about sessions, as one text. */
  held(): Promise<string>;
  suspend(personId: string): Promise<void>;
}

const day = 86_400_000;

export function adapterContract(name: string, make: () => Promise<AdapterUnderTest>): void {
  describe(`${name} keeps sessions`, () => {
    const attributes = { handle: "", userAgent: "Firefox" };
    const soon = () => new Date(Date.now() + 10 * day);

    it("hands back the id that was presented and never stores it", async () => {
      const { adapter, persons, held } = await make();
      await adapter.setSession({ id: "presented-id-1", userId: persons[0], expiresAt: soon(), attributes });
      const [session, user] = await adapter.getSessionAndUser("presented-id-1");
      expect(session?.id).toBe("presented-id-1");
      expect(user?.id).toBe(persons[0]);
      expect(await held()).not.toContain("presented-id-1");
    });

    it("knows nothing of an id that was never given out, nor of a stored hash", async () => {
      const { adapter, persons, held } = await make();
      await adapter.setSession({ id: "presented-id-2", userId: persons[0], expiresAt: soon(), attributes });
      expect(await adapter.getSessionAndUser("another")).toEqual([null, null]);
      const hash = /[0-9a-f]{64}/.exec(await held())?.[0] ?? "";
      expect(hash).toHaveLength(64);
      expect(await adapter.getSessionAndUser(hash)).toEqual([null, null]);
    });

    it("keeps user agent and handle, and tells the session's end as Lucia's clock has it", async () => {
      const { adapter, persons } = await make();
      const end = soon();
      await adapter.setSession({ id: "presented-id-3", userId: persons[0], expiresAt: end, attributes });
      const [session] = await adapter.getSessionAndUser("presented-id-3");
      expect(session?.attributes.userAgent).toBe("Firefox");
      expect(session?.attributes.handle).toMatch(/^[0-9a-f-]{36}$/);
      expect(Math.abs((session?.expiresAt.getTime() ?? 0) - end.getTime())).toBeLessThan(5000);
    });

    it("moves a session's end, but never beyond sixty days from its beginning", async () => {
      const { adapter, persons, pass } = await make();
      await adapter.setSession({ id: "presented-id-4", userId: persons[0], expiresAt: soon(), attributes });
      pass(55 * day);
      await adapter.updateSessionExpiration("presented-id-4", soon());
      const [session] = await adapter.getSessionAndUser("presented-id-4");
      const left = (session?.expiresAt.getTime() ?? 0) - Date.now();
      expect(left).toBeGreaterThan(4 * day);
      expect(left).toBeLessThan(5 * day + 5000);
    });

    it("forgets one session, or all of a person and nobody else's", async () => {
      const { adapter, persons } = await make();
      const [one, other] = persons;
      for (const id of ["a-1", "a-2", "a-3"])
        await adapter.setSession({ id, userId: one, expiresAt: soon(), attributes });
      await adapter.setSession({ id: "b-1", userId: other, expiresAt: soon(), attributes });
      await adapter.deleteSession("a-1");
      expect(await adapter.getSessionAndUser("a-1")).toEqual([null, null]);
      expect((await adapter.getUserSessions(one)).length).toBe(2);
      await adapter.deleteUserSessions(one);
      expect(await adapter.getUserSessions(one)).toEqual([]);
      expect((await adapter.getSessionAndUser("b-1"))[1]?.id).toBe(other);
    });

    it("sweeps what has expired and leaves the rest", async () => {
      const { adapter, persons, pass } = await make();
      await adapter.setSession({ id: "old", userId: persons[0], expiresAt: soon(), attributes });
      pass(9 * day);
      await adapter.setSession({ id: "young", userId: persons[0], expiresAt: soon(), attributes });
      pass(2 * day);
      await adapter.deleteExpiredSessions();
      expect(await adapter.getSessionAndUser("old")).toEqual([null, null]);
      expect((await adapter.getSessionAndUser("young"))[0]?.id).toBe("young");
    });

    it("gives a session without a user where the account is suspended", async () => {
      const { adapter, persons, suspend } = await make();
      await adapter.setSession({ id: "c-1", userId: persons[1], expiresAt: soon(), attributes });
      await suspend(persons[1]);
      const [session, user] = await adapter.getSessionAndUser("c-1");
      expect(session?.id).toBe("c-1");
      expect(user).toBeNull();
    });
  });
}
