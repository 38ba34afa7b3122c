import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RoundNeeds } from "#app/components/round.tsx";
import { Speech } from "#app/components/speech.tsx";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { roundPages } from "#server/services/round-pages.ts";
import { nobody } from "#test/factories.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { objection } from "#test/server/services/goal-house.ts";
import { letterHouse } from "#test/server/services/letter-house.ts";

const passages = {
  en: "over paragraph 2.",
  es: "por el párrafo 2.",
  pt: "quanto ao parágrafo 2: Chile.",
  fr: "au sujet du paragraphe 2",
} as const;

let house: Awaited<ReturnType<typeof letterHouse>>;
beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());

it("the page of a broken silence says over which passage, and what would lift the objection, in its language", async () => {
  const { number, roundId } = await house.groupRound("silence", 10);
  await house.give("chile", number, "CL", objection);
  const { number: round } = await house.recordedOf(roundId);
  for (const language of languages) {
    const { view, names } = await roundPages(house.ground).page(nobody, round, language);
    const t = translator(language);
    const html = renderToStaticMarkup(
      <Speech language={language} t={t} now={house.ground.clock.now()}>
        <RoundNeeds view={view} names={names} />
      </Speech>,
    );
    expect(wordsIn(html)).toContain(passages[language]);
    expect(wordsIn(html)).toContain(t("consensus:need.lift"));
    const words = t("rounds:quoted", { words: objection.lift });
    expect(html).toContain(`<span lang="${view.recorded.positions[0]?.language}">${words}</span>`);
  }
});
