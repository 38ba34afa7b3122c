/** Words that were written again by who moved them or broke a paragraph are theirs who wrote them first. */
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorsIn, findLive } from "#app/document/anchor.ts";
import { authorsIn } from "#app/document/authorship.ts";
import { copiesIn, originals } from "#app/document/copies.ts";
import type { Plan } from "#app/document/plan.ts";
import { reword } from "#app/document/rewording.ts";
import { firstState, planFragment, updateBy, writePlan } from "#app/document/ydoc.ts";
import { output, p, planOf, strong, text } from "./plans.ts";
import { writtenBy } from "./written-by.ts";

const people: Readonly<Record<number, string>> = { 1: "begin", 2: "act", 101: "BR", 102: "PE", 103: "CL" };

class Log {
  readonly rows: Uint8Array[] = [firstState(planOf())];

  private change(client: number, change: (doc: Y.Doc) => void): this {
    const doc = new Y.Doc();
    for (const row of this.rows) Y.applyUpdate(doc, row);
    doc.clientID = client;
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    this.rows.push(Y.encodeStateAsUpdate(doc, before));
    return this;
  }
  write(client: number, plan: Plan): this {
    return this.change(client, (doc) => writePlan(doc, plan));
  }
  move(client: number, from: number, to: number): this {
    return this.change(client, (doc) => {
      const fragment = planFragment(doc);
      const moved = fragment.get(from);
      if (!(moved instanceof Y.XmlElement)) throw new Error("nothing there");
      const copy = moved.clone();
      fragment.delete(from, 1);
      fragment.insert(to, [copy]);
    });
  }
  suggested(plan: Plan, quote: string, words: string): this {
    const [anchor] = anchorsIn(plan, 1, "1", quote);
    const row = updateBy(this.rows, (doc) => {
      const place = anchor === undefined ? null : findLive(doc, 1)(anchor);
      if (place !== null) reword(doc, place, words);
    });
    this.rows.push(row ?? new Uint8Array());
    return this;
  }
  /** Who wrote each clause; of an output its authors alone. */
  get said(): readonly string[] {
    const doc = new Y.Doc();
    for (const row of this.rows) Y.applyUpdate(doc, row);
    const first = originals(copiesIn(this.rows));
    const { plan, clauses } = authorsIn(
      doc,
      (client, clock) => people[first({ client, clock }).client] ?? "?",
    );
    return plan.content.map((node, at) => {
      if (node.type === "output") return (clauses[at]?.shares ?? []).map(({ author }) => author).join("|");
      return writtenBy(node);
    });
  }
}

const begun = () =>
  new Log()
    .write(101, planOf(p("1", "The countries meet each year in Lima.")))
    .write(102, planOf(p("1", "The countries meet twice each year in Lima.")));

describe("who wrote what", () => {
  it("is not changed by who breaks a paragraph, also where several wrote behind the place", () => {
    const log = begun().write(103, planOf(p("1", "The countries "), p("2", "meet twice each year in Lima.")));
    expect(log.said).toEqual(["BR:The countries ", "BR:meet |PE:twice |BR:each year in Lima."]);
  });

  it("nor by who joins two", () => {
    const log = begun()
      .write(103, planOf(p("1", "The countries "), p("2", "meet twice each year in Lima.")))
      .write(102, planOf(p("1", "The countries meet twice each year in Lima.")));
    expect(log.said).toEqual(["BR:The countries meet |PE:twice |BR:each year in Lima."]);
  });

  it("nor by who moves an output, with its fields, once and again", () => {
    const made = planOf(
      p("1", "Before."),
      output("o", { title: "Seminar", target: "20" }, p("d", "Two days.")),
    );
    const log = new Log().write(101, made).move(102, 1, 0).move(103, 0, 1);
    expect(log.said).toEqual(["BR:Before.", "BR"]);
  });

  it("nor by who cuts words and puts them in elsewhere later", () => {
    const log = begun()
      .write(103, planOf(p("1", "The countries meet.")))
      .write(103, planOf(p("1", "The countries meet."), p("2", "Also twice each year in Lima")));
    expect(log.said[1]).toMatch(/^CL:Also/);
    const whole = new Log()
      .write(101, planOf(p("1", "One long sentence."), p("2", "Another.")))
      .write(103, planOf(p("2", "Another.")))
      .write(103, planOf(p("2", "Another."), p("3", "One long sentence.")));
    expect(whole.said).toEqual(["BR:Another.", "BR:One long sentence."]);
  });

  it("nor by suggested words that break a paragraph; the words themselves are of the act", () => {
    const plan = planOf(p("1", "The countries meet twice each year in Lima."));
    expect(begun().suggested(plan, "meet", "meet.\nThey vote").said).toEqual([
      "BR:The countries meet|act:.",
      "act:They vote|BR: |PE:twice |BR:each year in Lima.",
    ]);
  });

  it("nor by marks; what is typed anew is whose who types it", () => {
    const log = begun().write(103, planOf(p("1", "The countries ", text("meet", strong()), " often."))).said;
    expect(log.join("")).toMatch(/^BR:The countries \|BR:meet\|.*often/);
    expect(new Log().write(101, planOf(p("1", "one"))).write(102, planOf(p("1", "two"))).said).toEqual([
      "PE:two",
    ]);
  });
});
