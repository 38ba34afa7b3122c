import { expect, test } from "vitest";
import { passageAt, passageById, withPassage } from "#app/document/passage.ts";
import { country, h, note, p, planOf, strong, text } from "./plans.ts";

const plan = planOf(
  h("s", 1, "Purpose"),
  p("a", "By ", text("2012", strong()), note("n", "Said in Lima."), " in ", country("c", "PE", "Peru")),
  p("b", "Then more."),
);

test("a paragraph is found by its number and by its id, with the words of its references", () => {
  expect(passageAt(plan, "1")).toEqual({ id: "a", words: "By 2012 in Peru" });
  expect(passageById(plan, "b")).toEqual({ id: "b", words: "Then more." });
  expect(passageAt(plan, "3")).toBeNull();
  expect(passageById(plan, "s")).toBeNull();
});

test("other words in a paragraph leave its id, its place and its footnotes", () => {
  expect(withPassage(plan, "a", "By 2013")).toEqual(
    planOf(h("s", 1, "Purpose"), p("a", "By 2013", note("n", "Said in Lima.")), p("b", "Then more.")),
  );
  expect(withPassage(plan, "gone", "x")).toEqual(plan);
});
