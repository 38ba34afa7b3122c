/** What the clock of a round counts down to. */
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OpenRounds } from "#app/components/open-rounds.tsx";
import { RoundCard } from "#app/components/round-card.tsx";
import { RoundNeeds } from "#app/components/round.tsx";
import { RoundOnPage } from "#app/components/round-page.tsx";
import { Speech } from "#app/components/speech.tsx";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { regionServices } from "#server/services/regions.ts";
import { roundPages } from "#server/services/round-pages.ts";
import { nobody } from "#test/factories.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { objection } from "#test/server/services/goal-house.ts";
import { letterHouse } from "#test/server/services/letter-house.ts";

const days = 24 * 3_600_000;
const opensIn = {
  en: "Opens in 2 days",
  es: "Se abre en 2 días",
  pt: "Abre em 2 dias",
  fr: "S’ouvre dans 2 jours",
};

let house: Awaited<ReturnType<typeof letterHouse>>;
beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());

it("a round that has not opened says when it opens, one that runs how long it still runs", async () => {
  const opening = new Date(house.ground.clock.now().getTime() + 2 * days);
  const { roundId } = await house.groupRound("express", 10, opening);
  const { number } = await house.recordedOf(roundId);
  const shown = async (language: Language) => {
    const { view, names } = await roundPages(house.ground).page(nobody, number, language);
    const { open } = await regionServices(house.ground).page(language);
    return [
      <RoundNeeds key="page" view={view} names={names} />,
      <RoundCard key="card" view={view} names={names} />,
      <OpenRounds key="list" rounds={open.filter(({ id }) => id === roundId)} names={names} />,
    ].map((part) =>
      wordsIn(
        renderToStaticMarkup(
          <Speech language={language} t={translator(language)} now={house.ground.clock.now()}>
            {part}
          </Speech>,
        ),
      ),
    );
  };
  for (const language of languages)
    for (const part of await shown(language)) expect(part).toContain(opensIn[language]);
  house.ground.clock.set(opening);
  for (const part of await shown("en")) {
    expect(part).toContain("10 days");
    expect(part).not.toContain("Opens in");
  }
});

it("a round whose silence was broken counts down no more in the list", async () => {
  const { number, roundId } = await house.groupRound("silence", 10);
  await house.give("chile", number, "CL", objection);
  const { open } = await regionServices(house.ground).page("en");
  const list = renderToStaticMarkup(
    <Speech language="en" t={translator("en")} now={house.ground.clock.now()}>
      <OpenRounds rounds={open.filter(({ id }) => id === roundId)} names={{}} />
    </Speech>,
  );
  expect(wordsIn(list)).toMatch(/^closed /);
});

it("a round that is over counts down no more on its page, even before its outcome is entered", async () => {
  const { roundId } = await house.groupRound("express", 10);
  const { number: round } = await house.recordedOf(roundId);
  const needs = async () => {
    const { view, names } = await roundPages(house.ground).page(nobody, round, "en");
    return wordsIn(
      renderToStaticMarkup(
        <Speech language="en" t={translator("en")} now={house.ground.clock.now()}>
          <RoundNeeds view={view} names={names} />
        </Speech>,
      ),
    );
  };
  expect(await needs()).toContain("Time left 10 days");
  house.ground.clock.set(new Date(house.ground.clock.now().getTime() + 11 * days));
  expect(await needs()).toContain("The round ended without consensus.");
  expect(await needs()).not.toContain("Time left");
});

it("consensus that stands before the end of a round has not ended it: positions may still be changed", async () => {
  const { number, roundId } = await house.groupRound("express", 10);
  for (const [name, country] of [
    ["peru", "PE"],
    ["brazil", "BR"],
    ["chile", "CL"],
  ] as const)
    await house.give(name, number, country);
  const { number: round } = await house.recordedOf(roundId);
  const page = async () => {
    const shown = await roundPages(house.ground).page(nobody, round, "en");
    const html = renderToStaticMarkup(
      <Speech language="en" t={translator("en")} now={house.ground.clock.now()}>
        <RoundOnPage page={shown} sheet={null} signedIn={false} refused={null} />
      </Speech>,
    );
    return wordsIn(html);
  };
  const standing = await page();
  expect(standing).toContain("What is still needed There is consensus.");
  expect(standing).toMatch(/Ends \d/);
  expect(standing).toContain("Who decides");
  expect(standing).not.toMatch(/Ended \d|How it ended|Time left|The round is over/);
  await house.rounds.record(house.who("peru"), { roundId });
  const entered = await page();
  expect(entered).toContain("How it ended There is consensus.");
  expect(entered).toMatch(/Ended \d/);
  expect(entered).toContain("The round is over");
});
