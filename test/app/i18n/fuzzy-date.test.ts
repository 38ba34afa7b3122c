import { describe, expect, test } from "vitest";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";

describe("a fuzzy date is said in the reader's language", () => {
  test.each([
    ["Mid-2007", "mediados de 2007", "Mid-2007", "meados de 2007", "mi-2007"],
    ["End of 2006", "fines de 2006", "End of 2006", "fim de 2006", "fin 2006"],
    ["November 2005", "noviembre de 2005", "November 2005", "novembro de 2005", "novembre 2005"],
    [
      "by January 2011",
      "a más tardar en enero de 2011",
      "by January 2011",
      "até janeiro de 2011",
      "au plus tard en janvier 2011",
    ],
    [
      "by 31 March 2011",
      "a más tardar el 31 de marzo de 2011",
      "by 31 March 2011",
      "até 31 de março de 2011",
      "au plus tard le 31 mars 2011",
    ],
    ["2011-03-01", "1 de marzo de 2011", "1 March 2011", "1 de março de 2011", "1er mars 2011"],
    ["2012-09", "septiembre de 2012", "September 2012", "setembro de 2012", "septembre 2012"],
    ["2011-2013", "2011–2013", "2011-2013", "2011–2013", "2011–2013"],
    ["by 2015", "a más tardar en 2015", "by 2015", "até 2015", "au plus tard en 2015"],
    [
      "by mid-2007",
      "a más tardar a mediados de 2007",
      "by mid-2007",
      "até meados de 2007",
      "au plus tard à la mi-2007",
    ],
    [
      "by the end of 2006",
      "a más tardar a fines de 2006",
      "by the end of 2006",
      "até o fim de 2006",
      "au plus tard fin 2006",
    ],
    [
      "first half of 2012",
      "primer semestre de 2012",
      "first half of 2012",
      "primeiro semestre de 2012",
      "premier semestre 2012",
    ],
    ["2011-2013", "2011–2013", "2011-2013", "2011–2013", "2011–2013"],
    [
      "18-20 April 2018",
      "18–20 de abril de 2018",
      "18-20 April 2018",
      "18–20 de abril de 2018",
      "18–20 avril 2018",
    ],
    [
      "until the next Ministerial Conference",
      "hasta la próxima Conferencia Ministerial",
      "until the next Ministerial Conference",
      "até a próxima Conferência Ministerial",
      "jusqu’à la prochaine Conférence ministérielle",
    ],
    ["as soon as possible", "lo antes posible", "as soon as possible", "o quanto antes", "dès que possible"],
  ])("%s", (text, es, en, pt, fr) => {
    const said = (["es", "en", "pt", "fr"] as const).map((language) => sayFuzzyDate({ text }, language));
    expect(said).toEqual([es, en, pt, fr]);
  });

  test("an event without a wording of its own is given as it was written", () => {
    expect(sayFuzzyDate({ text: "after the harvest" }, "fr")).toBe("after the harvest");
  });
});
