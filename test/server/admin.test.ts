import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runAdmin } from "#server/admin.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { accountServices } from "#server/services/accounts.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn } from "#test/factories.ts";

let store: Store;
let ground: ReturnType<typeof groundOn>;

const lettersTo = (address: string) => store.db.letter.findMany({ where: { address } });
const holds = (email: string, office: string) =>
  store.db.grant.count({ where: { person: { email }, office, until: null } });

beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());
beforeEach(() => {
  ground = groundOn(store);
});

describe("the command admin", () => {
  it("makes somebody of the secretariat and answers with a link that opens the account", async () => {
    const { code, lines } = await runAdmin(
      ground,
      ["create", "Ana Pérez", "ANA.perez@example.org", "--language", "pt"],
      "en",
    );
    expect(code).toBe(0);
    const token = /\/pt\/invitation\/([\w-]+)/.exec(lines.join("\n"))?.[1] ?? "";
    const accounts = accountServices(ground, makeAuth(ground));
    expect(await accounts.lookAt("invitation", token)).toMatchObject({
      email: "ana.perez@example.org",
      name: "Ana Pérez",
    });
    expect(await holds("ana.perez@example.org", "secretariat")).toBe(3);
    expect(await lettersTo("ana.perez@example.org")).toHaveLength(1);
  });

  it("run again for an invitation that is open gives another link and no second office", async () => {
    const again = await runAdmin(ground, ["create", "Ana Pérez", "ana.perez@example.org"], "en");
    expect(again.code).toBe(0);
    expect(await holds("ana.perez@example.org", "secretariat")).toBe(3);
  });

  it.each([
    [[]],
    [["create"]],
    [["create", "Ana"]],
    [["create", "Ana", "no-address"]],
    [["create", " ", "ana@example.org"]],
    [["create", "x".repeat(121), "ana@example.org"]],
    [["create", "Ana", "ana@example.org", "more"]],
    [["create", "Ana", "ana@example.org", "--language", "de"]],
    [["create", "Ana", "ana@example.org", "--force"]],
    [["remove", "Ana", "ana@example.org"]],
  ])("with %j ends with 1 and says what it expected", async (argv) => {
    const before = await store.db.person.count();
    const { code, lines } = await runAdmin(ground, argv, "es");
    expect(code).toBe(1);
    expect(lines.join(" ").length).toBeGreaterThan(20);
    expect(await store.db.person.count()).toBe(before);
  });
});
