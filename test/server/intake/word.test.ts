/** Word files of other programs, in small: what of them is taken, and what is told. */
import { expect, test } from "vitest";
import { wordsOf } from "#app/document/plan.ts";
import { readWord } from "#server/intake/word.ts";
import { zipOf } from "#server/intake/zip.ts";

const site = "https://elac.example.org";
const related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const named = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${related}"`;
const plainRun = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;

/** A Word file with this body, as another program writes it. */
function wordFile(
  body: string,
  more: Readonly<Record<string, string>> = {},
  links: readonly (readonly [string, string, string])[] = [],
): Uint8Array {
  const inside = Object.keys(more).map((name, nth) => {
    const kind = /word\/(\w+)\.xml/.exec(name)?.[1] ?? "";
    return [`p${nth}`, kind, `${kind}.xml`] as const;
  });
  const relations = [...inside, ...links].map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${related}/${kind}" Target="${target}"/>`,
  );
  const relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
  return zipOf(
    new Map([
      ["word/document.xml", `<w:document ${named}><w:body>${body}</w:body></w:document>`],
      [
        "word/_rels/document.xml.rels",
        `<Relationships xmlns="${relationships}">${relations.join("")}</Relationships>`,
      ],
      ...Object.entries(more),
    ]),
  );
}

test("raised and lowered words are letters that are so by themselves, also by a style and in a note", async () => {
  const raised = (words: string, how = "super") =>
    `<w:r><w:rPr><w:vertAlign w:val="${how}script"/></w:rPr><w:t>${words}</w:t></w:r>`;
  const draft = await readWord(
    wordFile(
      `<w:p>${plainRun("10")}${raised("2")}${plainRun(" CO")}${raised("2", "sub")}${plainRun(" 1.")}${raised("a")}${plainRun(" 21")}${raised("st")}</w:p>` +
        `<w:p>${plainRun("m")}<w:r><w:rPr><w:rStyle w:val="Hoch"/></w:rPr><w:t>3</w:t></w:r>${plainRun(" [words]")}${raised("CL CR")}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r></w:p>`,
      {
        "word/styles.xml": `<w:styles ${named}><w:style w:type="character" w:styleId="Hoch"><w:name w:val="Hoch gestellt"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`,
        "word/footnotes.xml": `<w:footnotes ${named}><w:footnote w:id="2"><w:p>${plainRun("10")}${raised("6")}${plainRun(" x")}${raised("y")}</w:p></w:footnote></w:footnotes>`,
      },
    ),
    site,
  );
  expect(draft.content.map(wordsOf)).toEqual(["10² CO₂ 1.ª 21st", "m³ words"]);
  expect(draft.content[1]?.content?.[1]?.marks?.[0]?.attrs?.["holders"]).toBe("CL CR");
  expect(draft.content[1]?.content?.at(-1)?.attrs).toEqual({ text: "10⁶ xy" });
  expect(draft.untaken).toEqual([{ kind: "script", count: 2, places: ["106 xy", "102 CO2 1.a 21st"] }]);
});

test("headings of any depth are headings, and deep ones, underlined words and struck ones are told, a link's line is not", async () => {
  const styles = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    .map(
      (level) =>
        `<w:style w:type="paragraph" w:styleId="T${level}"><w:name w:val="heading ${level}"/></w:style>`,
    )
    .join("");
  const line = (words: string) => `<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>${words}</w:t></w:r>`;
  const draft = await readWord(
    wordFile(
      [1, 2, 3, 4, 5, 6, 7, 8, 9]
        .map(
          (level) => `<w:p><w:pPr><w:pStyle w:val="T${level}"/></w:pPr>${plainRun(`Level ${level}`)}</w:p>`,
        )
        .join("") +
        `<w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="T7"/></w:pPr>${plainRun("Cell")}</w:p></w:tc></w:tr></w:tbl>` +
        `<w:p>${line("words")}<w:hyperlink r:id="rl">${line("link")}</w:hyperlink><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
      {
        "word/styles.xml": `<w:styles ${named}>${styles}</w:styles>`,
        "word/footnotes.xml": `<w:footnotes ${named}><w:footnote w:id="2"><w:p>${line("noted")}</w:p></w:footnote></w:footnotes>`,
      },
      [["rl", "hyperlink", "https://a.org/"]],
    ),
    site,
  );
  expect(draft.content.slice(0, 9).map(({ type, attrs }) => [type, attrs?.["level"]])).toEqual(
    [1, 2, 3, 3, 3, 3, 3, 3, 3].map((level) => ["heading", level]),
  );
  expect(draft.content[10]?.content?.[1]?.marks).toEqual([
    { type: "link", attrs: { href: "https://a.org/" } },
  ]);
  expect(draft.untaken).toEqual([
    { kind: "deep-heading", count: 6, places: ["Level 4", "Level 5", "Level 6"] },
    { kind: "heading-within", count: 1, places: ["Cell"] },
    { kind: "style", count: 2, places: ["noted", expect.stringContaining("words") as unknown as string] },
  ]);
});

test("a list in the description of an output is paragraphs, and told", async () => {
  const cell = (inside: string) => `<w:tc>${inside}</w:tc>`;
  const said = (words: string) => cell(`<w:p>${plainRun(words)}</w:p>`);
  const item = (words: string) =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${plainRun(words)}</w:p>`;
  const draft = await readWord(
    wordFile(
      `<w:tbl><w:tr>${said("Output 1")}${said("Study")}</w:tr><w:tr>${said("Description")}${cell(`<w:p>${plainRun("First")}</w:p>${item("one")}${item("two")}<w:p>${plainRun("Last")}</w:p>`)}</w:tr></w:tbl>`,
      {
        "word/numbering.xml": `<w:numbering ${named}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
      },
    ),
    site,
  );
  expect(draft.content.map(({ type, content }) => [type, content?.map(wordsOf)])).toEqual([
    ["output", ["First", "one", "two", "Last"]],
  ]);
  expect(draft.untaken).toEqual([{ kind: "list-within", count: 1, places: ["one two"] }]);
});
