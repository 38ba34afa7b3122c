/** Every outward shape is given the whole collection and read back by somebody else's reader. */
import { DOMParser } from "@xmldom/xmldom";
import JSZip from "jszip";
import { parseHTML } from "linkedom";
import mammoth from "mammoth";
import MarkdownIt from "markdown-it";
import { micromark } from "micromark";
import { describe, expect, test } from "vitest";
import { parsePlan, type PlanNode } from "#app/document/plan.ts";
import { outputsOf } from "#app/document/reading.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { atomFeed } from "#server/present/atom.ts";
import { calendarOf } from "#server/present/calendar.ts";
import { docxOf } from "#server/present/docx.ts";
import { markdownOf } from "#server/present/markdown.ts";
import { outputsCsv } from "#server/present/output-csv.ts";
import { eventIn, one } from "#test/calendar.ts";
import { hostileText } from "#test/hostile/plan.ts";
import { fieldsOf, lettersOf, Sowing, standing } from "#test/hostile/sowing.ts";
import { allHostile } from "#test/hostile/words.ts";
import { paperOf } from "./paper-sample.ts";

const words = allHostile();
/** What XML cannot hold is left out of it. */
const inXml = (text: string) => text.replace(/[\ufffe\uffff]/g, "");

/** Reads XML and fails at anything that a strict reader would stumble over. */
function xmlOf(text: string) {
  const stumble = (fault: string) => {
    throw new Error(fault);
  };
  return new DOMParser({
    errorHandler: { warning: stumble, error: stumble, fatalError: stumble },
  }).parseFromString(text, "text/xml");
}

/** Elements and addresses of HTML that nothing here may lead to. */
function active(html: string, allowed: readonly string[]): readonly string[] {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  return [...document.body.querySelectorAll("*")].flatMap((element) => {
    const name = element.tagName.toLowerCase();
    const attributes = [...element.attributes].filter(
      ({ name, value }) =>
        !["href", "id", "start", "style", "title", "colspan", "rowspan"].includes(name) ||
        (name === "href" && !/^(?:https?:|mailto:|#)/.test(value)) ||
        (name === "style" && !/^text-align:\w+$/.test(value)),
    );
    return allowed.includes(name) && attributes.length === 0 ? [] : [element.outerHTML.slice(0, 200)];
  });
}

describe("a feed", () => {
  test("holds every item as words, in all its parts", () => {
    const entries = words.map((text, place) => ({
      id: `https://elac.example/${place}`,
      title: text,
      language: "en" as const,
      at: new Date("2011-03-01T12:00:00Z"),
      author: text,
      summary: text,
      text,
    }));
    const [first = ""] = words;
    const feed = {
      id: "x",
      title: first,
      language: "en" as const,
      home: "https://elac.example",
      self: first,
    };
    const read = xmlOf(atomFeed({ ...feed, updated: new Date(0), entries }));
    const names = [...new Set([...Array.from(read.getElementsByTagName("*"))].map(({ tagName }) => tagName))];
    expect(names.sort()).toEqual(
      ["author", "content", "entry", "feed", "id", "link", "name", "summary", "title", "updated"].sort(),
    );
    for (const part of ["title", "name", "summary", "content"]) {
      const said = Array.from(read.getElementsByTagName(part)).map(({ textContent }) => textContent ?? "");
      expect(said.slice(part === "title" ? 1 : 0).map(lettersOf)).toEqual(
        words.map((text) => lettersOf(inXml(text))),
      );
    }
    const types = Array.from(read.getElementsByTagName("content")).map((content) =>
      content.getAttribute("type"),
    );
    expect(types.filter(Boolean)).toEqual([]);
  });
});

describe("a calendar file", () => {
  test("holds every item as words, and one event", () => {
    const at = new Date("2011-03-01T12:00:00Z");
    for (const text of words) {
      const file = calendarOf({
        uid: "round-1@elac.example",
        sequence: 0,
        changed: at,
        made: at,
        at,
        cancelled: false,
        name: text,
        summary: text,
        description: text,
        url: "https://elac.example/en/rounds/7",
        language: "en",
        organizer: { name: text, address: "secretariat@elac.example" },
      });
      const event = eventIn(file);
      expect(lettersOf(one(event, "SUMMARY").text)).toBe(lettersOf(text));
      expect(one(event, "ORGANIZER").raw).toBe("mailto:secretariat@elac.example");
      expect(event.properties.map(({ name }) => name)).not.toContain("ATTENDEE");
    }
  });
});

describe("a table for spreadsheets", () => {
  test("holds every item as a cell that is no formula", () => {
    const rows = words.map((text) => {
      const attrs = { id: "o", title: text.slice(0, 300), indicator: text.slice(0, 500), evidence: text };
      const [output] = outputsOf({ type: "doc", content: [{ type: "output", attrs }] });
      if (output === undefined) throw new Error("no output");
      return {
        plan: { period: "2011", version: 1, adopted: null, group: { slug: "g", name: text } },
        output,
        standing: { status: null, percent: null, by: "text" as const },
        since: null,
        late: false,
        due: readFuzzyDate(""),
      };
    });
    const [head = [], ...read] = cellsOf(
      outputsCsv(rows, { language: "en", names: {}, site: "https://e.example/en" }),
    );
    expect(read).toHaveLength(words.length);
    for (const [place, cells] of read.entries()) {
      expect(cells).toHaveLength(head.length);
      const evidence = cells[head.indexOf("Evidence in the text")] ?? "";
      const text = words[place] ?? "";
      expect([text, `'${text}`].map(lettersOf)).toContain(lettersOf(evidence));
      for (const cell of cells) expect(cell).not.toMatch(/^[\s]*[=+@\uff1d\uff0b\uff20]|^-(?!\d+$)/);
    }
  });
});

/** Cells as RFC 4180 has them: a quoted one may hold quotes, commas and line ends. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const text = csv.replace(/^\uFEFF/, "").replace(/\r\n$/, "");
  for (let found = cell.exec(text); found !== null; found = cell.exec(text)) {
    const [, quoted, plain = "", end] = found;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (cell.lastIndex >= text.length) break;
  }
  expect(cell.lastIndex).toBe(text.length);
  return rows;
}

/** A paper of all items, in everything that a plan holds, with comments of theirs. */
function paper() {
  const sowing = new Sowing(words.length + 1);
  const every = words.map((text, place): PlanNode => ({
    type: "paragraph",
    attrs: { id: `e${place}` },
    content: [{ type: "text", text }],
  }));
  const text = parsePlan({ type: "doc", content: [...every, ...hostileText(sowing, "text")] });
  const comments = words.map((said, place) => ({
    clause: `e${place}`,
    quote: said,
    before: "",
    author: said,
    at: "2011-03-02T10:00:00.000Z",
    text: said,
  }));
  const group = words.find((said) => said.includes("<img")) ?? "";
  return { sowing, made: paperOf(text, { group, comments }) };
}

describe("a plan as Markdown", () => {
  const { sowing, made } = paper();
  const source = markdownOf(made);
  const elements = "h1 h2 h3 h4 h5 p ol ul li table thead tbody tr td th em strong a br hr".split(" ");

  test.each([
    ["CommonMark", () => micromark(source, { allowDangerousHtml: true, allowDangerousProtocol: true })],
    [
      "tables too",
      () => Object.assign(new MarkdownIt({ html: true }), { validateLink: () => true }).render(source),
    ],
  ])("makes no markup of any item where it is read as %s", (_, render) => {
    const html = render();
    expect(active(html, elements)).toEqual([]);
    const said = parseHTML(`<html><body>${html}</body></html>`).document.body.textContent ?? "";
    for (const text of words) expect(lettersOf(said)).toContain(lettersOf(inXml(text)));
    const absent = sowing.sown.filter(({ field }) => !fieldsOf(standing(said, sowing.sown)).has(field));
    expect([...fieldsOf(absent)]).toEqual(["text gap"]);
  });
});

describe("a plan as a Word file", () => {
  test("is sound XML without fields, and another reader makes no markup of any item", async () => {
    const { sowing, made } = paper();
    const bytes = await docxOf(made);
    const zip = await JSZip.loadAsync(bytes);
    for (const name of Object.keys(zip.files).filter((each) => /\.(xml|rels)$/.test(each))) {
      const xml = (await zip.file(name)?.async("string")) ?? "";
      const read = xmlOf(xml);
      for (const field of ["w:fldSimple", "w:altChunk", "w:object", "w:pict", "img", "script"])
        expect(Array.from(read.getElementsByTagName(field)), `${field} in ${name}`).toEqual([]);
      const instructions = Array.from(read.getElementsByTagName("w:instrText")).map(
        ({ textContent }) => textContent,
      );
      expect(instructions.filter((said) => !/^(PAGE|NUMPAGES)$/.test(said?.trim() ?? ""))).toEqual([]);
      const targets = Array.from(read.getElementsByTagName("Relationship"));
      for (const target of targets.filter((each) => each.getAttribute("TargetMode") === "External"))
        expect(target.getAttribute("Target")).toMatch(/^(?:https?:|mailto:)/);
    }
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(
      active(value, "h1 h2 h3 p ol ul li table thead tbody tr td th em strong a sup dl dt dd".split(" ")),
    ).toEqual([]);
    const said = lettersOf(parseHTML(`<html><body>${value}</body></html>`).document.body.textContent ?? "");
    for (const text of words) expect(said).toContain(lettersOf(inXml(text)));
    const fields = ["text heading", "text cell", "text footnote", "text output title"];
    expect([...fieldsOf(standing(said, sowing.in(...fields)))].sort()).toEqual([...fields].sort());
  });
});
