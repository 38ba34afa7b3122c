import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { ConsensusBoard } from "#app/components/consensus-board.tsx";
import { ErrorPage, errorPageOf } from "#app/components/error-page.tsx";
import { Frame } from "#app/components/frame.tsx";
import { groupPages } from "#app/components/group-header.tsx";
import { Chain } from "#app/components/chain.tsx";
import { Pagination } from "#app/components/list.tsx";
import { RichText } from "#app/components/rich-text.tsx";
import { Speech } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { parseMarkup } from "#app/document/markup.ts";
import type { Standing } from "#app/domain/round.ts";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

const render = (page: ReactNode, language: Language = "en") =>
  renderToStaticMarkup(
    <Speech language={language} t={translator(language)} now={new Date("2011-03-01T12:40:00Z")}>
      {page}
    </Speech>,
  );

const folder = join(process.cwd(), "app/components");
const components = readdirSync(folder).filter((file) => file.endsWith(".tsx"));

describe("the Content-Security-Policy holds for every component", () => {
  test.each(components)("%s writes no style attribute, no style or script element, no raw HTML", (file) => {
    const source = readFileSync(join(folder, file), "utf8");
    expect(source).not.toMatch(/\sstyle=/);
    expect(source).not.toMatch(/<(style|script)\b/);
    // The text of a plan is written as HTML by app/document/html.ts, which escapes; nobody else gives any.
    if (!file.startsWith("plan-")) expect(source).not.toContain("dangerouslySetInnerHTML");
    expect(source).not.toMatch(/["'`]javascript:/);
  });
});

describe("the frame", () => {
  const group = {
    slug: "access",
    name: "Access",
    letter: "A",
    chair: null,
    pages: groupPages.filter((page) => page !== "meetings"),
    stops: [{ iso: "PE", name: "Peru" }],
  };
  const frame = (at: string, language: Language = "en") =>
    render(
      <Frame
        at={at}
        theme="dark"
        person={{ name: "Ana", iso: "UY", seat: "Uruguay", secretariat: false }}
        groups={[group]}
        groupName={null}
        group={group}
        demo={false}
      >
        content
      </Frame>,
      language,
    );

  test("begins with a link to the content", () => {
    expect(frame("/")).toMatch(/^<a class="skip" href="#content">/);
    expect(frame("/")).toContain('<main id="content" class="wrap" tabindex="-1">content</main>');
  });
  test("marks where the reader is, and names only the pages that exist", () => {
    const page = frame("/groups/access/goals/7?page=2");
    expect(page).toContain('<a href="/en/groups/access/goals" aria-current="page">Goals</a>');
    expect(page.match(/aria-current="page"/g)).toHaveLength(1);
    expect(page).not.toContain("/groups/access/meetings");
  });
  test("changes language and theme by forms that lead back here", () => {
    const page = frame("/agenda?cycle=1", "pt");
    expect(page).toContain(
      '<form method="post" action="/preferences"><input type="hidden" name="back" value="/agenda?cycle=1"/>',
    );
    expect(page).toMatch(/name="theme" value="dark" aria-current="true">Escuro</);
    expect(page).toMatch(/name="language" value="fr" lang="fr">Français</);
  });
  test("shows the secretariat its pages and nobody else", () => {
    expect(frame("/")).not.toContain("/secretariat");
  });
  test("is said in every language", () => {
    for (const language of languages)
      expect(frame("/groups/access", language)).toContain(`href="/${language}/groups/access"`);
  });
});

describe("a page that cannot be shown", () => {
  test.each([400, 403, 404, 405, 409, 413, 418, 422, 429, 500, 502, 503])(
    "says in four languages what happened with status %i",
    (status) => {
      for (const language of languages) {
        const page = render(
          <ErrorPage status={status} refusal={null} requestId="7f3k" person={null} />,
          language,
        );
        expect(page).toContain("<h1>");
        expect(page).toContain(String(status));
      }
    },
  );
  test("is that of a fault where the status is unknown and ours", () => {
    expect(errorPageOf(599)).toBe(500);
    expect(errorPageOf(451)).toBe(422);
  });
  test("shows the request's id with a fault and never with a refusal", () => {
    expect(render(<ErrorPage status={500} refusal={null} requestId="7f3k" person={null} />)).toContain(
      "7f3k",
    );
    expect(render(<ErrorPage status={404} refusal={null} requestId="7f3k" person={null} />)).not.toContain(
      "7f3k",
    );
  });
});

describe("the consensus board", () => {
  const line = (seat: string, country: string | null, more: Partial<Standing> = {}): Standing => ({
    seat,
    country,
    group: "andean",
    chair: false,
    standing: country === null ? "vacant" : "not-answered",
    position: null,
    confirmation: null,
    ...more,
  });
  const given = {
    seat: "1",
    releaseId: "r",
    kind: "objects" as const,
    at: new Date("2011-02-28T21:05:00Z"),
    passage: "3",
    text: null,
    reason: null,
    lift: null,
    amendment: null,
    confirmBy: null,
  };
  const standing = [
    line("1", "PE", { standing: "answered", position: given, chair: true }),
    line("2", "EC"),
    line("3", null),
  ];
  const names = { PE: "Peru", EC: "Ecuador" };

  test("says each seat in words, with its passage and time, and no total", () => {
    const page = render(<ConsensusBoard standing={standing} names={names} />);
    expect(page).toContain("Objects");
    expect(page).toContain("to paragraph 3");
    expect(page).toContain("28 Feb, 18:05");
    expect(page).toContain("Vacant seat");
    expect(page).not.toMatch(/%|<progress|<meter/);
  });
  test("puts the absent first for the Chair", () => {
    const page = render(<ConsensusBoard standing={standing} names={names} absentFirst />);
    expect(page.indexOf("Ecuador")).toBeLessThan(page.indexOf("Peru"));
  });
});

describe("small parts", () => {
  test("text of people is only words and safe links", () => {
    const page = render(
      <RichText blocks={parseMarkup("<b>x</b> [a](javascript:alert) **bold** [b](https://example.org)")} />,
    );
    expect(page).toContain("&lt;b&gt;");
    expect(page).not.toContain('href="javascript');
    expect(page).toContain('<a href="https://example.org" rel="noopener nofollow ugc">b</a>');
  });
  test("text in another language says so to those who hear it", () => {
    expect(render(<RichText blocks={parseMarkup("hola")} lang="es" />)).toContain('lang="es"');
    expect(render(<RichText blocks={parseMarkup("hello")} lang="en" />)).not.toContain("lang=");
  });
  test("a table keeps its roles where its rows become entries", () => {
    const page = render(
      <Table
        caption="Seats"
        columns={[
          { key: "a", head: "Country", names: true },
          { key: "b", head: "Since", labelled: true },
        ]}
        rows={[{ id: "r", cells: { a: "Peru", b: "2010" } }]}
      />,
    );
    expect(page).toContain(
      '<th role="rowheader" scope="row">Peru</th><td role="cell" data-l="Since"><span>2010</span></td>',
    );
    expect(page).toContain('<caption class="sr">Seats</caption>');
  });
  test("the chain says what is done and marks the step it is at", () => {
    const page = render(
      <Chain
        steps={[
          { name: "Drafting", state: "done" },
          { name: "Round", state: "now" },
        ]}
      />,
    );
    expect(page).toContain('Drafting<span class="sr"> (done)</span>');
    expect(page).toContain('<li aria-current="step"><b>Round</b>');
  });
  test("a list of one page has no pages to turn", () => {
    expect(render(<Pagination page={1} pages={1} pathOf={() => "/"} />)).toBe("");
    expect(render(<Pagination page={1} pages={2} pathOf={(page) => `/record?page=${page}`} />)).toContain(
      'href="/en/record?page=2" rel="next"',
    );
  });
});
