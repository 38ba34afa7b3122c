import { afterEach, beforeEach, expect, test } from "vitest";
import { openPointsOf } from "#app/document/openness.ts";
import { canonical, wordsOf, type Plan } from "#app/document/plan.ts";
import { planOfUpdates, readPlan } from "#app/document/ydoc.ts";
import { Crossings } from "#app/editor/crossings.ts";
import { bracket, p, planOf, text } from "#test/app/document/plans.ts";
import { document, Stage } from "./stage.ts";
import { until, Writer } from "./writer.ts";

const plan: Plan = planOf(
  p(
    "1",
    "Fibre runs ",
    text("by 2012", bracket("a", "CL", "when")),
    " ",
    text("by 2013", bracket("b", "CR", "when")),
    ".",
  ),
);

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open(plan);
});
afterEach(() => stage.close());

/** Two people at one text on the real gateway; `plain`: the second one over plain HTTP. */
async function pair(plain: boolean) {
  const ana = new Writer(stage, "ana");
  const bruno = new Writer(stage, "bruno", { plain });
  const both = [ana, bruno].map((writer) => {
    const seat = { writer, reopened: 0 };
    const { doc, provider } = writer;
    const crossings = new Crossings({
      doc,
      others: provider,
      sent: provider,
      undo: null,
      reopened: () => void seat.reopened++,
    });
    return { seat, crossings };
  });
  for (const { seat } of both) await seat.writer.start();
  for (const { seat } of both) await seat.writer.is("saved");
  return both;
}

const stored = () =>
  planOfUpdates((stage.keeper.documents.get(document)?.rows ?? []).map(({ bytes }) => bytes)).plan;

test.each([false, true])(
  "two accept different words at once: one of them brings the passage back, for all (plain HTTP: %s)",
  async (plain) => {
    const both = await pair(plain);
    both.forEach(({ crossings }, place) => crossings.clean({ act: "accept", id: place === 0 ? "a" : "b" }));
    await until(() => both.some(({ seat }) => seat.reopened > 0));
    const reads = () => both.map(({ seat }) => canonical(readPlan(seat.writer.doc).plan));
    await until(() => new Set([...reads(), canonical(stored())]).size === 1);
    expect(openPointsOf(stored()).map(({ wordings }) => wordings.map(({ words }) => words))).toEqual([
      ["by 2012", "by 2013"],
    ]);
    expect(wordsOf(stored())).toBe("Fibre runs by 2012 by 2013.");
    expect(both.reduce((sum, { seat }) => sum + seat.reopened, 0)).toBe(1);
    for (const { seat, crossings } of both) {
      crossings.stop();
      seat.writer.stop();
    }
  },
);
