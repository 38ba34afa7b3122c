/** Every reading that a round can have, of each state, mode and roll, said whole in four languages. */
import { beforeAll, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { rollKinds, type RollEntry, type RollKind } from "#app/domain/roles.ts";
import {
  defaultTerms,
  modes,
  needKinds,
  outcomes,
  positionKinds,
  readingStates,
  type Mode,
  type Need,
  type Position,
  type Reading,
  type Round,
} from "#app/domain/round.ts";
import { languages } from "#app/i18n/language.ts";
import { sayNeeds } from "#app/i18n/needs.ts";
import { translator } from "#app/i18n/translate.ts";
import { entry, hours, ms } from "#test/app/domain/sample.ts";
import {
  closing,
  confirmBy,
  consultation,
  during,
  give,
  opening,
  round,
} from "#test/app/domain/sample-round.ts";

const later = hours(during, 1);
const entries: readonly RollEntry[] = [
  entry("PE", { group: "andean" }),
  entry("MX", { group: "central-america-mexico" }),
  entry("CU", { group: "caribbean", occupied: false }),
];
/** What one country can have answered; the passage as a paragraph, as words, or none. */
const answers = (seat: string): readonly (readonly Position[])[] => [
  [],
  ...positionKinds.map((kind) => [give(seat, kind)]),
  [give(seat, "objects", during, { passage: "the title" })],
  [give(seat, "objects", during, { passage: null })],
  [give(seat, "joins", during, { amendment: "other words" })],
];
const instants = [
  ms(opening, -1),
  opening,
  later,
  hours(during, 2),
  ms(closing, -1),
  closing,
  hours(closing, 30),
  confirmBy,
  hours(confirmBy, 24),
];

interface Said {
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly reading: Reading;
}

function* everyRound(roll: RollKind, mode: Mode): Generator<Round> {
  const base = roll === "region" ? consultation() : round();
  for (const first of answers("PE"))
    for (const second of answers("MX"))
      for (const quorum of [null, 1])
        for (const confirmed of [null, true, false])
          for (const left of [[], ["MX"], ["PE", "MX"]])
            for (const withdrawn of [null, hours(during, 2)])
              yield {
                ...base,
                mode,
                roll: { kind: roll, entries },
                terms: {
                  ...defaultTerms,
                  quorumPerGroup: { value: quorum, basis: "cycle", reason: "decided" },
                },
                positions: [...first, ...second],
                confirmations: confirmed === null ? [] : [{ seat: "MX", confirmed, at: hours(closing, 24) }],
                departures: left.map((seat) => ({ seat, at: later })),
                withdrawn,
              };
  if (roll !== "region") yield { ...base, mode, roll: { kind: roll, entries: entries.slice(1) } };
}

/** One of each that reads differently: state, and what is needed or was lacking. */
function everyReading(): readonly Said[] {
  const found = new Map<string, Said>();
  for (const roll of rollKinds)
    for (const mode of modes)
      for (const subject of everyRound(roll, mode))
        for (const at of instants) {
          const reading = read(subject, at);
          const { state, needed, lacking } = reading;
          found.set(JSON.stringify([roll, mode, state, needed, lacking]), { roll, mode, reading });
        }
  return [...found.values()];
}

let all: readonly Said[] = [];
beforeAll(() => {
  all = everyReading();
}, 60_000);

describe("every combination of state, mode and roll", () => {
  it("is reached: which readings there are, and no others", () => {
    const reached = (roll: RollKind, mode: Mode) =>
      readingStates.filter((state) =>
        all.some((said) => said.roll === roll && said.mode === mode && said.reading.state === state),
      );
    for (const roll of ["group", "officers"] as const) {
      expect(reached(roll, "express")).toEqual([
        "scheduled",
        "open",
        "pending",
        "consensus",
        "blocked",
        "lapsed",
        "withdrawn",
      ]);
      expect(reached(roll, "silence")).toEqual([
        "scheduled",
        "open",
        "consensus",
        "broken",
        "lapsed",
        "withdrawn",
      ]);
    }
    for (const mode of modes)
      expect(reached("region", mode)).toEqual(["scheduled", "open", "heard", "withdrawn"]);
    const needs = new Set(all.flatMap(({ reading }) => [...reading.needed, ...reading.lacking]).map(kindOf));
    expect([...needs].sort()).toEqual([...needKinds].sort());
  });

  it.each(languages)("has its sentences in %s, each whole, with every country and time in it", (language) => {
    const t = translator(language);
    const names = new Intl.DisplayNames([language], { type: "region" });
    const name = (iso: string) => names.of(iso) ?? iso;
    const heard = new Map<string, string>();
    for (const { reading } of all)
      for (const need of [...reading.needed, ...reading.lacking]) {
        const key = JSON.stringify(need);
        if (heard.has(key)) continue;
        const [sentence = ""] = sayNeeds(t, language, [need], name);
        heard.set(key, sentence);
        expect(sentence).toMatch(/^[\p{Lu}¿«“"\d].*\S\.$/u);
        expect(sentence).not.toMatch(/\{\{|need\.|undefined|Invalid|null|country-group/);
        for (const country of countriesIn(need)) expect(sentence).toContain(name(country));
        for (const at of timesIn(need)) expect(sentence).toMatch(new RegExp(`\\b${hourOf(at)}\\b`));
      }
    expect(heard.size).toBeGreaterThan(20);
    // Needs of two kinds are never said alike.
    const kinds = new Map<string, string>();
    for (const [key, sentence] of heard) {
      const { kind } = JSON.parse(key) as Need;
      expect(kinds.get(sentence) ?? kind).toBe(kind);
      kinds.set(sentence, kind);
    }
  });

  it.each(languages)("says in %s what each state is called and how each outcome ended", (language) => {
    const t = translator(language);
    const said = [
      ...readingStates.map((state) => t(`consensus:state.${state}`)),
      ...outcomes.flatMap((outcome) => [
        t(`rounds:ended.${outcome}`),
        t(`rounds:outcome.${outcome}`),
        t(`rounds:record.text.${outcome}`),
      ]),
      t("rounds:to-be-entered"),
      t("consensus:need.none"),
    ];
    for (const words of said) expect(words).not.toMatch(/^$|\{\{|(state|ended|outcome|text|need)\.[a-z]/);
  });
});

const kindOf = ({ kind }: Need): Need["kind"] => kind;

const countriesIn = (need: Need): readonly string[] => {
  if ("country" in need) return [need.country];
  return need.kind === "not-answered" ? need.countries : [];
};

const timesIn = (need: Need): readonly Date[] =>
  ["at", "date", "until"].flatMap((field) => {
    const value = (need as unknown as Record<string, unknown>)[field];
    return value instanceof Date ? [value] : [];
  });

const hourOf = (at: Date): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/Santiago",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
