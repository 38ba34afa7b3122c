import { describe, expect, test } from "vitest";
import { fuzzyKind, readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { dateInEnglish } from "#app/domain/fuzzy-words.ts";

describe("a plan's dates are read in its own language", () => {
  test.each([
    ["mediados de 2012", "2012-04-01", "2012-09-30"],
    ["meados de 2012", "2012-04-01", "2012-09-30"],
    ["mi-2012", "2012-04-01", "2012-09-30"],
    ["fines de 2013", "2013-10-01", "2013-12-31"],
    ["a fines de 2013", "2013-10-01", "2013-12-31"],
    ["fim de 2013", "2013-10-01", "2013-12-31"],
    ["fin 2013", "2013-10-01", "2013-12-31"],
    ["primer semestre de 2012", "2012-01-01", "2012-06-30"],
    ["segundo semestre de 2012", "2012-07-01", "2012-12-31"],
    ["premier semestre 2012", "2012-01-01", "2012-06-30"],
    ["segundo trimestre de 2012", "2012-04-01", "2012-06-30"],
    ["Q3 2012", "2012-07-01", "2012-09-30"],
    ["second quarter of 2012", "2012-04-01", "2012-06-30"],
    ["mayo de 2011", "2011-05-01", "2011-05-31"],
    ["maio de 2011", "2011-05-01", "2011-05-31"],
    ["Mai 2011", "2011-05-01", "2011-05-31"],
    ["13 de mayo de 2011", "2011-05-13", "2011-05-13"],
    ["1er mars 2011", "2011-03-01", "2011-03-01"],
    ["15 août 2011", "2011-08-15", "2011-08-15"],
    ["18-20 de abril de 2018", "2018-04-18", "2018-04-20"],
    ["de mayo a julio de 2011", "2011-05-01", "2011-07-31"],
    ["a más tardar en enero de 2011", null, "2011-01-31"],
    ["hasta el 31 de marzo de 2011", null, "2011-03-31"],
    ["até março de 2011", null, "2011-03-31"],
    ["au plus tard fin 2012", null, "2012-12-31"],
    ["antes de fines de 2012", null, "2012-12-31"],
    ["hasta 2015", null, "2015-12-31"],
  ])("%s", (text, from, to) => {
    expect(readFuzzyDate(text)).toEqual({ text, from, to });
  });

  test.each([
    "hasta la próxima Conferencia Ministerial",
    "lo antes posible",
    "cuando se pueda",
    "mayo",
    "32 de mayo de 2011",
  ])("%s names no day", (text) => {
    expect(fuzzyKind(text)).toBe("event");
  });

  test.each(["by January 2011", "2011-05-13", "Mid-2007", "31 March 2011", "whenever"])(
    "%s is left as it is written",
    (text) => {
      expect(dateInEnglish(text)).toBe(text);
    },
  );
});
