import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentFileName, documentSymbol } from "#app/domain/document-symbol.ts";

describe("the symbol of a text", () => {
  test.each([
    [{ kind: "live" }, "eLAC/e-business/2011-2013/L"],
    [{ kind: "version", number: 4 }, "eLAC/e-business/2011-2013/V4"],
    [{ kind: "release", number: 12 }, "eLAC/e-business/2011-2013/R12"],
  ] as const)("of %o is %s", (copy, symbol) => {
    expect(documentSymbol("e-business", "2011-2013", copy)).toBe(symbol);
  });

  test("names a file on every machine, whatever the group and the period are called", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (group, period) => {
        const name = documentFileName(group, period, { kind: "live" }, "pt");
        expect(name).toMatch(/^eLAC-[A-Za-z0-9-]*L-pt$/);
      }),
    );
  });
});
