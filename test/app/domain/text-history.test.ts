import { describe, expect, test } from "vitest";
import { longPause, ownActOf, sittingsOf, type WrittenRow } from "#app/domain/sitting.ts";
import { pointAddress, pointIn, type TextPoint } from "#app/domain/text-point.ts";

describe("a point of a text", () => {
  const points: readonly (readonly [string, TextPoint])[] = [
    ["live", { kind: "live" }],
    ["adopted", { kind: "adopted" }],
    ["release-3", { kind: "release", number: 3 }],
    ["version-12", { kind: "version", number: 12 }],
    ["row-1.45", { kind: "row", epoch: 1, seq: 45 }],
    ["2011-03-31T17:00", { kind: "moment", at: new Date("2011-03-31T20:00:00.000Z") }],
  ];
  test.each(points)("%s is read from its address, and written so", (address, point) => {
    expect(pointIn(address)).toEqual(point);
    expect(pointAddress(point)).toBe(address);
  });

  test.each([
    "",
    "dead",
    "release-0",
    "release-x",
    "version-",
    "row-1",
    "row-1.0",
    "row--1.2",
    "31 March",
    "release-1 ",
  ])("%j is none, or is read without its spaces", (address) => {
    expect(pointIn(address)).toEqual(address === "release-1 " ? { kind: "release", number: 1 } : null);
  });

  test("nothing is none", () => {
    expect([pointIn(null), pointIn(undefined)]).toEqual([null, null]);
  });
});

describe("sittings", () => {
  const begin = Date.UTC(2011, 2, 1, 12);
  const row = (seq: number, personId: string | null, minutes: number, name = "x", epoch = 1): WrittenRow => ({
    epoch,
    seq,
    personId,
    name,
    at: new Date(begin + minutes * 60_000),
  });

  test("are the rows of one person without a long pause, whoever writes in between", () => {
    const sittings = sittingsOf([
      row(1, "ana", 0),
      row(2, "eva", 1),
      row(3, "ana", 20),
      row(4, "ana", 20 + longPause / 60_000),
    ]);
    expect(sittings.map(({ personId, seq, changes }) => [personId, seq, changes])).toEqual([
      ["ana", 4, 3],
      ["eva", 2, 1],
    ]);
  });

  test("end with a long pause; the latest to end comes first, and says from when to when", () => {
    const sittings = sittingsOf([row(1, "ana", 0), row(2, "ana", 5), row(3, "ana", 36)]);
    expect(sittings.map(({ seq, changes }) => [seq, changes])).toEqual([
      [3, 1],
      [2, 2],
    ]);
    expect(sittings[1]).toMatchObject({ from: new Date(begin), to: new Date(begin + 300_000) });
  });

  test("do not go over the beginning of an epoch, and acts of the server stand alone", () => {
    const sittings = sittingsOf([
      row(1, null, 0, "first-state"),
      row(2, "ana", 1),
      row(3, null, 2, "amendment-7"),
      row(1, null, 3, "first-state", 2),
      row(2, "ana", 4, "x", 2),
    ]);
    expect(sittings.map(({ personId, own, epoch, seq }) => [personId ?? own, epoch, seq])).toEqual([
      ["ana", 2, 2],
      ["renewed", 2, 1],
      ["amendment", 1, 3],
      ["ana", 1, 2],
      ["begun", 1, 1],
    ]);
  });

  test.each([
    ["first-state", 1, "begun"],
    ["first-state", 4, "renewed"],
    ["amendment-0198", 1, "amendment"],
    ["restore-release-1-to-1.7", 1, "restored"],
    ["wording-3", 1, "wording"],
    ["draft-0198", 1, "draft"],
    ["mend-9", 1, "mended"],
    ["something", 1, "other"],
  ] as const)("a row named %s in epoch %i is of the act %s", (name, epoch, act) => {
    expect(ownActOf({ name, epoch })).toBe(act);
  });
});
