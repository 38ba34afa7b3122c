import { expect, test } from "vitest";
import { plainError } from "#server/log.ts";

test("a logged error keeps its kind, code and place, and nothing that people wrote", () => {
  const error = Object.assign(new Error("duplicate key value\nKey (text)=(what Ana wrote)"), {
    code: "23505",
    detail: "Key (text)=(what Ana wrote) already exists.",
    parameters: ["what Ana wrote"],
    cause: Object.assign(new Error("the line broke\nwhat Ana wrote"), { query: "what Ana wrote" }),
  });
  const told = JSON.stringify(plainError(error));
  expect(told).not.toContain("Ana");
  expect(plainError(error)).toMatchObject({
    type: "Error",
    message: "duplicate key value",
    code: "23505",
    cause: { message: "the line broke" },
  });
  expect(told).toContain("log.test.ts");
  expect(plainError("what Ana wrote")).toEqual({ type: "string" });
});
