import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PositionChoice } from "#app/components/position-steps.tsx";
import { RoundNeeds } from "#app/components/round.tsx";
import { RoundOnPage } from "#app/components/round-page.tsx";
import { passagesOf } from "#app/components/round-subject.ts";
import { Speech } from "#app/components/speech.tsx";
import { languages } from "#app/domain/release.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Language } from "#app/i18n/language.ts";
import { roundPages } from "#server/services/round-pages.ts";
import { nobody } from "#test/factories.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { groupHouse } from "#test/server/services/group-house.ts";

let house: Awaited<ReturnType<typeof groupHouse>>;
let number: number;
beforeAll(async () => {
  house = await groupHouse();
  const slug = await house.propose();
  await house.services.groups.openConsultation(house.who("chair"), {
    ...(await house.at(slug)),
    ...house.times(7),
  });
  await house.give(slug, house.who("CL"), "CL");
  await house.give(slug, house.who("AR"), "AR", {
    kind: "objects",
    passage: "2",
    reason: "Ya existe uno.",
    lift: "Otro nombre.",
  });
  ({ number } = await house.live(slug));
});
afterAll(() => house.store.close());

const render = (language: Language, page: ReactNode) =>
  renderToStaticMarkup(
    <Speech language={language} t={translator(language)} now={house.ground.clock.now()}>
      {page}
    </Speech>,
  );

describe("a consultation of all countries", () => {
  it("is shown by country group, answered or not yet, and speaks of no consensus", async () => {
    for (const language of languages) {
      const page = await roundPages(house.ground).page(nobody, number, language);
      const html = render(language, <RoundOnPage page={page} sheet={null} signedIn={false} refused={null} />);
      const words = wordsIn(html);
      const t = translator(language);
      expect(words).not.toMatch(/consens/i);
      for (const group of ["andean", "central-america-mexico", "southern-cone", "caribbean"])
        expect(words).toContain(t(`consensus:country-group.${group}`));
      expect(words.split(t("round-page:standing.not-answered")).length - 1).toBeGreaterThan(25);
      // While it runs nobody is silent: there is still time to answer.
      expect(words).not.toContain(t("round-page:standing.silent"));
      expect(words).toContain(t("round-page:heard.joins"));
      expect(words).toContain(t("round-page:heard.objects"));
      expect(words).toContain(
        `${t("round-page:term.consultation")} ${t("round-page:term.minSilenceHours.value", { count: 72 })}`,
      );
    }
  });

  it("is answered without waiting for a capital, and in no words of consensus either", async () => {
    const pages = roundPages(house.ground);
    const form = await pages.answering(house.who("UY"), number, null, "en");
    const { round, seat, others } = form;
    const html = render(
      "en",
      <PositionChoice
        subject={{
          path: `/rounds/${number}`,
          title: round.subject.title,
          lang: "pt",
          paragraphs: passagesOf(round.text),
        }}
        view={round.view}
        names={round.names}
        seat={seat}
        others={others}
        values={{}}
        refused={null}
      />,
    );
    expect(wordsIn(html)).not.toMatch(/consensus/i);
    expect(html).not.toContain('value="ad-referendum"');
    expect([...html.matchAll(/name="kind"[^>]* value="([a-z-]+)"/g)].map(([, kind]) => kind)).toEqual([
      "joins",
      "joins-with-reservation",
      "objects",
      "dissociates",
    ]);
  });

  it("says once that a round was withdrawn, and calls an annulled one annulled", async () => {
    const page = await roundPages(house.ground).page(nobody, number, "en");
    const at = house.ground.clock.now();
    const headline = (annulled: boolean): string => {
      const recorded = { ...page.view.recorded, annulled, withdrawReason: "Otro texto." };
      const reading = {
        ...page.view.reading,
        outcome: "withdrawn" as const,
        lacking: [{ kind: "withdrawn" as const, at }],
      };
      const view = { ...page.view, recorded: { ...recorded, settledAt: at }, reading };
      return wordsIn(render("en", <RoundNeeds view={view} names={page.names} />));
    };
    expect(headline(false).match(/was withdrawn/g)).toHaveLength(1);
    expect(headline(true)).toMatch(/annulled/);
    expect(headline(true)).not.toMatch(/withdrawn/);
  });

  it("offers both offices of one who has two, and takes none for granted", async () => {
    const pages = roundPages(house.ground);
    const { round, seat } = await pages.answering(house.who("UY"), number, null, "en");
    const html = render(
      "en",
      <PositionChoice
        subject={{ path: "/rounds/1", title: "", lang: "pt", paragraphs: passagesOf(round.text) }}
        view={round.view}
        names={round.names}
        seat={{ ...seat, offices: ["representative", "focal-point"] }}
        others={[]}
        values={{}}
        refused={null}
      />,
    );
    expect([...html.matchAll(/type="radio"[^>]*name="capacity"[^>]*>/g)].map(([one]) => one)).toHaveLength(2);
    expect(html).not.toMatch(/name="capacity"[^>]*checked/);
  });
});
