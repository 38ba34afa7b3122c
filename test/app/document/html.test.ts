import { describe, expect, it } from "vitest";
import { clauseTree, escape, htmlOf, textOf, type HtmlWords } from "#app/document/html.ts";
import type { Plan, PlanNode } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import { bracket, country, goal, h, link, note, output, p, planOf, text, whole } from "./plans.ts";

const words: HtmlWords = {
  paragraph: (n) => `Paragraph ${n}`,
  section: (n) => `Section ${n}`,
  output: (n) => `Output ${n}`,
  footnote: (n) => `Footnote ${n}`,
  footnotes: "Footnotes",
  backFrom: (n) => `Back from ${n}`,
  goalAddress: (named) => (named === "elac2015:12" ? "/en/agendas/elac2015/goals/12" : null),
  outputs: "Outputs of the plan",
  columns: {
    number: "Number",
    output: "Output",
    responsible: "Responsible",
    due: "Due",
    funding: "Funding",
    status: "Status",
  },
  country: (iso) => ({ CR: "Costa Rica", CL: "Chile", PE: "Peru" })[iso] ?? iso,
  with: (parties) => `with ${parties.join(", ")}`,
  goals: (goals) => [`Serves goals ${goals.join(" and ")}.`],
  date: (date) => date,
  detail: (name, said) => `${name}: ${said}`,
  kind: (kind) => kind,
  status: (status) => status,
  funding: (funding) => ({
    state: funding.state ?? "",
    detail: `${funding.currency} ${funding.amount}`.trim(),
  }),
  heldBy: (countries) => `held by ${countries.join(", ")}`,
};

describe("plan to HTML", () => {
  it("hangs the number of a paragraph beside it", () => {
    expect(htmlOf(planOf(p("p1", "Words")), words)).toBe(
      '<div class="para" id="p1"><a class="n" href="#p1" aria-label="Paragraph 1">1</a><p>Words</p></div>',
    );
  });

  it("begins sections at the second level: the page's title is the plan's; their number links to them", () => {
    expect(htmlOf(planOf(h("s", 1, "A"), h("t", 2, "B")), words)).toBe(
      '<h2 id="s" class="numbered"><a class="n" href="#s" aria-label="Section 1">1</a> A</h2>' +
        '<h3 id="t" class="numbered"><a class="n" href="#t" aria-label="Section 1.1">1.1</a> B</h3>',
    );
    expect(htmlOf(planOf(h("t", 2, "B")), words)).toBe('<h3 id="t">B</h3>');
  });

  it("links the number of a footnote to its text at the end, and back", () => {
    const html = htmlOf(planOf(p("p1", "Words", note("n1", "Said <b>there</b>."), ".")), words, {
      prefix: "r3-",
    });
    expect(html).toContain(
      'Words<sup class="fn"><a id="r3-fnref:n1" href="#r3-fn:n1" role="doc-noteref" aria-label="Footnote 1">1</a></sup>.',
    );
    expect(html).toContain(
      '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol><li id="r3-fn:n1"><p>Said &#60;b&#62;there&#60;/b&#62;. <a href="#r3-fnref:n1" role="doc-backlink" aria-label="Back from 1">↩</a></p></li></ol></section>',
    );
  });

  it("says a footnote in its clause where the clause stands alone", () => {
    const [clause] = clausesOf(planOf(p("p1", "Words", note("n1", "Said <there>."))));
    if (clause === undefined) throw new Error("no clause");
    expect(textOf(clauseTree(clause, words))).toContain("Words<small> (Said &#60;there&#62;.)</small>");
  });

  it("links a goal to its page, and shows a country with its code", () => {
    const html = htmlOf(
      planOf(
        p("1", goal("g", "elac2015:12", "Goal <12>"), " ", goal("h", "elac2007:3"), " ", country("c", "PE")),
      ),
      words,
    );
    expect(html).toContain(
      '<p><a class="goal-ref" href="/en/agendas/elac2015/goals/12">Goal &#60;12&#62;</a> 3 <span class="who country-ref"><span class="cc" aria-hidden="true">PE</span><span>Peru</span></span></p>',
    );
  });

  it("opens a bracket once where an atom stands among its words", () => {
    const held = bracket("a", "CL");
    const html = htmlOf(
      planOf(p("1", text("by ", held), country("c", "PE", "Peru"), text(" now", held), note("n", "x"), "!")),
      words,
    );
    expect(html.match(/class="hold"/g)).toHaveLength(1);
    expect(html).toContain('<i>]</i><sup aria-hidden="true">CL</sup>');
    expect(html.indexOf("Peru")).toBeLessThan(html.indexOf("<i>]</i>"));
    expect(html.indexOf('class="fn"')).toBeGreaterThan(html.indexOf("<i>]</i>"));
  });

  it("says of an output also what has no column, where it has it", () => {
    const fields = {
      title: "A guide",
      start: "2012-03",
      indicator: "Schools <connected>",
      target: "80 %",
      evidence: "A list",
    };
    const html = htmlOf(planOf(output("o", fields)), words);
    for (const said of [
      "start: 2012-03",
      "indicator: Schools &#60;connected&#62;",
      "target: 80 %",
      "evidence: A list",
    ])
      expect(html).toContain(`<small>${said}</small>`);
    expect(htmlOf(planOf(output("o", { title: "A guide" })), words)).not.toMatch(
      /start|indicator|target|evidence/,
    );
  });

  it("shows brackets with the codes of those who hold them, said in words as well", () => {
    expect(htmlOf(planOf(p("1", text("soon", bracket("a", "CL CR")))), words)).toContain(
      '<span class="hold" id="bracket:a"><i>[</i>soon<i>]</i><sup aria-hidden="true">CL CR</sup><span class="sr"> (held by Chile, Costa Rica) </span></span>',
    );
  });

  it("says before a passage and below a clause who wrote it, where the text knows and several did", () => {
    const run = (words: string, by: string, other: number): PlanNode => ({
      type: "text",
      text: words,
      marks: [{ type: "author", attrs: { by, first: 1, other } }],
    });
    const plan: Plan = {
      type: "doc",
      content: [
        { type: "paragraph", attrs: { id: "1" }, content: [run("We ", "a", 0), run("<meet>", "b", 1)] },
      ],
    };
    const who = {
      author: (key: string) => ({ sign: key.toUpperCase(), said: `words of ${key}` }),
      wrote: (clause: string) => `Written in ${clause}`,
    };
    const html = htmlOf(plan, { ...words, ...who });
    expect(html).toContain(
      '<span class="by other"><sup aria-hidden="true">B</sup><span class="sr"> (words of b) </span>&#60;meet&#62;</span>',
    );
    expect(html).toContain('<small class="wrote">Written in 1</small>');
    expect(htmlOf(plan, words)).not.toContain("by");
  });

  it("nests brackets that lie in each other", () => {
    const plan = planOf(
      p("1", text("a ", bracket("x", "CL")), text("b", bracket("x", "CL"), bracket("y", "PE"))),
    );
    const html = htmlOf(plan, words).replace(/<span class="sr">.*?<\/span>|<\/?i>|<\/?p>/g, "");
    expect(html).toContain(
      '[a <span class="hold" id="bracket:y">[b]<sup aria-hidden="true">PE</sup></span>]<sup aria-hidden="true">CL</sup>',
    );
  });

  it("puts outputs that follow each other into one table", () => {
    const html = htmlOf(whole, words);
    expect(html.match(/<table class="table dense stack numbered"/g)).toHaveLength(1);
    expect(html).toContain('<tr role="row" id="o1">');
    expect(html).toContain('<span class="cc" aria-hidden="true">CR</span><span>Costa Rica</span>');
    expect(html).toContain("<small>with Peru, ECLAC</small>");
    expect(html).toContain("<small>Serves goals 1 and 2.</small>");
    expect(html).toContain(
      '<td role="cell" data-l="Due"><span><span class="num">2011-05-13</span></span></td>',
    );
    expect(html).toContain('<span class="gapmark" id="gap:g1" title="amount">XXX</span>');
  });

  it("escapes every word and every value", () => {
    const nasty = `<img src=x onerror="alert(1)">&'`;
    const html = htmlOf(
      planOf(
        h("s", 1, nasty),
        p("p", nasty, note("n", nasty), goal("g", "elac2015:12", nasty), country("c", "PE", nasty)),
        output("o", { title: nasty, responsible: nasty }, p("d", nasty)),
      ),
      words,
    );
    expect(html).not.toContain("<img");
    expect(html).not.toContain('onerror="');
    expect(html.match(/&#60;img/g)).toHaveLength(8);
  });

  it("links to where links may go, and nowhere else", () => {
    expect(htmlOf(planOf(p("1", text("x", link("https://a.org/?a=1&b=2")))), words)).toContain(
      'href="https://a.org/?a=1&#38;b=2"',
    );
    const forged: Plan = {
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] },
          ],
        },
      ],
    };
    expect(htmlOf(forged, words)).not.toContain("javascript");
  });

  it("puts a prefix before every anchor", () => {
    expect(htmlOf(planOf(p("p1", "x")), words, { prefix: "r3-" })).toContain(
      'id="r3-p1"><a class="n" href="#r3-p1"',
    );
  });

  it("escapes quotes of both kinds", () => {
    expect(escape(`<a href="'&`)).toBe("&#60;a href=&#34;&#39;&#38;");
  });
});
