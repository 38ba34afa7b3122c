import fc from "fast-check";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { planOfNode, type Plan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { firstState, planFragment, readPlan, writePlan } from "#app/document/ydoc.ts";
import { bracket, output, p, planOf, text, whole } from "./plans.ts";

const act = fc.record({
  who: fc.nat(1),
  kind: fc.constantFrom("type", "erase", "remove", "add", "field", "bracket", "sync", "late", "fold"),
  at: fc.nat(30),
});

/** Two editors of one document, a log between them, and the gate before the log. */
class Table {
  private log: Uint8Array[] = [firstState(whole)];
  private gate = this.newGate();
  private readonly editors = [101, 102].map((clientID) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    Y.applyUpdate(doc, firstState(whole));
    return { doc, read: 1 };
  });
  private count = 0;

  act({ who, kind, at }: { who: number; kind: string; at: number }): void {
    const editor = this.editors[who];
    if (!editor) return;
    if (kind === "fold") return this.fold();
    if (kind === "sync") return this.sync(who);
    const seen = Y.encodeStateVector(editor.doc);
    const parts: Uint8Array[] = [];
    const hear = (update: Uint8Array, origin: unknown) => void (origin === "log" || parts.push(update));
    editor.doc.on("update", hear);
    this.edit(editor.doc, kind, at);
    editor.doc.off("update", hear);
    // "late": as after a time without a line, when the difference is sent and not the updates as they came.
    const sent = kind === "late" ? [Y.encodeStateAsUpdate(editor.doc, seen)] : parts;
    for (const update of sent) {
      const verdict = this.gate.admit(update);
      expect(verdict).toMatchObject({ ok: true });
      if (verdict.ok) verdict.take();
      this.log.push(update);
    }
  }

  text(): Plan {
    const doc = new Y.Doc();
    for (const update of this.log) Y.applyUpdate(doc, update);
    const reading = readPlan(doc);
    expect(reading.faults).toEqual([]);
    expect(doc.store.pendingStructs).toBeNull();
    return reading.plan;
  }

  private edit(doc: Y.Doc, kind: string, at: number): void {
    const fragment = planFragment(doc);
    const node: unknown = fragment.length > 0 ? fragment.get(at % fragment.length) : null;
    if (!(node instanceof Y.XmlElement)) return writePlan(doc, planOf(p(`n${++this.count}`, "again")));
    const words: unknown = node.toArray()[0];
    if (kind === "remove") fragment.delete(at % fragment.length, 1);
    else if (kind === "add") {
      const fresh = planOf(
        output(`o${++this.count}`, { title: "t" }, p(`d${this.count}`, text("x", bracket("b", "CL")))),
      );
      const { plan } = readPlan(doc);
      writePlan(
        doc,
        planOfNode(schema.nodeFromJSON({ ...plan, content: [...fresh.content, ...plan.content] })),
      );
    } else if (kind === "field" && node.nodeName === "output") node.setAttribute("title", `title ${at}`);
    else if (words instanceof Y.XmlText && kind === "erase") words.delete(0, Math.min(words.length, at % 5));
    else if (words instanceof Y.XmlText && kind === "bracket")
      words.format(0, words.length, { strong: at % 2 ? {} : null });
    else if (words instanceof Y.XmlText) words.insert(at % (words.length + 1), `w${at}`);
  }

  private sync(who: number): void {
    const editor = this.editors[who];
    if (!editor) return;
    for (const update of this.log.slice(editor.read)) Y.applyUpdate(editor.doc, update, "log");
    editor.read = this.log.length;
  }

  /** The server restarts: the log is one fold from now on, and the gate knows what the fold says. */
  private fold(): void {
    this.editors.forEach((_, who) => this.sync(who));
    const doc = new Y.Doc();
    for (const update of this.log) Y.applyUpdate(doc, update);
    this.log = [Y.encodeStateAsUpdate(doc)];
    for (const editor of this.editors) editor.read = 1;
    this.gate = this.newGate();
  }

  private newGate(): Vocabulary {
    const gate = new Vocabulary();
    for (const update of this.log) gate.trust(update);
    return gate;
  }
}

it("lets through whatever two honest editors do, over restarts, folds and times without a line", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const table = new Table();
      for (const one of acts) table.act(one);
      table.text();
    }),
    { numRuns: 150 },
  );
});
