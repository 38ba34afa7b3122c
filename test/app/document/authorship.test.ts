import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { authorMark } from "#app/document/author-mark.ts";
import { authorOfRun, authorsIn } from "#app/document/authorship.ts";
import { canonical, parsePlan, type Plan, type PlanNode } from "#app/document/plan.ts";
import { firstState, planFragment, readPlan, stateOf, updateTo, writePlan } from "#app/document/ydoc.ts";
import { bracket, full, output, p, planOf, strong, text, ul } from "./plans.ts";
import { plans } from "./random-plans.ts";
import { writtenBy } from "./written-by.ts";

const people: Readonly<Record<number, string>> = { 1: "begin", 2: "server", 101: "BR", 102: "PE", 103: "CL" };
const authorOf = (client: number) => people[client] ?? "?";

/** What somebody's editor would send after changing the text to `plan`. */
function written(log: readonly Uint8Array[], client: number, plan: Plan): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => log.forEach((row) => void Y.applyUpdate(doc, row)));
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  writePlan(doc, plan);
  return Y.encodeStateAsUpdate(doc, before);
}

function replay(log: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => log.forEach((row) => void Y.applyUpdate(doc, row)));
  return doc;
}

/** Who wrote each clause. */
const said = (doc: Y.Doc): string[] => authorsIn(doc, authorOf).plan.content.map(writtenBy);

/** The text without the mark that says who wrote it; runs that only differed in it are one again. */
function plain(plan: Plan): Plan {
  const strip = (node: PlanNode): PlanNode => {
    const marks = node.marks?.filter(({ type }) => type !== authorMark);
    const content = node.content?.map(strip).reduce<PlanNode[]>((all, child) => {
      const last = all.at(-1);
      if (
        last?.type === "text" &&
        child.type === "text" &&
        JSON.stringify(last.marks) === JSON.stringify(child.marks)
      )
        all[all.length - 1] = { ...last, text: (last.text ?? "") + (child.text ?? "") };
      else all.push(child);
      return all;
    }, []);
    const { marks: _, content: __, ...rest } = node;
    return { ...rest, ...(marks?.length ? { marks } : {}), ...(content ? { content } : {}) };
  };
  return parsePlan(strip(plan));
}

describe("who wrote a passage", () => {
  it("is told letter by letter, whatever others write into it", () => {
    const log = [firstState(planOf(p("1", "The countries meet.")))];
    log.push(written(log, 101, planOf(p("1", "The countries of the group meet."))));
    log.push(written(log, 102, planOf(p("1", "The countries of the group meet."), p("2", "In Lima."))));
    expect(said(replay(log))).toEqual(["begin:The countries |BR:of the group |begin:meet.", "PE:In Lima."]);
  });

  it("is no other person's for being made bold, bracketed or moved into a fold", () => {
    const log = [firstState(planOf())];
    log.push(written(log, 101, planOf(p("1", "We meet each year."))));
    log.push(
      written(log, 102, planOf(p("1", "We meet ", text("each year", strong(), bracket("b", "PE")), "."))),
    );
    const { plan } = authorsIn(replay([stateOf(log)]), authorOf);
    const runs = plan.content[0]?.content ?? [];
    expect(runs.map(authorOfRun)).toEqual(["BR", "BR", "BR"]);
  });

  it("is marked where it changes, in clauses that several wrote", () => {
    const log = [firstState(planOf())];
    log.push(written(log, 101, planOf(p("1", "We meet each year."), p("2", "In Lima."))));
    log.push(written(log, 102, planOf(p("1", "We meet twice each year."), p("2", "In Lima."))));
    const told = authorsIn(replay(log), authorOf).plan.content.map((node) =>
      (node.content ?? []).map(({ marks }) => {
        const { by, first, other } = marks?.find(({ type }) => type === authorMark)?.attrs ?? {};
        return [by, first, other];
      }),
    );
    expect(told).toEqual([
      [
        ["BR", 1, 0],
        ["PE", 1, 1],
        ["BR", 1, 0],
      ],
      [["BR", 0, 0]],
    ]);
  });

  it("counts fields of outputs to whoever set them last", () => {
    const log = [firstState(planOf())];
    log.push(written(log, 101, planOf(output("o", { title: "Study" }, p("d", "On ducts.")))));
    log.push(written(log, 102, planOf(output("o", { ...full, title: "Study" }, p("d", "On ducts.")))));
    const [clause] = authorsIn(replay(log), authorOf).clauses;
    expect(clause?.id).toBe("o");
    expect(clause?.shares.map(({ author }) => author)).toEqual(["PE", "BR"]);
    expect(clause?.shares.find(({ author }) => author === "BR")?.letters).toBe(
      "Study".length + "On ducts.".length,
    );
  });

  it("keeps the authors of what an act of the server leaves as it was", () => {
    const log = [firstState(planOf())];
    log.push(written(log, 101, planOf(p("1", "We meet in Lima every year."), ul([p("i", "one")]))));
    log.push(updateTo(log, planOf(p("1", "We meet in Quito every year."), ul([p("i", "one")]))));
    expect(said(replay(log))).toEqual(["BR:We meet in |server:Quito|BR: every year.", "BR:one"]);
  });

  it("tells acts of the server apart by the clocks they wrote", () => {
    const log = [firstState(planOf(p("1", "a")))];
    log.push(updateTo(log, planOf(p("1", "a b"))));
    const first = Y.parseUpdateMeta(log[1] ?? new Uint8Array()).to.get(2) ?? 0;
    log.push(updateTo(log, planOf(p("1", "a b c"))));
    const by = (client: number, clock: number) =>
      client === 2 ? (clock < first ? "act 1" : "act 2") : "begin";
    const runs = authorsIn(replay(log), by).plan.content[0]?.content ?? [];
    expect(runs.map((run) => `${authorOfRun(run) ?? ""}:${run.text ?? ""}`)).toEqual([
      "begin:a",
      "act 1: b",
      "act 2: c",
    ]);
  });

  it("and what it says are the same at any row of the log, folded before or not, at any cut", () => {
    const hands = fc.array(fc.tuple(fc.constantFrom(101, 102, 103, 2), plans), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(hands, fc.nat(), fc.nat(), (edits, cutAt, seqAt) => {
        const log = [firstState(planOf(p("p1", "begin")))];
        for (const [client, plan] of edits)
          log.push(client === 2 ? updateTo(log, plan) : written(log, client, plan));
        const seq = 1 + (seqAt % log.length);
        const cut = cutAt % (seq + 1);
        const whole = replay(log.slice(0, seq));
        const folded = replay([stateOf(log.slice(0, cut)), ...log.slice(cut, seq)]);
        expect(canonical(readPlan(folded).plan)).toBe(canonical(readPlan(whole).plan));
        const [a, b] = [authorsIn(folded, authorOf), authorsIn(whole, authorOf)];
        expect(a).toEqual(b);
        expect(canonical(plain(a.plan))).toBe(canonical(readPlan(whole).plan));
        expect(planFragment(folded).length).toBe(a.plan.content.length);
      }),
    );
  });
});
