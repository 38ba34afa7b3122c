import fc from "fast-check";
import mammoth from "mammoth";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { docxOf } from "#server/present/docx.ts";
import { bracket, h, link, output, p, planOf, table, td, text, whole } from "#test/app/document/plans.ts";
import { anyPaper, runs } from "./random-papers.ts";
import { richPaper } from "./rich-paper.ts";
import { anyPlan, bare, bareWords, hostile, linesOf, paperOf, partOf, twoPlans } from "./paper-sample.ts";

const run = (words: string): PlanNode => ({ type: "text", text: words });
const para = (id: string, ...content: readonly PlanNode[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  content,
});
const footnote = (words: string): PlanNode => ({ type: "footnote", attrs: { id: "f", text: words } });
const plan = (...content: readonly PlanNode[]): Plan => ({ type: "doc", content });

/** What another reader of Word files makes of it. */
async function readByOthers(bytes: Uint8Array) {
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  return parseHTML(`<html><body>${value}</body></html>`).document;
}

interface Shape {
  readonly headings: readonly (readonly [level: number, words: string])[];
  readonly items: readonly (readonly [list: string, depth: number, words: string])[];
  /** Of each table, outputs as well, its rows; of an output its title. */
  readonly tables: readonly (readonly (readonly (readonly [columns: number, words: string])[])[] | string)[];
  readonly notes: readonly string[];
}

function shapeOf(plan: Plan): Shape {
  const [headings, items, tables, notes]: [
    Shape["headings"][number][],
    Shape["items"][number][],
    Shape["tables"][number][],
    string[],
  ] = [[], [], [], []];
  const walk = (node: PlanNode, depth: number) => {
    const inside = node.content ?? [];
    if (node.type === "footnote") notes.push(bare(String(node.attrs?.["text"])));
    // A numbered paragraph is an item too for whoever does not know its style.
    if (node.type === "paragraph" && plan.content.includes(node)) items.push(["OL", 0, bare(wordsOf(node))]);
    if (node.type === "heading") headings.push([Number(node.attrs?.["level"]), bare(wordsOf(node))]);
    if (node.type === "output") tables.push(bare(String(node.attrs?.["title"] ?? "")));
    if (node.type === "table")
      tables.push(
        inside.map((row) =>
          (row.content ?? []).map((cell) => [Number(cell.attrs?.["colspan"] ?? 1), bare(wordsOf(cell))]),
        ),
      );
    const list = node.type === "bullet_list" ? "UL" : node.type === "ordered_list" ? "OL" : null;
    for (const child of inside) {
      const [first] = child.content ?? [];
      if (list !== null && first !== undefined) items.push([list, depth, bare(wordsOf(first))]);
      walk(child, list === null ? depth : depth + 1);
    }
  };
  walk(plan, 0);
  return { headings, items, tables, notes };
}

function shapeRead(document: Document): Shape {
  const notes = [...document.querySelectorAll("li[id^=footnote]")].map((note) =>
    bare((note.textContent ?? "").replace("↑", "")),
  );
  for (const beside of [...document.querySelectorAll("sup, li[id^=footnote]")]) beside.remove();
  const said = (element: Element | undefined) => bare(element?.textContent ?? "");
  const above = (element: Element, tag: string) => {
    let count = 0;
    for (let at = element.parentElement; at !== null; at = at.parentElement) if (at.tagName === tag) count++;
    return count;
  };
  const tables = [...document.querySelectorAll("table")].map((table) => {
    const rows = [...table.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("td, th")]);
    const [number, title] = rows[0] ?? [];
    if (/^Output\d+$/.test(said(number))) return said(title);
    return rows.map((row) =>
      row.map((cell) => [Number(cell.getAttribute("colspan") ?? 1), said(cell)] as const),
    );
  });
  const items = [...document.querySelectorAll("li")].flatMap((item): Shape["items"] => {
    const own = [...item.childNodes].filter(({ nodeName }) => !/^(?:UL|OL)$/.test(nodeName));
    const words = bare(own.map(({ textContent }) => textContent ?? "").join(""));
    return words === "" ? [] : [[item.parentElement?.tagName ?? "", above(item, "LI"), words]];
  });
  const headings = [...document.querySelectorAll("h1, h2, h3")].map(
    (one) => [Number(one.tagName.slice(1)), said(one)] as const,
  );
  return { headings, items, tables, notes };
}

describe("a plan as a Word file", () => {
  test("another reader finds its headings, lists, tables, links and notes", async () => {
    const noted = plan(...whole.content, para("pf", run("Noted"), footnote("As adopted in Lima.")));
    const document = await readByOthers(await docxOf(paperOf(noted)));
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
    expect(texts("h1")).toEqual(["Purpose", "Outputs", "How we work"]);
    expect(texts("h2")).toEqual(["Meetings"]);
    expect(texts("ul > li")).toEqual(["first", "second strong"]);
    expect(texts("ul > li strong")).toEqual([" strong"]);
    expect(texts("a[href^='https://example.org']")).toEqual(["the site"]);
    const [first = "", second = ""] = texts("table");
    for (const words of [
      "Output 1",
      "Seminar on shared ducts",
      "Costa Rica",
      "Peru; ECLAC",
      "1, 2",
      "13 May 2011",
      "Countries that take part",
      "Secured; national; public; USD 40,000",
      "Under way",
      "Two days, for regulators.",
    ])
      expect(first).toContain(words);
    expect(second).toContain("Study");
    expect(texts("table td > p").slice(-2)).toEqual(["a", "b"]);
    expect(texts("sup > a")).toEqual(["[1]"]);
    expect(document.querySelector("li[id^=footnote]")?.textContent).toContain("As adopted in Lima.");
  });

  test("numbers exactly the paragraphs that are numbered on the page", async () => {
    const lines = await linesOf(await docxOf(paperOf(whole)));
    expect(lines.filter(({ style }) => style === "NumberedParagraph").map(({ text }) => text)).toEqual([
      "This plan says what we do [by 2012]CL [by 2013]CR.",
      "A fund receives XXX a year, see the site.",
      "Every two months.",
    ]);
  });

  test("each ordered list counts for itself, one below another list too", async () => {
    const bytes = await docxOf(richPaper());
    const document = await partOf(bytes, "word/document.xml");
    const lists = [
      ...document.matchAll(
        /<w:pStyle w:val="ListParagraph"\/><w:numPr><w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g,
      ),
    ].map(([, level, list]) => [level, list]);
    const numbering = await partOf(bytes, "word/numbering.xml");
    const begins = (list: string, level: string) =>
      new RegExp(
        `<w:num w:numId="${list}">(?:(?!</w:num>).)*<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="1"/>`,
      ).test(numbering);
    const ordered = lists.filter(([level]) => level === "1");
    expect(ordered).toHaveLength(2);
    for (const [level = "", list = ""] of ordered) expect(begins(list, level)).toBe(true);
    expect(new Set(lists.slice(-3).map(([, list]) => list)).size).toBe(1);
    expect(begins(lists.at(-1)?.[1] ?? "", "0")).toBe(true);
  });

  test("what somebody adds in Word is numbered as the rest, and follows a heading as a paragraph", async () => {
    const styles = await partOf(await docxOf(richPaper()), "word/styles.xml");
    const style = (id: string) =>
      new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(styles)?.[0] ?? "";
    for (const [id, level] of [
      ["Heading1", 0],
      ["Heading2", 1],
      ["Heading3", 2],
      ["NumberedParagraph", 0],
    ] as const) {
      expect(style(id)).toMatch(new RegExp(`<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="\\d+"/>`));
      expect(style(id)).not.toContain("w:pStyle");
      if (id.startsWith("Heading")) expect(style(id)).toContain('<w:next w:val="NumberedParagraph"/>');
    }
    const before = await partOf(await docxOf(paperOf(planOf(h("h", 2, "Before")))), "word/document.xml");
    expect(before).toMatch(
      /<w:pStyle w:val="Heading2"\/><w:keepNext\/><w:numPr><w:ilvl[^>]*\/><w:numId w:val="0"\/>/,
    );
  });

  test("what is longer than a part of a page goes over to the next, other rows stay whole", async () => {
    const long = "Los países acuerdan. ".repeat(100);
    const rows = async (words: string) => {
      const text = planOf(
        output("o", { title: "T" }, p("d", words)),
        table([td(p("c", words))], [td(p("e", "a"))]),
      );
      const document = await partOf(await docxOf(paperOf(text)), "word/document.xml");
      return [...document.matchAll(/<w:cantSplit(?: w:val="(\w+)")?\/>/g)].map(([, no]) => no !== "false");
    };
    const all = await rows("Short.");
    expect(all).not.toContain(false);
    const divided = await rows(long);
    expect(divided.flatMap((whole, at) => (whole ? [] : [at]))).toEqual([1, all.length - 2]);
  });

  test("another reader finds the headings, items, cells and notes of any text where they are", async () => {
    await fc.assert(
      fc.asyncProperty(anyPaper, async (any) => {
        expect(shapeRead(await readByOthers(await docxOf(paperOf(any))))).toEqual(shapeOf(any));
      }),
      { numRuns: runs(15) },
    );
  });

  test("holds every word of any text", async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan, async (any) => {
        const lines = await linesOf(await docxOf(paperOf(any)));
        const held = bare(lines.map(({ text }) => text).join(" ")).replace(/CLCR|PE/g, "");
        for (const clause of any.content) {
          const said = bareWords({ type: "doc", content: [clause] });
          if (clause.type !== "output") expect(held).toContain(said);
        }
        expect(lines.filter(({ style }) => style.startsWith("Heading"))).toHaveLength(
          any.content.filter(({ type }) => type === "heading").length,
        );
      }),
      { numRuns: 30 },
    );
  });

  test("says its symbol, date, language and hash, and the page below", async () => {
    const bytes = await docxOf(paperOf(whole, { language: "pt" }));
    const document = await partOf(bytes, "word/document.xml");
    for (const words of ["eLAC/e-business/2011-2013/R2", "3 de março de 2011", "português", "a".repeat(64)])
      expect(document).toContain(words);
    expect(await partOf(bytes, "word/footer1.xml")).toContain("NUMPAGES");
    const header = await partOf(bytes, "word/header1.xml");
    for (const words of ["eLAC/e-business/2011-2013/R2", "3 de março de 2011", "português"])
      expect(header).toContain(words);
    expect(await partOf(bytes, "word/styles.xml")).toContain('<w:lang w:val="pt-BR"/>');
  });

  test("a comment lies on its words, and one without a place says so at the title", async () => {
    const at = "2011-03-02T10:00:00.000Z";
    const comments = [
      { clause: "p3", quote: "two months", before: "Every ", author: "Marisol Díaz", at, text: "Or three?" },
      { clause: "gone", quote: "old words", before: "", author: "Ana", at, text: "Where?" },
      { clause: "o1", quote: "", before: "", author: "Rosa", at, text: "All of it." },
    ];
    const bytes = await docxOf(paperOf(whole, { comments }));
    const document = await partOf(bytes, "word/document.xml");
    const range = /<w:commentRangeStart w:id="(\d+)"\/>(?:(?!<w:p>).)*?<w:commentRangeEnd w:id="\1"\/>/g;
    const ranges = (document.match(range) ?? []).map((xml) => xml.replace(/<[^>]+>/g, ""));
    expect(ranges.sort()).toEqual(["Plan of work 2011-2013", "Seminar on shared ducts", "two months"]);
    const said = await partOf(bytes, "word/comments.xml");
    expect(said).toContain('w:author="Marisol Díaz"');
    expect(said).toContain("«old words»");
  });

  test("what would act as markup is words", async () => {
    for (const bad of hostile) {
      const bytes = await docxOf(
        paperOf(
          planOf(h("s", 1, bad), p("p", bad), output("o", { title: bad, indicator: bad }, p("d", bad))),
          {
            group: bad,
            comments: [
              { clause: "p", quote: bad, before: "", author: bad, at: "2011-03-02T10:00:00.000Z", text: bad },
            ],
          },
        ),
      );
      const document = await readByOthers(bytes);
      expect(document.querySelector("script, img, w\\:p")).toBeNull();
      const kept = bad.replace(/[\u0000-\u0008\ufffe]/g, "");
      expect(document.querySelector("h1")?.textContent).toBe(kept);
    }
  });
});

describe("changes in a Word file", () => {
  test("all taken give the newer text, all refused the older", async () => {
    const older = planOf(
      h("s1", 1, "Purpose"),
      p("p1", "The countries share ducts and masts."),
      p("p2", "They meet every two months."),
      output("o1", { title: "Seminar", due: "2011" }, p("d1", "Two days.")),
    );
    const newer = planOf(
      h("s1", 1, "Purpose and scope"),
      p("p2", "They meet every three months."),
      p("p1", "The countries share ducts, ", text("poles", bracket("b1", "CL")), " and masts."),
      output("o1", { title: "Seminar on ducts", due: "2012" }, p("d1", "Three days.")),
    );
    const bytes = await docxOf(paperOf(newer, { since: { symbol: "R1", text: older } }));
    expect(await linesOf(bytes, "all")).toEqual(await linesOf(await docxOf(paperOf(newer))));
    expect(await linesOf(bytes, "none")).toEqual(await linesOf(await docxOf(paperOf(older))));
    const document = await partOf(bytes, "word/document.xml");
    expect(document).toMatch(/<w:ins w:id="\d+" w:author="E-business" w:date="2011-03-03T15:00:00.000Z"/);
    const inserted = [...document.matchAll(/<w:ins [^>]*><w:r>.*?<\/w:ins>/g)].map(([xml]) =>
      xml.replace(/<[^>]+>/g, ""),
    );
    expect(inserted).toContain(" and scope");
    expect(inserted).not.toContain("Purpose and scope");
  });

  test("a clause of which no word stayed is still called what it was, and a link that went is one until then", async () => {
    const older = planOf(
      h("s1", 1, "Purpose"),
      p("p1", "See ", text("the site", link("https://example.org/a")), "."),
    );
    const newer = planOf(h("s1", 1, "What we want"), p("p1", "See."));
    const document = await partOf(
      await docxOf(paperOf(newer, { since: { symbol: "R1", text: older } })),
      "word/document.xml",
    );
    expect(document.match(/w:name="elac_\w+"/g)).toEqual(['w:name="elac_s1"', 'w:name="elac_p1"']);
    expect(document).toMatch(/w:name="elac_s1"(?:(?!<w:p>).)*<w:ins (?:(?!<w:p>).)*What we want/);
    expect(document).toMatch(/<w:hyperlink [^>]*><w:del (?:(?!<\/w:hyperlink>).)*the site/);
  });

  test("hold for any two texts", async () => {
    await fc.assert(
      fc.asyncProperty(twoPlans, async ([older, newer]) => {
        const bytes = await docxOf(paperOf(newer, { since: { symbol: "R1", text: older } }));
        const said = async (lines: ReturnType<typeof linesOf>) => (await lines).map(({ text }) => text);
        expect(await said(linesOf(bytes, "all"))).toEqual(await said(linesOf(await docxOf(paperOf(newer)))));
        expect(await said(linesOf(bytes, "none"))).toEqual(await said(linesOf(await docxOf(paperOf(older)))));
      }),
      { numRuns: 30 },
    );
  });

  test("a footnote that went is kept as a change", async () => {
    const older = plan(para("p1", run("Words"), footnote("Old note.")));
    const newer = plan(para("p1", run("Words"), footnote("New note.")));
    const bytes = await docxOf(paperOf(newer, { since: { symbol: "R1", text: older } }));
    const document = await partOf(bytes, "word/document.xml");
    expect(document).toMatch(/<w:del [^>]*><w:r>(?:(?!<\/w:del>).)*<w:footnoteReference/);
    expect(document).toMatch(/<w:ins [^>]*><w:r>(?:(?!<\/w:ins>).)*<w:footnoteReference/);
  });
});
