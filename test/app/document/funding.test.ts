import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fundingOf } from "#app/document/funding.ts";
import type { Output } from "#app/document/reading.ts";

type Funding = Output["funding"];
const given = (more: Partial<Funding>): { funding: Funding } => ({
  funding: { state: "sought", scope: "national", sector: "public", amount: "", currency: "USD", ...more },
});

describe("sums of funding", () => {
  test("go by source and by how sure they are, and never add two currencies", () => {
    const { tables, without } = fundingOf([
      given({ amount: "100", state: "secured" }),
      given({ amount: "50.5", state: "secured" }),
      given({ amount: "0.10", scope: "international", sector: "private", state: "pledged" }),
      given({ amount: "7", currency: "EUR" }),
      given({ amount: "1", state: null, scope: null, sector: null }),
      given({}),
    ]);
    expect(without).toBe(1);
    expect(tables.map(({ currency, outputs }) => [currency, outputs])).toEqual([
      ["USD", 4],
      ["EUR", 1],
    ]);
    const [usd] = tables;
    expect(usd?.rows.map(({ scope, sector, sums }) => [scope, sector, sums.all])).toEqual([
      ["national", "public", "150.50"],
      ["international", "private", "0.10"],
      [null, null, "1.00"],
    ]);
    expect(usd?.total).toEqual({
      sought: "0.00",
      pledged: "0.10",
      secured: "150.50",
      unsaid: "1.00",
      all: "151.60",
    });
  });

  test("lose no cent, however large", () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (amounts) => {
        const written = amounts.map(
          ([whole, cents]) => `999999${String(whole)}.${String(cents).padStart(2, "0")}`,
        );
        const sum = written.reduce((all, text) => all + BigInt(text.replace(".", "")), 0n);
        const [table] = fundingOf(written.map((text) => given({ amount: text }))).tables;
        expect(table?.total.all.replace(".", "")).toBe(String(sum));
      }),
    );
  });
});
