import { describe, expect, test } from "vitest";
import { familyOf } from "#app/domain/letter-families.ts";
import { languages } from "#app/i18n/language.ts";
import { groupLetterOf, type GroupNews } from "#server/mail/group-letters.ts";
import { declineMark } from "#server/mail/round-letters.ts";

const commission = "Medición de la calidad";
const at = new Date("2011-03-10T15:04:00Z");
const all: readonly GroupNews[] = [
  { kind: "suggestion-waits" },
  { kind: "suggestion-answered", accepted: true, country: "Brasil" },
  { kind: "suggestion-answered", accepted: false, country: "Brasil" },
  { kind: "mentioned" },
  { kind: "commission-created", commission },
  { kind: "commission-ended", commission, because: "decision", at },
  { kind: "commission-ended", commission, because: "delivered", at },
  { kind: "commission-ended", commission, because: "group-ended", at },
];
const link = "https://elac.example/es/groups/telework";
const write = (news: GroupNews, language: (typeof languages)[number]) =>
  groupLetterOf(
    { news, group: "Teletrabajo", link },
    { name: "Ana Ruiz", language, as: [{ office: "representative", country: "Chile" }] },
  );

describe.each(languages)("letters about a group in %s", (language) => {
  test.each(all)("say what happened and where it can be read: %j", (news) => {
    const { subject, text } = write(news, language);
    expect(text).toContain("Ana Ruiz");
    expect(text).toContain("Teletrabajo\n");
    expect(text).toContain(`:\n${link}\n`);
    expect(text).toContain("Chile");
    expect(`${subject}${text}`).not.toMatch(/\{\{|undefined|\[object/);
    if ("commission" in news) expect(`${subject}${text}`.split(commission)).toHaveLength(3);
    if (news.kind === "commission-ended") expect(text).toContain("Santiago (UTC−3)");
    expect(text.includes(declineMark)).toBe(familyOf(news.kind) !== null);
  });

  test("are all different", () => {
    expect(new Set(all.map((news) => write(news, language).text)).size).toBe(all.length);
  });
});

test("only letters about suggestions and about being named can be declined: to sit in a commission is an office", () => {
  expect(all.map(({ kind }) => familyOf(kind))).toEqual([
    "suggestions",
    "suggestions",
    "suggestions",
    "mentions",
    null,
    null,
    null,
    null,
  ]);
});
