import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isSafeHref,
  mentionsIn,
  parseMarkup,
  plainText,
  summary,
  writeMarkup,
  type Block,
} from "#app/document/markup.ts";

const text = (words: string): Block => ({ kind: "paragraph", content: [{ kind: "text", text: words }] });

describe("reading markup", () => {
  test("a blank line ends a paragraph and a single line end is kept", () => {
    expect(parseMarkup("one\ntwo\n\nthree")).toEqual([text("one\ntwo"), text("three")]);
  });

  test("headings, lists, bold, italic and links are the only marks", () => {
    expect(
      parseMarkup("## Aims\n- **cheap** _good_\n- [plan](/groups/a/plan)\n\n1. first\n2) second"),
    ).toEqual([
      { kind: "heading", level: 2, content: [{ kind: "text", text: "Aims" }] },
      {
        kind: "list",
        ordered: false,
        items: [
          [
            { kind: "strong", content: [{ kind: "text", text: "cheap" }] },
            { kind: "text", text: " " },
            { kind: "emphasis", content: [{ kind: "text", text: "good" }] },
          ],
          [{ kind: "link", href: "/groups/a/plan", content: [{ kind: "text", text: "plan" }] }],
        ],
      },
      {
        kind: "list",
        ordered: true,
        items: [[{ kind: "text", text: "first" }], [{ kind: "text", text: "second" }]],
      },
    ]);
  });

  test("HTML and scripts stay words", () => {
    const typed = '<script>alert(1)</script> <img src=x onerror="alert(1)">';
    expect(parseMarkup(typed)).toEqual([text(typed)]);
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](data:text/html,hello)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](vbscript:x)",
    "[x]( https://a.example)",
  ])("a link that may not lead there stays words: %s", (typed) => {
    expect(parseMarkup(typed)).toEqual([text(typed)]);
  });

  test("what is opened and never closed stays words", () => {
    expect(parseMarkup("**a _b [c")).toEqual([text("**a _b [c")]);
    expect(parseMarkup("snake_case_name and 2 * 3 * 4")).toEqual([text("snake_case_name and 2 * 3 * 4")]);
    expect(parseMarkup("**** __")).toEqual([text("**** __")]);
  });

  test("a backslash makes the sign itself", () => {
    expect(parseMarkup("\\**a\\** \\- b")).toEqual([text("**a** - b")]);
    expect(parseMarkup("\\- no item")).toEqual([text("- no item")]);
  });

  test("reading is linear: a long text of openings is read at once", () => {
    const begun = performance.now();
    parseMarkup("[**_".repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe("writing markup", () => {
  test("what was read is written so that it reads the same", () => {
    const signs = fc.constantFrom(
      ..."*_[]()\\#-1.) \nabé".split(""),
      "**",
      "](https://a.example/x_y)",
      "[",
      "\n\n",
      "\n- ",
      "\n## ",
      "\n1. ",
      "  ",
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
        const blocks = parseMarkup(parts.join(""));
        expect(parseMarkup(writeMarkup(blocks))).toEqual(blocks);
      }),
      { numRuns: 3_000 },
    );
  });

  test("plain words come back as they were typed", () => {
    const typed = "A file_name at a@b.example (see 1.2) costs 3 * 4 # or so";
    expect(writeMarkup(parseMarkup(typed))).toBe(typed);
  });
});

test("no link that could run a script is ever read, whatever is typed", () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const links = JSON.stringify(parseMarkup(`[a](${typed}) [b](javascript:${typed})`)).matchAll(
        /"href":"([^"]*)/g,
      );
      for (const [, href] of links) expect(isSafeHref(href ?? "")).toBe(true);
    }),
  );
});

test("a summary is cut between words", () => {
  expect(plainText(parseMarkup("## A\n\n**b** c\n- d"))).toBe("A\n\nb c\n\nd");
  expect(summary(parseMarkup("## A\n\none two three"), 9)).toBe("one two…");
});

describe("somebody who is named", () => {
  const id = "0190a5c4-7a3e-7abc-8def-0123456789ab";
  const mention = (kind: "person" | "country" | "group", to: string, text: string) => ({
    kind: "mention",
    to: { kind, id: to },
    text,
  });

  test("is read and written back", () => {
    const source = `Ask @[Costa Rica](country:CR), **@[Ana](person:${id})** and @[all](group:gender).`;
    const blocks = parseMarkup(source);
    expect(writeMarkup(blocks)).toBe(source);
    expect(mentionsIn(blocks)).toEqual([
      { kind: "country", id: "CR" },
      { kind: "person", id },
      { kind: "group", id: "gender" },
    ]);
    expect(plainText(blocks)).toBe("Ask @Costa Rica, @Ana and @all.");
    expect(parseMarkup("@[Costa Rica](country:CR)")).toEqual([
      { kind: "paragraph", content: [mention("country", "CR", "Costa Rica")] },
    ]);
  });

  test("is words where it is none: another form, another id, a backslash before it", () => {
    for (const source of [
      "@[x](country:Chile)",
      "@[x](person:1)",
      "@[x](javascript:alert)",
      "\\@[x](country:CR)",
      "@[](country:CR)",
      "@[x](country:CR",
    ])
      expect(mentionsIn(parseMarkup(source)), source).toEqual([]);
    expect(mentionsIn(parseMarkup("\\\\@[x](country:CR)"))).toHaveLength(1);
    expect(writeMarkup(parseMarkup("\\@[x](country:CR)"))).not.toBe("@[x](country:CR)");
  });

  test("is never inside a link, and at most ten are told", () => {
    const [block] = parseMarkup("[see @[Chile](country:CL)](https://example.org)");
    expect(JSON.stringify(block)).not.toContain('"link"');
    const many = Array.from({ length: 30 }, (_, i) => `@[x](group:g${i})`).join(" ");
    expect(mentionsIn(parseMarkup(many))).toHaveLength(10);
  });
});
