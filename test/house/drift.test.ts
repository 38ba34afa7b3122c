import { expect, test } from "vitest";
import { drift } from "#prisma/drift.ts";

test("the migrations give exactly the schema", async () => {
  expect(await drift()).toBeNull();
});
