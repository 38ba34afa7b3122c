/** What the form of a position offers. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { PositionPicker } from "#app/components/position-picker.tsx";
import { Speech } from "#app/components/speech.tsx";
import { regionalDay } from "#app/domain/region.ts";
import { translator } from "#app/i18n/translate.ts";

it("the last day on which a capital may confirm is a day of the region, not of UTC", () => {
  // Ten in the evening of 2 April in Santiago is the next day in UTC already.
  const latest = new Date("2011-04-03T01:00:00Z");
  expect(regionalDay(latest)).toBe("2011-04-02");
  const html = renderToStaticMarkup(
    <Speech language="en" t={translator("en")} now={new Date("2011-03-01T12:00:00Z")}>
      <PositionPicker
        mode="express"
        kinds={["joins", "ad-referendum"]}
        passages={[]}
        confirmLatest={latest}
      />
    </Speech>,
  );
  expect(html).toContain('max="2011-04-02"');
});
