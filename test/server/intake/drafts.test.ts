import { deflateRawSync } from "node:zlib";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clausesOf } from "#app/document/reading.ts";
import { parsePlan, wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { readMarkdown } from "#server/intake/markdown.ts";
import { readWord } from "#server/intake/word.ts";
import { depthOf, xmlParts, zipOf } from "#server/intake/zip.ts";
import type { Draft } from "#server/intake/draft.ts";
import { docxOf } from "#server/present/docx.ts";
import { markdownOf } from "#server/present/markdown.ts";
import { planJson } from "#server/present/plan-json.ts";
import { canonical } from "#app/document/plan.ts";
import { bracket, p, planOf, text, whole } from "#test/app/document/plans.ts";
import { anyPlan, hostile, paperOf } from "#test/server/present/paper-sample.ts";

const site = "https://elac.example.org";
const bytesOf = (text: string) => new TextEncoder().encode(text);
const words = (nodes: readonly PlanNode[]) =>
  nodes.map((node) => [
    node.type,
    `${String(node.attrs?.["title"] ?? "")} ${wordsOf(node)}`.replace(/\s+/g, " ").trim(),
  ]);
const shapes = (nodes: readonly PlanNode[]): unknown =>
  nodes.map(({ type, content, attrs }) =>
    content?.some((child) => child.type !== "text" && child.type !== "gap") === true
      ? [type, shapes(content)]
      : [type, attrs?.["level"] ?? ""],
  );
const kinds = ({ untaken }: Draft) => untaken.map(({ kind }) => kind);
const keyOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return "";
  } catch (failure) {
    return refusalOf(failure)?.key ?? String(failure);
  }
};

/** A plan with empty blocks left out, as no file holds them. */
const held = (plan: Plan): readonly PlanNode[] =>
  plan.content.filter((node) => wordsOf(node).trim() !== "" || node.type === "output");

describe("a text from a Word file", () => {
  test("our own comes back with its ids, lists, tables, brackets, gaps and outputs", async () => {
    const noted: Plan = parsePlan({
      type: "doc",
      content: [
        ...whole.content,
        {
          type: "paragraph",
          attrs: { id: "pf" },
          content: [
            { type: "text", text: "See " },
            { type: "goal_ref", attrs: { id: "g9", goal: "elac2015:12", label: "goal 12" } },
            { type: "text", text: " of " },
            { type: "country_ref", attrs: { id: "c9", country: "PE", label: "Peru" } },
            { type: "footnote", attrs: { id: "f9", text: "As adopted." } },
          ],
        },
      ],
    });
    const draft = await readWord(await docxOf(paperOf(noted)), site);
    expect(draft.untaken).toEqual([]);
    expect(words(draft.content)).toEqual(words(held(noted)));
    const ids = (nodes: readonly PlanNode[]) => nodes.map(({ attrs }) => attrs?.["id"] ?? null);
    expect(ids(draft.content)).toEqual(ids(noted.content));
    const inline = draft.content.at(-1)?.content ?? [];
    expect(
      inline.map(({ type, attrs }) => [type, attrs?.["goal"] ?? attrs?.["country"] ?? attrs?.["text"] ?? ""]),
    ).toEqual([
      ["text", ""],
      ["goal_ref", "elac2015:12"],
      ["text", ""],
      ["country_ref", "PE"],
      ["footnote", "As adopted."],
    ]);
    expect(draft.content.find(({ type }) => type === "output")?.said).toMatchObject({
      responsible: "Costa Rica",
      due: "13 May 2011",
      funding: "Secured; national; public; USD 40,000",
    });
  });

  test("any text keeps its words, its headings, lists and tables", async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (plan) => {
        const draft = await readWord(await docxOf(paperOf(plan)), site);
        expect(words(draft.content)).toEqual(words(held(plan)));
        expect(shapes(draft.content)).toEqual(shapes(held(plan)));
      }),
      { numRuns: 25 },
    );
  });

  test("one from LibreOffice is read, and its picture and deep heading are told with their places", async () => {
    const draft = await readWord(new Uint8Array(readFileSync("test/server/intake/libreoffice.docx")), site);
    expect(draft.untaken).toEqual([
      { kind: "picture", count: 1, places: ["Una imagen aquí."] },
      { kind: "deep-heading", count: 1, places: ["Detalle"] },
    ]);
    expect(draft.content.map(({ type, attrs }) => `${type}${String(attrs?.["level"] ?? "")}`)).toEqual([
      "heading1",
      "paragraph",
      "heading2",
      "ordered_list",
      "table",
      "heading3",
      "paragraph",
      "paragraph",
      "paragraph",
    ]);
    expect(draft.content.at(-1)?.content?.[1]).toEqual({
      type: "footnote",
      attrs: { text: "Texto de la nota." },
    });
    expect(draft.content[6]?.content?.[1]).toEqual({ type: "gap" });
    parsePlan({ type: "doc", content: draft.content });
  });

  test("what would unpack without end, lie too deep or bring entities is refused", async () => {
    const head = '<w:document xmlns:w="x"><w:body>';
    const part = (xml: string) => zipOf(new Map([["word/document.xml", xml]]));
    expect(await keyOf(() => xmlParts(packed("word/document.xml", Buffer.alloc(80_000_000, 32))))).toBe(
      "draft.too-much",
    );
    expect(await keyOf(() => xmlParts(packed("word/document.xml", Buffer.alloc(5_000_000, 32))))).toBe(
      "draft.too-much",
    );
    expect(await keyOf(() => xmlParts(part(head + "<w:p>".repeat(200))))).toBe("draft.too-much");
    expect(await keyOf(() => xmlParts(part(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${head}`)))).toBe(
      "draft.unreadable",
    );
    const many = new Map(Array.from({ length: 2001 }, (_, nth) => [`a${nth}.xml`, "<a/>"]));
    expect(await keyOf(() => xmlParts(zipOf(many)))).toBe("draft.too-much");
    for (const bad of [
      Buffer.from("no archive"),
      Buffer.alloc(0),
      part("<a/>").subarray(0, 40),
      Buffer.from("d0cf11e0a1b11ae1", "hex"),
    ])
      expect(await keyOf(() => readWord(new Uint8Array(bad), site))).toBe("draft.unreadable");
    expect(depthOf(`<a x=">"><b/><!-- <c> --><c><d></d></c></a>`)).toBe(3);
  });

  test("bytes of any kind are read or refused, and never a fault", async () => {
    const good = Buffer.from(await docxOf(paperOf(whole)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bad = Buffer.from(good);
          for (const [at, byte] of changes) bad[at] = byte;
          expect(await keyOf(() => readWord(new Uint8Array(bad), site))).toMatch(/^($|draft\.)/);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a text from Markdown", () => {
  test("our own comes back with its words, lists, tables, brackets, gaps, notes and outputs", () => {
    const draft = readMarkdown(bytesOf(markdownOf(paperOf(whole))), site);
    expect(draft.untaken).toEqual([]);
    expect(words(draft.content)).toEqual(words(held(whole)));
    const marks = draft.content[1]?.content
      ?.flatMap((run) => run.marks ?? [])
      .map(({ attrs }) => attrs?.["holders"]);
    expect(marks).toEqual(["CL", "CR"]);
    expect(draft.content.find(({ type }) => type === "output")?.said).toMatchObject({
      partners: "Peru; ECLAC",
      status: "Under way",
    });
  });

  test("any text keeps its words, its headings, lists and tables", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const draft = readMarkdown(bytesOf(markdownOf(paperOf(plan))), site);
        expect(words(draft.content)).toEqual(words(held(plan)));
        expect(shapes(draft.content)).toEqual(shapes(held(plan)));
      }),
      { numRuns: 150 },
    );
  });

  test("a bracket that nobody holds is one, and a backslash guards what stands behind it and no more", () => {
    const plan = planOf(p("p1", "Words ", text("not agreed", bracket("b1", "")), " and [letters]."));
    const draft = readMarkdown(bytesOf(markdownOf(paperOf(plan))), site);
    expect(
      draft.content[0]?.content?.map(({ text, marks }) => [text, marks?.[0]?.attrs?.["holders"]]),
    ).toEqual([
      ["Words ", undefined],
      ["not agreed", ""],
      [" and [letters].", undefined],
    ]);
    const cell = readMarkdown(
      bytesOf("| a |\n| --- |\n| one\\\\<br>two\\<br>three\\\\[^a] |\n\n[^a]: Note\n"),
      site,
    );
    expect(cell.content[0]?.content?.[1]?.content?.[0]?.content?.map(wordsOf)).toEqual([
      "one\\",
      "two<br>three\\",
    ]);
    expect(JSON.stringify(cell.content)).toContain('"Note"');
  });

  test("raised and lowered words are letters that are so by themselves; other markup of HTML is words", () => {
    const draft = readMarkdown(
      bytesOf(
        "10<sup>2</sup>, CO<SUB>2</SUB>, 21<sup>st</sup>, `<sup>2</sup>`, \\<sup>2</sup>, <b>2</b>, a</sup>[^a]\n\n[^a]: m<sup>3</sup>\n",
      ),
      site,
    );
    expect(draft.content.map(wordsOf)).toEqual([
      "10², CO₂, 21st, <sup>2</sup>, <sup>2</sup>, <b>2</b>, a</sup>",
    ]);
    expect(draft.content[0]?.content?.at(-1)?.attrs).toEqual({ text: "m³" });
    expect(draft.untaken.map(({ kind, count }) => [kind, count])).toEqual([
      ["script", 1],
      ["code", 1],
    ]);
  });

  test("emphasis beside a note and beside the end of a line in a cell is read as such", () => {
    const draft = readMarkdown(
      bytesOf(
        "**\\<b>**[^a]**\\<c>** words\n\n[^a]: Note\n\n| a | b |\n| --- | --- |\n| **\\<b\\>**<br>ñ | *(x)*<br>*(y)* |\n",
      ),
      site,
    );
    expect(JSON.stringify(draft.content)).not.toContain("*");
    expect(draft.content[0]?.content?.map(({ type, marks }) => [type, marks?.[0]?.type ?? ""])).toEqual([
      ["text", "strong"],
      ["footnote", ""],
      ["text", "strong"],
      ["text", ""],
    ]);
  });

  test("one from elsewhere: its title, code, quotations, pictures and lines are told; notes are taken", () => {
    const draft = readMarkdown(
      bytesOf(
        "# Plan\n\n## One\n\nWords[^a] and ![dot](x.png) `code`.\n\n> said\n\n---\n\n- [ ] item\n\n[^a]: A *note*.\n",
      ),
      site,
    );
    expect(kinds(draft)).toEqual(["picture", "title", "note-look", "code", "rule"]);
    expect(draft.content[0]).toEqual({
      type: "heading",
      attrs: { level: 1 },
      content: [{ type: "text", text: "One" }],
    });
    expect(draft.content[1]?.content?.[1]).toEqual({ type: "footnote", attrs: { text: "A note." } });
  });

  test("markup and addresses that act are words, here and in Word", async () => {
    for (const bad of [
      ...hostile,
      "[x](javascript:alert(1))",
      "<img src=x onerror=alert(1)>",
      "[x](data:text/html,1)",
    ]) {
      const draft = readMarkdown(bytesOf(bad.replaceAll("\0", "")), site);
      const said = JSON.stringify(parsePlan({ type: "doc", content: draft.content }));
      expect(said).not.toMatch(/"href":"(?!https?:|mailto:)/);
    }
    expect(await keyOf(() => readMarkdown(new Uint8Array([0xff, 0xfe, 0x00]), site))).toBe(
      "draft.unreadable",
    );
    expect(await keyOf(() => readMarkdown(bytesOf("\n\n"), site))).toBe("draft.empty");
    expect(await keyOf(() => readMarkdown(bytesOf("a\n\n".repeat(4001)), site))).toBe("draft.too-much");
  });
});

describe("a text as JSON", () => {
  test("comes back as the same plan, and holds the very bytes that its hash is over", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const json = planJson(paperOf(plan));
        expect(parsePlan((JSON.parse(json) as { text: unknown }).text)).toEqual(parsePlan(plan));
        expect(json).toContain(`"text":${canonical(plan)}`);
        expect(clausesOf(plan).length).toBe(plan.content.length);
      }),
      { numRuns: 50 },
    );
  });
});

/** An archive of one packed part. */
function packed(name: string, data: Buffer): Buffer {
  const zip = Buffer.from(zipOf(new Map([[name, ""]])));
  const body = deflateRawSync(data);
  const at = 30 + name.length;
  const whole = Buffer.concat([zip.subarray(0, at), body, zip.subarray(at)]);
  whole.writeUInt16LE(8, 8);
  const central = at + body.length;
  whole.writeUInt16LE(8, central + 10);
  whole.writeUInt32LE(body.length, central + 20);
  // It says of itself that it is small.
  whole.writeUInt32LE(10, central + 24);
  whole.writeUInt32LE(central, whole.length - 22 + 16);
  return whole;
}
