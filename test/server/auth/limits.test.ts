import { expect, test } from "vitest";
import { refusalOf, type Refusal } from "#app/domain/refusal.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";

/** The refusal that ends so many tries of the same, and how many were taken before. */
async function endOf(attempt: () => Promise<void>): Promise<{ taken: number; refusal: Refusal | null }> {
  for (let taken = 0; taken < 200; taken += 1) {
    const refusal = await attempt().then(() => null, refusalOf);
    if (refusal !== null) return { taken, refusal };
  }
  return { taken: 200, refusal: null };
}

test.each<[string, number, (limits: Limits, who: string) => Promise<void>]>([
  ["account.too-many-tries", 10, (limits, who) => limits.trySignIn(who, "192.0.2.1")],
  ["letter.too-many", 5, (limits, who) => limits.tryLetter(who, "192.0.2.1")],
  ["post.too-many", 60, (limits, who) => limits.tryPost(who)],
  ["file.too-many", 100, (limits, who) => limits.tryFile(who)],
])("%s after %i, with the seconds to wait, and for nobody else", async (key, most, attempt) => {
  const limits = makeLimits();
  const { taken, refusal } = await endOf(() => attempt(limits, "one"));
  expect(taken).toBe(most);
  expect(refusal).toMatchObject({ kind: "too-many", key });
  expect(refusal?.retryAfter).toBeGreaterThan(0);
  await expect(attempt(limits, "another")).resolves.toBeUndefined();
});
