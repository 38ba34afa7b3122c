/** Word files that went out from here and come back: as they went, changed, and as LibreOffice saves them. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import JSZip from "jszip";
import { describe, expect, test } from "vitest";
import { canonical, parsePlan, wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { settle } from "#app/document/settling.ts";
import type { Draft } from "#server/intake/draft.ts";
import { readWord } from "#server/intake/word.ts";
import { docxOf } from "#server/present/docx.ts";
import { fieldsIn } from "#server/services/paper-fields.ts";
import { h, p, planOf } from "#test/app/document/plans.ts";
import { paperOf } from "#test/server/present/paper-sample.ts";
import { anyPaper, runs } from "#test/server/present/random-papers.ts";
import {
  adoptedPlan,
  adoptedSymbol,
  richComments,
  richPaper,
  richPlan,
} from "#test/server/present/rich-paper.ts";

const isIn = (plan: Plan, node: PlanNode): boolean =>
  plan.content.some((one) => isDeepStrictEqual(one, node));

const site = "https://elac.example.org";

const readFields = fieldsIn(
  new Map([
    ["en", paperOf({ type: "doc", content: [] }).countries],
    ["es", richPaper().countries],
  ]),
);

/** The plan that a file makes in the place of `live`, all of whose fields could be read. */
function settled({ content }: Draft, live: Plan): Plan {
  const { plan, unread } = settle(content, live, (nth) => `new-${nth}`, readFields);
  expect(unread).toEqual([]);
  return plan;
}

/** A Word file whose text somebody changed by hand. */
async function edited(bytes: Uint8Array, edit: (xml: string) => string): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(bytes);
  const xml = (await zip.file("word/document.xml")?.async("string")) ?? "";
  const other = edit(xml);
  if (other === xml) throw new Error("nothing was edited");
  zip.file("word/document.xml", other);
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

describe("a Word file of ours that comes back", () => {
  test("as it went changes nothing, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(anyPaper, async (any) => {
        const plan = parsePlan(any);
        const draft = await readWord(await docxOf(paperOf(plan)), site);
        expect(draft.untaken).toEqual([]);
        expect(canonical(settled(draft, plan))).toBe(canonical(plan));
      }),
      { numRuns: runs(15) },
    );
  });

  test("keeps lists of any depth, and items that begin with a list", async () => {
    const item = (...content: readonly PlanNode[]): PlanNode => ({ type: "list_item", content });
    const words = (text: string): PlanNode => ({ type: "paragraph", content: [{ type: "text", text }] });
    const deep = (level: number): PlanNode => ({
      type: level % 2 === 0 ? "bullet_list" : "ordered_list",
      content: [item(words(`level ${level}`), ...(level < 8 ? [deep(level + 1), words("and on")] : []))],
    });
    const leading = { type: "bullet_list", content: [item(words("a")), item(deep(7)), item(words("b"))] };
    const named = (node: PlanNode, id: string): PlanNode => ({ ...node, attrs: { id } });
    const plan = parsePlan({ type: "doc", content: [named(deep(0), "l1"), named(leading, "l2")] });
    expect(settled(await readWord(await docxOf(paperOf(plan)), site), plan)).toEqual(plan);
    expect((await readWord(await docxOf(paperOf(plan)), site)).content.map(({ type }) => type)).toEqual([
      "bullet_list",
      "bullet_list",
    ]);
  });

  test("with its changes since another text marked is the newer text", async () => {
    const both = fc
      .tuple(anyPaper, anyPaper, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }))
      .map(([older, other, picked]): readonly [Plan, Plan] => {
        const content = older.content.map((node, at) => {
          const instead = picked[at] === true ? other.content[at] : undefined;
          if (instead === undefined) return node;
          const id = instead.type === node.type ? `n${at}` : `m${at}`;
          return { ...instead, attrs: { ...instead.attrs, id } };
        });
        return [parsePlan(older), parsePlan({ type: "doc", content })];
      });
    await fc.assert(
      fc.asyncProperty(both, async ([older, newer]) => {
        const since = { symbol: "R1", text: older };
        const draft = await readWord(await docxOf(paperOf(newer, { since })), site);
        expect(canonical(settled(draft, newer))).toBe(canonical(newer));
      }),
      { numRuns: runs(15) },
    );
  });

  test("with comments and changes tells them, each place once, in the words beside it", async () => {
    const since = { symbol: adoptedSymbol, text: adoptedPlan };
    const bytes = await docxOf(richPaper({ since, comments: richComments }));
    const draft = await readWord(bytes, site);
    expect(settled(draft, richPlan)).toEqual(richPlan);
    expect(draft.untaken.map(({ kind, count }) => [kind, count])).toEqual([
      ["comment", richComments.length],
      ["change", expect.any(Number)],
    ]);
    const two = planOf(
      h("h", 1, "Purpose"),
      p("p", "The countries share ducts and masts in 2011, all of them."),
      p("q", "Gone."),
    );
    const one = planOf(
      h("h", 1, "Purpose"),
      p("p", "The countries share poles and masts in 2012, all of them."),
    );
    const few = await readWord(await docxOf(paperOf(one, { since: { symbol: "R1", text: two } })), site);
    expect(few.untaken).toEqual([
      {
        kind: "change",
        count: 3,
        places: ["The countries share poles and masts in 2012, all of them.", "Gone."],
      },
    ]);
  });

  test("what somebody wrote between its tables and in its head is text", async () => {
    const bytes = await edited(await docxOf(richPaper()), (xml) =>
      xml
        .replace('<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p>', (spacer) =>
          spacer.replace("</w:p>", "<w:r><w:t>Entre dos cuadros.</w:t></w:r></w:p>"),
        )
        .replace(
          /(?=<w:p><w:pPr><w:pStyle w:val="Heading1"\/>)/,
          () => '<w:p><w:pPr><w:pStyle w:val="FrontLine"/></w:pPr><w:r><w:t>Un lema.</w:t></w:r></w:p>',
        ),
    );
    const draft = await readWord(bytes, site);
    expect(draft.untaken).toEqual([]);
    const text = settled(draft, richPlan);
    const added = text.content.filter((node) => !isIn(richPlan, node)).map(wordsOf);
    expect(added).toEqual(["Un lema.", "Entre dos cuadros."]);
    expect(text.content).toHaveLength(richPlan.content.length + 2);
  });

  test("the look of a deleted paragraph is not taken for that of the next", async () => {
    const deleted = (xml: string, id: string): string =>
      xml.replace(new RegExp(`<w:p>(?:(?!</w:p>).)*w:name="elac_${id}".*?</w:p>`), (paragraph) =>
        paragraph
          .replace("</w:pPr>", '<w:rPr><w:del w:id="1" w:author="Ana"/></w:rPr></w:pPr>')
          .replace(
            /<w:r>.*<\/w:r>/,
            (all) => `<w:del w:id="2" w:author="Ana">${all.replaceAll("w:t", "w:delText")}</w:del>`,
          ),
      );
    const asParagraph = (xml: string, id: string): string =>
      xml.replace(
        new RegExp(`<w:pStyle w:val="\\w+"/>(?=(?:(?!<w:pStyle).)*w:name="elac_${id}")`),
        () => '<w:pStyle w:val="NumberedParagraph"/>',
      );
    const bytes = await edited(await docxOf(richPaper()), (xml) =>
      asParagraph(asParagraph(deleted(deleted(xml, "p8"), "p4"), "s42"), "l1"),
    );
    expect((await readWord(bytes, site)).content.map(({ attrs }) => attrs?.["id"])).not.toContain("p8");
    const without = richPlan.content.filter(({ attrs }) => attrs?.["id"] !== "p8" && attrs?.["id"] !== "p4");
    expect(settled(await readWord(bytes, site), richPlan).content).toEqual(without);
    // Nothing was deleted above: the paragraph is one because somebody made it one.
    const made = await edited(await docxOf(richPaper()), (xml) => asParagraph(xml, "s42"));
    const text = settled(await readWord(made, site), richPlan);
    expect(text.content.find((node) => wordsOf(node) === "Revisión")?.type).toBe("paragraph");
  });
});

/**
 * What came back from LibreOffice 7.4: the Word file of `richPaper`, opened there, changed by in-libreoffice.py as a person would,
 * and saved as Word; once as it is, and once with the changes tracked.
 */
describe.each(["plan-changed", "plan-tracked"])("%s.docx, saved by LibreOffice", (name) => {
  const read = () => readWord(new Uint8Array(readFileSync(`test/server/intake/${name}.docx`)), site);

  test("brings every change, and what did not change keeps its name", async () => {
    const text = settled(await read(), richPlan);
    const kept = new Map(richPlan.content.map((node) => [node.attrs?.["id"], node]));
    const said = (node: PlanNode) => [
      node.type === "heading" ? `heading ${String(node.attrs?.["level"])}` : node.type,
      wordsOf(node).replace(/\s+/g, " "),
    ];
    const others = text.content.filter((node) => !isIn(richPlan, node));
    expect(others.filter(({ attrs }) => !kept.has(attrs?.["id"])).map(said)).toEqual([
      ["paragraph", "La secretaría técnica publica el saldo del fondo cada mes."],
      ["heading 2", "Evaluación"],
      ["paragraph", "Una evaluación externa se entrega en 2013."],
      ["output", ""],
    ]);
    const changed = new Map(
      others.flatMap((node) => (kept.has(node.attrs?.["id"]) ? [[node.attrs?.["id"], node]] : [])),
    );
    expect([...changed.keys()]).toEqual(["p2", "p4", "l2", "t2", "o1", "p7"]);
    expect([...kept.keys()].filter((id) => text.content.every(({ attrs }) => attrs?.["id"] !== id))).toEqual([
      "p8",
    ]);
    expect(wordsOf(changed.get("p4") ?? richPlan)).toBe(
      "La red de cada país se describe en un documento anexo.",
    );
    expect(wordsOf(changed.get("p7") ?? richPlan)).toContain("cada tres meses");
    expect(changed.get("l2")?.content?.map(wordsOf)).toEqual([
      "Primero se mide.",
      "Después se comparte.",
      "Luego se publica.",
      "Al final se evalúa.",
    ]);
    expect(changed.get("t2")?.content?.map((row) => row.content?.map(wordsOf))).toEqual([
      ["Idiomas", "español, inglés, portugués, francés"],
      ["Sede", "rota entre los países"],
      ["Costo", "lo asume cada país"],
    ]);
    // The note is the one it was, with other words.
    expect(changed.get("p2")?.content?.find(({ type }) => type === "footnote")?.attrs).toEqual({
      id: "f2",
      text: "El monto se acordó en la segunda reunión.",
    });
  });

  test("has the new table as an output, and the fields that were changed", async () => {
    const { content } = await read();
    const outputs = content.filter(({ type }) => type === "output");
    expect(outputs.map(({ attrs }) => [attrs?.["id"], attrs?.["title"]])).toEqual([
      ["o1", "Seminario regional sobre ductos y postes compartidos"],
      ["o2", "Estudio sobre el costo de compartir"],
      ["o3", undefined],
      [undefined, "Guía de buenas prácticas"],
    ]);
    expect(outputs[0]?.said).toMatchObject({
      status: "Entregado",
      target: "15 países",
      due: "13 de mayo de 2011",
    });
    expect(outputs[3]?.said).toEqual({ kind: "Herramienta", due: "2013" });
  });

  test("says what could not be taken", async () => {
    const { untaken } = await read();
    const told = new Map(untaken.map(({ kind, ...rest }) => [kind as string, rest]));
    expect(told.get("comment")).toEqual({
      count: 1,
      places: ["El cuadro siguiente resume las reuniones y quién las…"],
    });
    expect(told.get("field")).toEqual({ count: 1, places: ["Color azul"] });
    expect([...told.keys()]).toEqual(["comment", ...(name === "plan-tracked" ? ["change"] : []), "field"]);
    if (name === "plan-tracked")
      expect(told.get("change")?.places.slice(0, 2)).toEqual([
        "Un fondo común recibe XXX dólares al año; lo administra…",
        "La secretaría técnica publica el saldo del fondo cada mes.",
      ]);
  });
});
