import { describe, expect, test } from "vitest";
import { plainPieces, wordsOfPiece } from "#app/document/pieces.ts";
import { trackClauses, trackPieces } from "#app/document/tracked.ts";
import { bookmarkOf, idOfBookmark } from "#app/document/bookmark.ts";
import { p, planOf, ul } from "./plans.ts";

const tracked = (before: string, after: string) =>
  trackPieces(plainPieces(before), plainPieces(after)).map(({ kind, piece }) => [kind, wordsOfPiece(piece)]);

describe("changes word by word", () => {
  test.each([
    [
      "one word",
      "They meet every two months.",
      "They meet every three months.",
      [
        ["same", "They meet every "],
        ["removed", "two"],
        ["added", "three"],
        ["same", " months."],
      ],
    ],
    [
      "small words between two changes go with them",
      "publishes its map in a reasonable time, with all detail",
      "publishes its map by the end of 2012, with all detail",
      [
        ["same", "publishes its map "],
        ["removed", "in a reasonable time"],
        ["added", "by the end of 2012"],
        ["same", ", with all detail"],
      ],
    ],
    [
      "texts with nearly nothing in common follow each other",
      "The countries share ducts.",
      "Nobody knows yet how many masts there are.",
      [
        ["removed", "The countries share ducts."],
        ["added", "Nobody knows yet how many masts there are."],
      ],
    ],
    ["nothing", "Same.", "Same.", [["same", "Same."]]],
  ])("%s", (_what, before, after, expected) => {
    expect(tracked(before, after)).toEqual(expected);
  });
});

describe("changes clause by clause", () => {
  test("one that moved goes where it was and comes where it is; lists are known by their words", () => {
    const before = planOf(p("a", "First."), p("b", "Second."), ul([p("l", "one two three")]));
    const after = planOf(p("b", "Second."), p("a", "First."), ul([p("l", "one two four")]));
    expect(trackClauses(before, after).map(({ kind }) => kind)).toEqual(["removed", "both", "added", "both"]);
  });
});

describe("the name of a bookmark", () => {
  test.each([["abc"], ["a-b_c"], ["a_hb"], ["_u-"]])("leads back to %s", (id) => {
    expect(idOfBookmark(bookmarkOf(id) ?? "")).toBe(id);
  });

  test("is none for a long id, and foreign names are no ids", () => {
    expect(bookmarkOf("x".repeat(36))).toBeNull();
    expect(idOfBookmark("_Toc123")).toBeNull();
    expect(idOfBookmark("elac_<script>")).toBeNull();
  });
});
