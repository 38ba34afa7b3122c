/** The certificate on its page: whether the text still has the hash that was decided on is said, not only shown. */
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CertificatePage } from "#app/components/certificate-page.tsx";
import { Speech } from "#app/components/speech.tsx";
import { languages } from "#app/domain/release.ts";
import { stranger } from "#app/domain/roles.ts";
import { translator } from "#app/i18n/translate.ts";
import { certificateServices } from "#server/services/certificates.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { recordHouse, type RecordHouse } from "#test/server/proof/record-house.ts";

let house: RecordHouse;
beforeAll(async () => void (house = await recordHouse()));
afterAll(() => house.store.close());

it.each(languages)(
  "says in %s whether the hash taken anew is the one that was decided on",
  async (language) => {
    const t = translator(language);
    const view = await certificateServices(house.ground).certificatePage(stranger, 1, language);
    const words = (computed: string) =>
      wordsIn(
        renderToStaticMarkup(
          <Speech language={language} t={t} now={house.ground.clock.now()}>
            <CertificatePage view={{ ...view, computed }} sheet={null} flaw={null} />
          </Speech>,
        ),
      );
    const said = (computed: string) =>
      ["same", "differs"].map((how) =>
        new RegExp(`${computed}\\s+${t(`certificate:hash.${how}`)}`).test(words(computed)),
      );
    expect(said(view.computed)).toEqual([true, false]);
    expect(said("0".repeat(64))).toEqual([false, true]);
  },
);

it.each(languages)("says in %s why each country is on the roll", async (language) => {
  const t = translator(language);
  const view = await certificateServices(house.ground).certificatePage(stranger, 1, language);
  const words = wordsIn(
    renderToStaticMarkup(
      <Speech language={language} t={t} now={house.ground.clock.now()}>
        <CertificatePage view={view} sheet={null} flaw={null} />
      </Speech>,
    ),
  );
  const { roll } = view.page.view.recorded.round;
  const occupied = roll.entries.filter((entry) => entry.occupied).length;
  expect(occupied).toBeGreaterThan(0);
  expect(words.split(t(`certificate:why.${roll.kind}.occupied`))).toHaveLength(occupied + 1);
  expect(words).not.toContain("certificate:why");
});
