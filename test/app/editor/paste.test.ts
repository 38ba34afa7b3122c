import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import type { PlanNode } from "#app/document/plan.ts";
import { parsePlan, planOfNode, wordsOf } from "#app/document/plan.ts";
import { footnotesOf } from "#app/document/references.ts";
import { schema } from "#app/document/schema.ts";
import { htmlOf } from "#app/document/html.ts";
import { planWords } from "#app/components/plan-words.ts";
import { pasteParser, prepared, tamed } from "#app/editor/paste.ts";
import { sayLeft } from "#app/editor/paste-notice.tsx";
import { sayer } from "#app/editor/words.ts";
import en from "#app/i18n/messages/editor.en.json";
import { translator } from "#app/i18n/translate.ts";
import { docs, libre, word } from "./clipboards.ts";
import { country, gap, goal, note, p, planOf } from "../document/plans.ts";

const parse = (html: string): Document => parseHTML(html).document as unknown as Document;

/** The plan that the pasted HTML alone makes, and what was left out. */
function pasted(html: string) {
  const { html: ready, left } = prepared(html, parse);
  const { body } = parse(`<!doctype html><html><body>${ready}</body></html>`);
  return { plan: planOfNode(pasteParser().parse(body)), left };
}

/** A node in few signs: "h1 Words", "p Words", "ul(li(p one)…)". */
function shape(node: PlanNode): string {
  const inside = (node.content ?? []).map(shape).join("");
  switch (node.type) {
    case "doc":
      return (node.content ?? []).map(shape).join("\n");
    case "text": {
      const marks = (node.marks ?? []).map(({ type }) => ({ strong: "*", em: "_", link: "~" })[type] ?? "?");
      return `${marks.join("")}${node.text ?? ""}${marks.reverse().join("")}`;
    }
    case "heading":
      return `h${node.attrs?.["level"]} ${inside}`;
    case "paragraph":
      return `(${inside})`;
    case "footnote":
      return "^";
    default:
      return `${({ bullet_list: "ul", ordered_list: "ol", list_item: "-", table: "table", table_row: "/" } as Record<string, string>)[node.type] ?? "|"}${inside}`;
  }
}

describe("pasted from Word", () => {
  const { plan, left } = pasted(word);

  test("headings, lists, tables, emphasis, links and footnotes come out as a plan has them", () => {
    expect(shape(plan)).toBe(
      [
        "h1 Propósito",
        "h2 Alcance",
        "(*Los países* acuerdan _compartir_ ductos^, véase ~el sitio~ y el borrador.)",
        "ul-(Uno)ol-(Uno uno)-(Uno dos)-(Dos)",
        "(Antes nuevo comentado.)",
        "(Después del cuadro)",
        "table/|(*País*)/|(Perú)|(Chile)",
      ].join("\n"),
    );
    expect(footnotesOf(plan).map(({ text }) => text)).toEqual(["Según el censo."]);
    expect(JSON.stringify(plan)).toContain("https://example.org/a?b=1&c=2");
  });

  test("what cannot be taken is counted: images, text boxes, comments, deleted words, links to files", () => {
    expect(left).toEqual({ image: 1, textbox: 1, comment: 1, deletion: 1, link: 1 });
  });
});

describe("pasted from Google Docs", () => {
  const { plan, left } = pasted(docs);

  test("the bold of all around it is no bold, nested lists nest, a redirect leads where it says", () => {
    expect(shape(plan)).toBe(
      [
        "h1 Purpose",
        "(We *share* _ducts_poles, see ~the site~.)",
        "ul-(one)ul-(one one)-(two)",
        "h2 Scope",
        "table/|(Peru)|(Chile)",
      ].join("\n"),
    );
    expect(JSON.stringify(plan)).toContain('"href":"https://example.org/x"');
  });

  test("an image and struck words are told", () => {
    expect(left).toEqual({ image: 1, struck: 1 });
  });
});

describe("pasted from LibreOffice", () => {
  const { plan, left } = pasted(libre);

  test("a line's end ends a paragraph, headings in cells are words, footnotes are footnotes", () => {
    expect(shape(plan)).toBe(
      [
        "h1 Plano",
        "h1 Objetivo",
        "(Os países^ *partilham*)",
        "(dutos.)",
        "ol-(um)-(dois)ul-(dois um)",
        "(Fim)",
        "(Quadro 1)",
        "table/|(País)/|(*Brasil*)(dentro)",
      ].join("\n"),
    );
    expect(footnotesOf(plan).map(({ text }) => text)).toEqual(["Conforme o censo."]);
  });

  test("an image, a text box, a table in a table and a heading in a cell are told", () => {
    expect(left).toEqual({ image: 1, textbox: 1, table: 1, inner: 1 });
  });
});

test("copied from a page of ours, numbers stay behind; footnotes, goals, countries and gaps come along", () => {
  const own = planOf(
    p(
      "p1",
      "In ",
      goal("g", "elac2015:12", "goal 12"),
      " ",
      country("c", "PE", "Peru"),
      note("n", "Said."),
      gap(),
    ),
  );
  const html = htmlOf(
    own,
    planWords(translator("en"), "en", (iso) => iso),
  );
  const { plan, left } = pasted(html);
  expect(left).toEqual({});
  expect(plan.content.map(wordsOf)).toEqual(["In goal 12 PeruXXX"]);
  expect(plan.content[0]?.content?.map(({ type }) => type)).toEqual([
    "text",
    "goal_ref",
    "text",
    "country_ref",
    "footnote",
    "gap",
  ]);
});

test("what is embedded takes nothing along that stands behind it, ended or not", () => {
  const whole = (embedded: string) => pasted(`<p>Before.</p>${embedded}<p>Behind.</p>`);
  for (const [embedded, left] of [
    ['<embed src="plan.pdf">', { media: 1 }],
    ['<embed src="plan.pdf"></embed>', { media: 1 }],
    ["<iframe src=x>inside</iframe>", { media: 1 }],
    ["<iframe src=x>", { media: 1 }],
    ["<VIDEO><source>", { media: 1 }],
    ["<svg><path/></svg>", { image: 1 }],
    ["<svg onload=x>", { image: 1 }],
    ["<math><mi>x</mi></math>", { equation: 1 }],
    ["<math><mtext>", { equation: 1 }],
  ] as const) {
    const { plan, left: told } = whole(embedded);
    expect(plan.content.map(wordsOf), embedded).toEqual(["Before.", "Behind."]);
    expect(told, embedded).toEqual(left);
  }
  expect(pasted('<div data-left="12">Words of a page</div>').plan.content.map(wordsOf)).toEqual([
    "Words of a page",
  ]);
});

test("raised and lowered words become letters that are so by themselves; where there are none, it is told", () => {
  const said = (html: string) => {
    const { plan, left } = pasted(html);
    return [plan.content.map(wordsOf).join("|"), left];
  };
  expect(said("<p>10<sup>2</sup> km<sup>2</sup>, CO<sub>2</sub>, 1.<sup>a</sup></p>")).toEqual([
    "10² km², CO₂, 1.ª",
    {},
  ]);
  // As Google Docs and Word write it.
  expect(
    said(
      '<p><span style="vertical-align:baseline">10</span><span style="vertical-align:super">−3</span></p>',
    ),
  ).toEqual(["10⁻³", {}]);
  expect(said('<p>H<span style="font-size:0.6em;vertical-align: sub;">2</span>O</p>')).toEqual(["H₂O", {}]);
  expect(said('<table><tr><td style="vertical-align:super">2</td></tr></table>')).toEqual(["2", {}]);
  expect(said("<p>21<sup>st</sup>, x<sup>a</sup></p>")).toEqual(["21st, xa", { script: 2 }]);
  const note = (reference: string) =>
    `<p>Ductos${reference}.</p><div id="ftn1"><p>10<sup>2</sup> y<sup>k</sup></p></div>`;
  const { plan, left } = pasted(note('<sup><a href="#ftn1">1</a></sup>'));
  expect(plan.content.map(wordsOf)).toEqual(["Ductos."]);
  expect(footnotesOf(plan).map(({ text }) => text)).toEqual(["10² yk"]);
  expect(left).toEqual({ script: 1 });
});

test("underlined words, hidden ones and headings that a plan has no level or no place for are told", () => {
  const said = (html: string) => {
    const { plan, left } = pasted(html);
    return [shape(plan), left];
  };
  expect(said("<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h6>E</h6>")).toEqual([
    "h1 A\nh2 B\nh3 C\nh3 D\nh3 E",
    { deep: 2 },
  ]);
  expect(said("<h1>A</h1><h4>D</h4>")).toEqual(["h1 A\nh2 D", {}]);
  expect(said("<ul><li><h3>A</h3></li></ul>")).toEqual(["ul-(*A*)", { inner: 1 }]);
  expect(said('<p><u>a <u>b</u></u> <span style="text-decoration:underline">c</span></p>')).toEqual([
    "(a b c)",
    { underlined: 2 },
  ]);
  expect(
    said(
      '<p><a href="https://a.org"><u>a</u></a><u><a href="https://b.org">b</a></u><span style="text-decoration:none">c</span></p>',
    ),
  ).toEqual(["(~a~~b~c)", {}]);
  expect(
    said('<p>a<span aria-hidden="true">b<i aria-hidden="true">c</i></span><i aria-hidden="true">↗</i></p>'),
  ).toEqual(["(a)", { hidden: 1 }]);
  expect(said("<p>a</p><template><p>b</p></template><noscript>c</noscript><template></template>")).toEqual([
    "(a)",
    { hidden: 2 },
  ]);
  expect(said('<map name="m"><p>a</p><area href="#"></map>')).toEqual(["(a)", {}]);
});

test("what of footnotes is not taken is told: their ends, what stands in them, and those to which nothing leads", () => {
  const page = (words: string, more = "") =>
    pasted(`<p>Ductos<sup><a href="#ftn1">7</a></sup>.</p><div id="ftn1">${words}</div>${more}`);
  const texts = ({ plan }: ReturnType<typeof page>) => footnotesOf(plan).map(({ text }) => text);
  const long = page(`<p>${"x".repeat(2001)}</p>`);
  expect([texts(long)[0]?.length, long.left]).toEqual([2000, { ending: 1 }]);
  expect(page(`<p>${"x".repeat(2000)}</p>`).left).toEqual({});
  const full = page('<p>7 <u>One</u> <img src="a"></p><p>two <a href="https://a.org">three</a>\u0001</p>');
  expect([texts(full), full.left]).toEqual([["One two three"], { image: 1, underlined: 1, link: 1 }]);
  const looks = page("<p><b>One</b> and <i>two</i><b> </b></p>");
  expect([texts(looks), looks.left]).toEqual([["One and two"], { "note-look": 2 }]);
  expect(texts(page("<p>2020 was a year.</p>"))).toEqual(["2020 was a year."]);
  // As Google Docs writes it.
  const google = pasted(
    '<p>Ducts<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> By the census.</p></div>',
  );
  expect([shape(google.plan), texts(google), google.left]).toEqual(["(Ducts^.)", ["By the census."], {}]);
  const list = '<ol class="footnotes"><li>Lone</li><li>Other</li></ol>';
  expect(page("<p>Note</p>", list).left).toEqual({ footnote: 2 });
});

test("a copy out of the text itself is not touched", () => {
  const html = '<p data-pm-slice="1 1 []" data-id="a">x<br>y <s>z</s></p>';
  expect(prepared(html, parse)).toEqual({ html, left: {} });
});

test("what was left out is said with how many of each", () => {
  const tongue = { language: "en", t: sayer(en, "en"), countries: {} } as const;
  expect(sayLeft(tongue, { image: 2, textbox: 1, link: 3 })).toEqual([
    "Left out of what was pasted: 2 images and 1 text box.",
    "Kept as plain words: 3 links.",
  ]);
  expect(sayLeft(tongue, { deep: 2 })).toEqual(["2 headings below the third level are now of the third."]);
  expect(sayLeft(tongue, { image: 0 })).toEqual([]);
});

test("whatever is pasted makes a valid plan, runs nothing, and loses no word that it does not tell of", () => {
  const tags =
    "p h1 h2 h4 h5 h6 ul ol li table tr td th div span b i a sup sub u section br blockquote s ins caption dl dt template noscript map".split(
      " ",
    );
  const attrs = fc.constantFrom(
    "",
    ` style='mso-list:l0 level2 lfo1'`,
    ` style="font-weight:700"`,
    ` data-id="a b"`,
    ` data-footnote data-text="x"`,
    ` data-goal-ref data-goal="../x"`,
    ` href="javascript:alert(1)"`,
    ` href="https://a.org"`,
    ` href="#_ftn1"`,
    ` id="ftn1"`,
    ` href="#_ftn2"`,
    ` id="ftn2"`,
    ` class="footnotes"`,
    ` aria-hidden="true"`,
    ` style="text-decoration: underline"`,
    ` style="vertical-align: super"`,
    ` data-bracket="<" data-holders="xx"`,
    ` data-gap title="${"x".repeat(300)}"`,
    ` data-output data-status="secret"`,
    ` colspan="99"`,
    ` onclick="x()"`,
  );
  const words = fc.constantFrom("one", "two &amp; three", "", " ", "&nbsp;");
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      words,
      fc
        .tuple(fc.constantFrom(...tags), attrs, fc.array(tie("tree"), { maxLength: 4 }))
        .map(([tag, attr, inside]) => (tag === "br" ? "<br>" : `<${tag}${attr}>${inside.join("")}</${tag}>`)),
    ),
  }));
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), (parts) => {
      const html = parts.join("");
      const { plan, left } = pasted(html);
      const count = (text: string) => text.match(/one|three/g)?.length ?? 0;
      // Signs of our own say themselves what they hold; only a forged one holds other words.
      const foreign = !/ data-(?:footnote|goal-ref|gap)/.test(html);
      if (foreign && Object.keys(left).length === 0) expect(count(JSON.stringify(plan))).toBe(count(html));
      expect(parsePlan(plan)).toEqual(plan);
      expect(() => schema.nodeFromJSON(plan).check()).not.toThrow();
      expect(JSON.stringify(plan)).not.toMatch(/javascript:|onclick/);
    }),
    { numRuns: 600 },
  );
});

test("styles become data, what is embedded becomes a sign of it, and nothing runs", () => {
  const html = tamed(
    '<p style="x" onclick="y()">a<svg><path/></svg><iframe src="b"></iframe><script>c</script></p>',
  );
  expect(html).toBe(
    '<p data-style="x" data-gone="y()">a<i data-left="image"></i><i data-left="media"></i></p>',
  );
});

test("attributes that act are found however they are parted, and where a tag is never ended", () => {
  expect(tamed('<a href="x"onclick=y() ONLOAD = "z">')).toBe('<a href="x" data-gone=y() data-gone= "z">');
  expect(tamed("<img/src/onerror=x()//")).toBe("<img/src/ data-gone=x()//");
  expect(tamed('<base href="https://a.org/"><i data-text="src=1" title= style=2>a style=b</i>')).toBe(
    '<i data-text="src=1" title= style=2>a style=b</i>',
  );
});
