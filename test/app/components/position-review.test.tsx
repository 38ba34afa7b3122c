/** What the second step of a position says will follow. */
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PositionReviewed } from "#app/components/position-steps.tsx";
import { passagesOf } from "#app/components/round-subject.ts";
import { Speech } from "#app/components/speech.tsx";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { roundPages } from "#server/services/round-pages.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { objection } from "#test/server/services/goal-house.ts";
import { letterHouse } from "#test/server/services/letter-house.ts";

let house: Awaited<ReturnType<typeof letterHouse>>;
beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());

async function reviewed(mode: "express" | "silence", more: object, language: Language): Promise<string> {
  const { number, roundId } = await house.groupRound(mode, 10);
  const chile = house.who("chile");
  const { number: round } = await house.recordedOf(roundId);
  const {
    seat,
    others,
    round: shown,
  } = await roundPages(house.ground).answering(chile, round, null, language);
  const review = await house.rounds.review(chile, await house.form(number, "CL", more));
  const subject = {
    path: `/rounds/${round}`,
    title: "A goal",
    lang: "es",
    paragraphs: passagesOf(shown.text),
  };
  const steps = {
    subject,
    view: shown.view,
    names: shown.names,
    seat,
    others,
    values: { capacity: "representative CL" },
    refused: null,
  };
  return wordsIn(
    renderToStaticMarkup(
      <Speech language={language} t={translator(language)} now={house.ground.clock.now()}>
        <PositionReviewed {...steps} review={review} person="Ana" />
      </Speech>,
    ),
  );
}

it.each(languages)(
  "an objection in a silence is not said in %s to be changeable later: it ends the round",
  async (language) => {
    const t = translator(language);
    const [start = ""] = t("rounds:follows.revisable", { at: "|" }).split("|");
    expect(start).not.toBe("");
    expect(await reviewed("silence", objection, language)).not.toContain(start.trim());
    expect(await reviewed("silence", {}, language)).toContain(start.trim());
    expect(await reviewed("express", objection, language)).toContain(start.trim());
  },
);
