/** How the desk says until when, and of what. */
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DeskPage } from "#app/components/desk-page.tsx";
import { Speech } from "#app/components/speech.tsx";
import type { Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Due } from "#server/services/desks.ts";
import { wordsIn } from "#test/e2e/client.ts";

const now = new Date("2011-03-01T12:00:00Z");
const group = { slug: "financing", name: "Financiamiento" };

const desk = (language: Language, due: Due) =>
  wordsIn(
    renderToStaticMarkup(
      <Speech language={language} t={translator(language)} now={now}>
        <DeskPage view={{ dues: [due], names: { BR: "Brasil" } }} />
      </Speech>,
    ),
  );

describe("the desk", () => {
  const begin = {
    kind: "begin-plan",
    link: "/groups/financing/plan",
    until: new Date("2011-02-01T05:00:00Z"),
    office: "representative",
    country: "BR",
    group,
  } as const;

  it.each([
    ["es", "a más tardar en enero de 2011"],
    ["pt", "até janeiro de 2011"],
    ["fr", "au plus tard en janvier 2011"],
  ] as const)(
    "says in %s a deadline of the documents in their words, and no hour of it",
    (language, words) => {
      const said = desk(language, { ...begin, deadline: "by January 2011" });
      expect(said).toContain(words);
      expect(said).not.toContain("02:00");
    },
  );

  it("names what is to be answered, and of what kind it is beside it", () => {
    const said = desk("fr", {
      kind: "answer",
      link: "/rounds/2",
      until: new Date("2011-03-09T20:00:00Z"),
      office: "officer",
      country: "BR",
      group: null,
      subject: {
        kind: "goal",
        id: "g1",
        title: "Un mapa abierto",
        link: "/goals/p1",
        group: { ...group, id: "g-financing" as never },
      },
      needed: [{ kind: "not-answered", countries: ["BR"] }],
    });
    expect(said).toContain("Répondre\u202f: Un mapa abierto ");
    expect(said).toContain("Nouvel objectif. N’a pas répondu\u202f: Brasil.");
  });
});
