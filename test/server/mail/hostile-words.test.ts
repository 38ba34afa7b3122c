/** A letter about anything, to anybody, by whatever name: one letter, with the headers that it is to have. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { simpleParser } from "mailparser";
import { afterAll, expect, test } from "vitest";
import { letterOf } from "#server/mail/letters.ts";
import { makePost } from "#server/mail/post.ts";
import { makeLog } from "#server/log.ts";
import { lettersOf } from "#test/hostile/sowing.ts";
import { allHostile } from "#test/hostile/words.ts";

const dataDir = mkdtempSync(join(tmpdir(), "elac-letters-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const own = [
  "from",
  "to",
  "subject",
  "message-id",
  "auto-submitted",
  "content-language",
  "date",
  "mime-version",
  "content-type",
];

test("words of anybody stay in their place, in every letter", async () => {
  const post = makePost(
    { smtpUrl: null, mailFrom: "eLAC <no-reply@elac.example>", dataDir, appUrl: "https://elac.example" },
    makeLog("silent"),
  );
  const words = allHostile(300);
  for (const [place, text] of words.entries()) {
    const line = {
      office: "representative",
      chair: false,
      country: text,
      sector: null,
      groups: [text],
      act: text,
    } as const;
    const letter = letterOf(
      { kind: "named", office: line },
      { name: text, language: "en" },
      "https://elac.example",
    );
    await post.send({
      ...letter,
      id: String(place).padStart(4, "0"),
      kind: "named",
      to: { name: text, address: "somebody@institute.example" },
      subject: text,
    });
  }
  const files = readdirSync(join(dataDir, "outbox")).sort();
  expect(files).toHaveLength(words.length);
  for (const [place, file] of files.entries()) {
    const text = words[place] ?? "";
    const raw = readFileSync(join(dataDir, "outbox", file), "utf8");
    const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
    expect(
      head
        .split("\r\n")
        .map((each) => each.slice(0, each.indexOf(":")).toLowerCase())
        .sort(),
    ).toEqual([...own].sort());
    const read = await simpleParser(raw);
    const [to] = [read.to].flat();
    expect(to?.value.map(({ address }) => address)).toEqual(["somebody@institute.example"]);
    expect(read.attachments).toEqual([]);
    const html = typeof read.html === "string" ? read.html : "";
    const { document } = parseHTML(html);
    for (const element of document.querySelectorAll("*")) {
      expect(["html", "head", "meta", "title", "body", "p", "br", "a"]).toContain(element.localName);
      const names = [...element.attributes].map(({ name }) => name);
      expect(names.filter((name) => !["href", "lang", "charset"].includes(name))).toEqual([]);
      expect(element.getAttribute("href") ?? "https://").toMatch(/^https?:\/\//);
    }
    expect(lettersOf(document.body.textContent ?? "")).toContain(lettersOf(text));
    expect(lettersOf(read.text ?? "")).toContain(lettersOf(text));
  }
});
