import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { Anchor, Margin } from "#app/document/margin.ts";
import { Beside, type BesideView } from "#app/components/beside.tsx";
import { PassageForms } from "#app/components/passage-forms.tsx";
import { Speech } from "#app/components/speech.tsx";
import { fieldNames, type FieldName } from "#app/domain/output-field.ts";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
const anchor: Anchor = {
  epoch: 1,
  start: null,
  end: null,
  clause: "p1",
  quote: evil,
  before: evil.slice(0, 32),
  after: evil.slice(0, 32),
};
const clause = { id: evil, kind: "paragraph", number: 1, words: evil } as const;
const at = "2011-03-01T12:00:00.000Z";
const allowed = { sponsor: true, unsponsor: true, accept: true, reject: true, withdraw: true, discuss: true };
const wording: Margin["wordings"][number] = {
  number: 1,
  anchor,
  replacement: evil,
  author: evil,
  voice: { kind: "observer", sector: "civil-society" },
  language: "es",
  at,
  state: "open",
  sponsors: ["CL"],
  ended: null,
  base: { epoch: 1, seq: 1, release: 2 },
  thread: null,
  may: allowed,
};
const margin: Margin = {
  threads: [
    {
      number: 1,
      title: evil,
      anchor,
      posts: [
        {
          number: 1,
          author: evil,
          voice: { kind: "agency" },
          language: "pt",
          body: `${evil} [x](javascript:alert(1)) @[${evil.replace(/[\][]/g, "")}](country:CL)`,
          at,
          hidden: false,
        },
      ],
      resolved: { by: evil, at },
      may: { answer: true, resolve: false, reopen: true },
    },
  ],
  wordings: [
    wording,
    {
      ...wording,
      number: 2,
      state: "rejected",
      ended: { by: evil, at, reason: evil },
      may: { ...allowed, accept: false },
    },
  ],
  may: { comment: true, suggest: true },
  voices: [],
  naming: [{ mark: "@[Chile](country:CL)", name: evil }],
  topic: "margin:g",
};
const view: BesideView = {
  slug: "gender",
  period: "2011-2013",
  language: "es",
  show: "all",
  onceKey: "0190a5c4-7a3e-7abc-8def-0123456789ab",
  margin,
  threads: { 1: clause },
  wordings: { 1: null, 2: clause },
  rivals: {},
  clauses: [clause],
  names: { CL: "Chile" },
};

const shown = (language: (typeof languages)[number], page: React.ReactNode) =>
  renderToStaticMarkup(
    <Speech language={language} t={translator(language)} now={new Date(at)}>
      {page}
    </Speech>,
  );

describe.each(languages)("the list of comments and suggestions in %s", (language) => {
  test("shows whatever was written as words", () => {
    for (const show of ["all", "open", "settled", "lost"] as const) {
      const html = shown(language, <Beside view={{ ...view, show }} refused={null} />);
      expect(html).not.toMatch(/<script|<img|href="javascript:/);
      expect(html).toContain("&lt;script&gt;");
      expect(html).not.toMatch(/\{\{|undefined|\[object|comments:/);
    }
  });

  test("has the forms that the reader may send, and says what stands against a suggestion", () => {
    const html = shown(language, <Beside view={view} refused={null} />);
    for (const act of ["accept", "sponsor", "unsponsor", "withdraw", "reject", "discuss", "reopen"])
      expect(html).toContain(`name="act" value="${act}"`);
    const t = translator(language);
    expect(html).toContain(t("comments:conflict").slice(0, 20));
    expect(html).toContain("Chile");
    const refusal = {
      tag: "refusal",
      kind: "conflict",
      key: "margin.passage-changed",
      params: { passage: evil },
    } as const;
    const back = shown(
      language,
      <Beside view={view} refused={{ refusal, values: { of: "w1", act: "accept" } }} />,
    );
    expect(back).not.toContain("<script");
    expect(back).toContain("&lt;script&gt;");
  });

  test("says which suggestions compete, leads from one to the other, and tells before one is accepted what becomes of the others", () => {
    const t = translator(language);
    const third = { ...wording, number: 3 };
    const rivals = { 1: [3], 3: [1] };
    const html = shown(
      language,
      <Beside
        view={{ ...view, show: "open", margin: { ...margin, wordings: [wording, third] }, rivals }}
        refused={null}
      />,
    );
    const [, item = "", next = ""] = html.split(/<article[^>]* id="(?=w)/);
    for (const [own, other, words] of [
      [1, 3, item],
      [3, 1, next],
    ] as const) {
      expect(words).toContain(`<a href="#w${other}">${t("comments:suggestion", { number: other })}</a>`);
      expect(words).not.toContain(`href="#w${own}"`);
      expect(words).toContain(`name="told" value="${other}"`);
      const names = t("comments:suggestion", { number: other });
      const said = words.indexOf(t("comments:accept.rivals", { count: 1, names }));
      expect(said).toBeGreaterThan(words.indexOf("<details"));
      expect(said).toBeLessThan(words.indexOf(t("comments:accept.do")));
    }
    const alone = shown(language, <Beside view={{ ...view, show: "open" }} refused={null} />);
    expect(alone).not.toContain(t("comments:rivals", { count: 1 }));
    expect(alone.indexOf(t("comments:accept.what"))).toBeLessThan(alone.indexOf(t("comments:accept.do")));
  });

  test("names the field of a suggestion, says it in the reader's words, and what became of it", () => {
    const t = translator(language);
    const of = (field: FieldName, quote: string, replacement: string) =>
      ({
        ...wording,
        anchor: { ...anchor, clause: "o1", field, quote, before: "", after: "" },
        replacement,
      }) as const;
    const outputClause = { id: "o1", kind: "output", number: 3, words: evil } as const;
    const wordings = [
      of("kind", "seminar", "study"),
      { ...of("title", evil, evil), number: 2 },
      { ...of("due", "2012", ""), number: 3, state: "accepted" as const },
    ];
    const page = {
      ...view,
      margin: { ...margin, wordings },
      wordings: { 1: outputClause, 2: null, 3: null },
      rivals: { 1: [2] },
      clauses: [outputClause],
    };
    const html = shown(language, <Beside view={page} refused={null} />);
    expect(html).not.toMatch(/<script|\{\{|undefined|comments:|editor:/);
    const name = t("comments:clause.output", { number: 3 });
    for (const field of ["kind", "title", "due"])
      expect(html).toContain(t("comments:line", { clause: name, words: t(`editor:output.${field}`) }));
    expect(html).toContain(t("plan:kind.study"));
    expect(html).toContain(t("comments:conflict.field"));
    expect(html).toContain(t("comments:rivals.field", { count: 1 }));
    expect(html).toContain(t("comments:accept.field"));
  });

  test("offers each field of an output with an input that suits it", () => {
    const t = translator(language);
    const fields = fieldNames.map((name) => ({
      name,
      value: name === "kind" ? "study" : name === "responsible" ? "CL" : name === "amount" ? "" : evil,
    }));
    const page = {
      slug: "gender",
      period: "2011-2013",
      language: "es",
      clause: { id: "o1", kind: "output", number: 3, words: evil },
      blocks: [],
      fields,
      may: { comment: true, suggest: true },
      naming: [],
      voices: [],
      names: { CL: "Chile" },
      onceKey: view.onceKey,
    } as const;
    const html = shown(language, <PassageForms view={page} refused={null} />);
    expect(html).not.toMatch(/<script|\{\{|undefined|comments:|editor:/);
    for (const name of fieldNames) expect(html).toContain(`name="field" value="${name}"`);
    expect(html.match(/<select[^>]*name="wanted"/g)).toHaveLength(5);
    expect(html).toContain('value="Chile"');
    expect(html).toContain(`<option value="study" selected="">${t("plan:kind.study")}</option>`);
    const keys = [...html.matchAll(/name="onceKey" value="([^"]*)"/g)].map(([, key]) => key);
    expect(new Set(keys).size).toBe(fieldNames.length + 1);
    const closed = shown(
      language,
      <PassageForms view={{ ...page, may: { comment: true, suggest: false } }} refused={null} />,
    );
    expect(closed).not.toContain('value="suggest-field"');
  });

  test("and the forms about a passage are words too", () => {
    const html = shown(
      language,
      <PassageForms
        view={{
          slug: "gender",
          period: "2011-2013",
          language: "es",
          clause,
          blocks: [evil, "", "second"],
          fields: [],
          may: { comment: true, suggest: true },
          naming: margin.naming,
          voices: [],
          names: {},
          onceKey: view.onceKey,
        }}
        refused={null}
      />,
    );
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/name="wanted"/g)).toHaveLength(2);
    expect(html).not.toMatch(/\{\{|undefined|\[object|comments:/);
  });
});
