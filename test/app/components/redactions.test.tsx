import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RedactionList } from "#app/components/redaction-steps.tsx";
import { Speech } from "#app/components/speech.tsx";
import type { Redactable } from "#app/domain/redaction.ts";
import { languages } from "#app/domain/release.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Language } from "#app/i18n/language.ts";
import type { NamedEntry } from "#server/services/records.ts";
import { wordsIn } from "#test/e2e/client.ts";

const at = new Date("2011-03-01T12:00:00Z");
const group = { id: "g", slug: "gender", name: "Gender" };

const redacted = (kind: Redactable["kind"], more: Partial<NamedEntry> = {}): NamedEntry => ({
  id: kind,
  chainId: "region",
  seq: 1,
  hash: "",
  public: true,
  groupId: null,
  link: "/",
  group: null,
  kind: "text.redacted",
  at,
  by: { country: null, office: "secretariat", person: null },
  subject: null,
  facts: { subject: { kind, id: "1" } },
  words: { reason: "A request." },
  title: null,
  persons: [],
  round: null,
  roll: null,
  ...more,
});

const listed = (language: Language, entries: readonly NamedEntry[]) =>
  wordsIn(
    renderToStaticMarkup(
      <Speech language={language} t={translator(language)} now={at}>
        <RedactionList entries={entries} />
      </Speech>,
    ),
  );

test("the list of redactions says which round, and what that is on", () => {
  const subject = { kind: "goal", id: "1", title: "A map", group, link: "/goals/p1" } as const;
  const words = listed("en", [redacted("round", { round: 7, subject, group })]);
  expect(words).toContain("Round 7 New goal: A map Gender");
});

test("it has a name for each page of acts in every language", () => {
  for (const language of languages) {
    const names = (["officers", "country", "acts"] as const).map((kind) => {
      const name = translator(language)(`redaction:kind.${kind}`);
      expect(listed(language, [redacted(kind)])).toContain(name);
      return name;
    });
    expect(names.filter((name) => name.includes("kind."))).toEqual([]);
  }
});
