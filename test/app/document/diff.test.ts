import { describe, expect, it } from "vitest";
import { diffPlans, diffWords } from "#app/document/diff.ts";
import { schema } from "#app/document/schema.ts";
import { bracket, output, p, planOf, strong, text, whole } from "./plans.ts";

describe("two releases", () => {
  it("are the same where nothing has changed", () => {
    const diff = diffPlans(whole, whole);
    expect(diff.same).toBe(true);
    expect(diff.clauses.every((change) => change.kind === "same")).toBe(true);
  });

  it("tells a changed clause by word", () => {
    const diff = diffPlans(
      planOf(p("1", "We meet every month.")),
      planOf(p("1", "We meet every six months.")),
    );
    expect(diff.clauses).toMatchObject([{ kind: "changed", moved: false, fields: [] }]);
    const [change] = diff.clauses;
    if (change?.kind !== "changed") throw new Error("not changed");
    const older = change.words.filter((part) => part.kind !== "added").map((part) => part.words);
    const newer = change.words.filter((part) => part.kind !== "removed").map((part) => part.words);
    expect(older.join("")).toBe("We meet every month.");
    expect(newer.join("")).toBe("We meet every six months.");
  });

  it("tells added and removed clauses where they stand, by their ids and not by likeness", () => {
    const diff = diffPlans(
      planOf(p("1", "one"), p("2", "two"), p("3", "three")),
      planOf(p("1", "one"), p("9", "two"), p("3", "three")),
    );
    expect(diff.clauses.map((change) => change.kind)).toEqual(["same", "removed", "added", "same"]);
  });

  it("tells a clause that moved once, at its new place", () => {
    const diff = diffPlans(
      planOf(p("1", "one"), p("2", "two"), p("3", "three")),
      planOf(p("2", "two"), p("3", "three"), p("1", "one")),
    );
    expect(diff.clauses.map((change) => [change.kind, "moved" in change && change.moved])).toEqual([
      ["same", false],
      ["same", false],
      ["changed", true],
    ]);
  });

  it("knows a list that got its id only after the older text was written, and tells another list apart", () => {
    const list = (id: string | null, words: string) =>
      schema.node("bullet_list", { id }, [schema.node("list_item", null, [p("item", words)])]);
    const older = planOf(p("1", "Before."), list(null, "Ducts along roads"), p("2", "After."));
    const named = planOf(p("1", "Before."), list("list1", "Ducts along roads"), p("2", "After."));
    expect(diffPlans(older, named).clauses.map(({ kind }) => kind)).toEqual(["same", "same", "same"]);
    const other = planOf(p("1", "Before."), list("list2", "Nothing alike"), p("2", "After."));
    expect(
      diffPlans(named, other)
        .clauses.map(({ kind }) => kind)
        .sort(),
    ).toEqual(["added", "removed", "same", "same"]);
  });

  it("tells the fields of an output that are not the same", () => {
    const diff = diffPlans(
      planOf(output("o", { title: "A", due: "2011" })),
      planOf(output("o", { title: "A", status: "dropped" })),
    );
    expect(diff.clauses).toMatchObject([
      {
        kind: "changed",
        fields: [
          { name: "due", before: "2011", after: "" },
          { name: "status", before: "", after: "dropped" },
        ],
      },
    ]);
  });

  it("tells emphasis apart from words, and brackets that opened and closed", () => {
    const [plain, bold] = [planOf(p("1", "x")), planOf(p("1", text("x", strong())))];
    expect(diffPlans(plain, bold).clauses).toMatchObject([{ kind: "changed", markedOtherwise: true }]);
    const [a, b] = [
      planOf(p("1", text("x", bracket("a", "CL")))),
      planOf(p("1", text("x", bracket("b", "CL")))),
    ];
    expect(diffPlans(a, b)).toMatchObject({ opened: ["b"], closed: ["a"] });
  });

  it("loses no space between words", () => {
    const parts = diffWords("a  b c", "a b  c");
    expect(
      parts
        .filter((part) => part.kind !== "removed")
        .map((part) => part.words)
        .join(""),
    ).toBe("a b  c");
  });
});
