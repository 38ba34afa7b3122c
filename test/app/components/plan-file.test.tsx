import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PlanDownloads } from "#app/components/plan-downloads.tsx";
import { PlanFile } from "#app/components/plan-file.tsx";
import { Speech } from "#app/components/speech.tsx";
import { translator } from "#app/i18n/translate.ts";
import type { FileMaking } from "#server/services/plan-files.ts";
import type { ReactNode } from "react";

const page = (children: ReactNode) =>
  renderToStaticMarkup(
    <Speech language="en" t={translator("en")} now={new Date(0)}>
      {children}
    </Speech>,
  );

const making = (more: Partial<FileMaking>): FileMaking => ({
  id: "f1",
  state: "making",
  name: "eLAC-x.docx",
  symbol: "eLAC/x/2011-2013/L",
  progress: null,
  ...more,
});

describe("a file in the making", () => {
  test("says how far it is, has a link to look again, and can be cancelled without script", () => {
    const html = page(
      <PlanFile slug="x" title="Made" making={making({ progress: { done: 40, all: 200 } })} />,
    );
    expect(html).toContain("40 of 200");
    expect(html).toMatch(/<progress[^>]*aria-describedby="progress-words"[^>]*value="40"[^>]*max="200"/);
    expect(html).toMatch(/<span data-state="off"><a [^>]*href="\/en\/groups\/x\/plan\/file\/f1"/);
    expect(html).toMatch(/<form id="cancel"[^>]*method="post"/);
  });

  test("does not say each step of the bar aloud: the words beside it are no status", () => {
    const html = page(<PlanFile slug="x" title="Made" making={making({})} />);
    expect(html.match(/role="status"[^>]*>[^<]*/g)).toEqual(['role="status" data-live-say="">']);
  });

  test("says that it waits, that it is ready, that it failed", () => {
    expect(page(<PlanFile slug="x" title="Made" making={making({ state: "waiting" })} />)).toContain(
      "waits for its turn",
    );
    const ready = page(<PlanFile slug="x" title="Made" making={making({ state: "ready" })} />);
    expect(ready).toContain('href="/en/groups/x/plan/file/f1/take"');
    expect(ready).not.toContain("<form");
    expect(page(<PlanFile slug="x" title="Made" making={making({ state: "failed" })} />)).toContain(
      "could not be made",
    );
  });
});

describe("the ways to take a text away", () => {
  test("are links without script, and offer changes only where there is another text", () => {
    const html = page(<PlanDownloads slug="x" period="2011-2013" of="release-2" since={1} />);
    expect(html).toContain(
      "/en/groups/x/plan/file?of=release-2&amp;period=2011-2013&amp;format=docx&amp;since=release-1",
    );
    expect(html).toContain("/en/groups/x/plan/print?of=release-2");
    expect(html).not.toContain("/plan/import");
    expect(page(<PlanDownloads slug="x" period="2011-2013" of="live" imports />)).not.toContain("since=");
  });
});
