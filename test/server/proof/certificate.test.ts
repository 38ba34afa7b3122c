/** Certificates tampered with in every field that bears on the outcome: each is told, by its entries or by the rules. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson, type Json } from "#app/domain/release.ts";
import { readBrought } from "#server/proof/files.ts";
import { entryHash } from "#server/proof/hash.ts";
import { copy, flawsOf, type Line } from "./record-house.ts";
import { roundsHouse, type RoundsHouse } from "./rounds-house.ts";

const part = (of: Line, name: string) => of[name] as Line;
const list = (of: Line, name: string) => of[name] as Line[];

let rounds: RoundsHouse;
const issued = new Map<number, Line>();
beforeAll(async () => {
  rounds = await roundsHouse();
  for (const number of [1, 2, 3]) issued.set(number, await rounds.certificate(number));
});
afterAll(() => rounds.store.close());

/** What is found where the certificate of that round was changed so. */
function found(number: number, change: (of: Line) => void = () => {}): string[] {
  const changed = copy(issued.get(number) ?? {});
  change(changed);
  return flawsOf(readBrought("c.json", JSON.stringify(changed))).map(({ detail }) => detail);
}
const seat = (of: Line, country: string) => list(of, "seats").find((one) => one["country"] === country) ?? {};
const position = (of: Line, country: string) =>
  list(of, "positions").find((one) => one["country"] === country) ?? {};
const term = (of: Line, name: string) => part(of, "terms")[name] as Line;
const another = "2011-03-02T03:04:05.000Z";

test("they hold: one with an outcome, one left and withdrawn, one annulled", () => {
  expect([1, 2, 3].map((number) => found(number))).toEqual([[], [], []]);
});

const cases: readonly [string, number, (of: Line) => void, string][] = [
  ["a term", 1, (of) => (term(of, "minOccupiedSeats")["value"] = 1), "terms"],
  ["a quorum", 1, (of) => (term(of, "quorumPerGroup")["value"] = 1), "terms"],
  ["a term left out", 1, (of) => delete part(of, "terms")["letterDays"], "terms"],
  ["who could answer", 1, (of) => (seat(of, "BR")["occupied"] = false), "occupied"],
  ["the country of a seat", 1, (of) => (seat(of, "BR")["country"] = "UY"), "country"],
  ["the country group of a seat", 1, (of) => (seat(of, "BR")["countryGroup"] = "caribbean"), "group"],
  ["when a country left", 2, (of) => (seat(of, "BR")["leftAt"] = another), "left"],
  ["that a country left", 2, (of) => (seat(of, "BR")["leftAt"] = null), "left"],
  ["a country that did not leave", 1, (of) => (seat(of, "BR")["leftAt"] = another), "left BR"],
  ["when it was opened", 1, (of) => (part(of, "round")["openedAt"] = another), "opened-at"],
  ["who opened it", 1, (of) => (part(of, "round")["openedFor"] = "CL"), "opened-by"],
  ["that it was withdrawn", 2, (of) => (part(of, "round")["withdrawn"] = null), "withdrawn"],
  ["when it was withdrawn", 2, (of) => (part(part(of, "round"), "withdrawn")["at"] = another), "withdrawn"],
  ["why it was withdrawn", 2, (of) => (part(part(of, "round"), "withdrawn")["reason"] = "Otra."), "reason"],
  [
    "that it was annulled",
    3,
    (of) => (part(part(of, "round"), "withdrawn")["annulled"] = false),
    "withdrawn",
  ],
  [
    "a withdrawal that was not",
    1,
    (of) => (part(of, "round")["withdrawn"] = { at: another, reason: null, annulled: false }),
    "withdrawn",
  ],
  ["when a position counts from", 1, (of) => (position(of, "PE")["at"] = another), "position PE: at"],
  ["when a letter came", 1, (of) => (position(of, "BR")["at"] = another), "position BR: at"],
  ["when it was entered", 1, (of) => (position(of, "PE")["enteredAt"] = another), "position PE: entered-at"],
  ["that it came by letter", 1, (of) => (position(of, "BR")["byLetter"] = false), "position BR: by-letter"],
  ["in which office", 1, (of) => (position(of, "PE")["office"] = "focal-point"), "position PE: office"],
  ["in which language", 1, (of) => (position(of, "PE")["language"] = "fr"), "position PE: language"],
  [
    "the date of a capital",
    1,
    (of) => (position(of, "CL")["confirmBy"] = another),
    "position CL: confirm-by",
  ],
  ["a date left out", 1, (of) => (position(of, "CL")["confirmBy"] = null), "position CL: confirm-by"],
  [
    "the word of a capital",
    1,
    (of) => ((position(of, "CL")["confirmation"] as Line)["confirmed"] = false),
    "confirmation",
  ],
  [
    "when a capital said it",
    1,
    (of) => ((position(of, "CL")["confirmation"] as Line)["at"] = another),
    "confirmation CL",
  ],
  ["the word of a capital left out", 1, (of) => (position(of, "CL")["confirmation"] = null), "confirmation"],
  ["which position counts", 1, (of) => (position(of, "PE")["counts"] = false), "counts"],
  ["since when it reads so", 1, (of) => (part(of, "outcome")["since"] = another), "since"],
  ["when it was entered", 1, (of) => (part(of, "outcome")["at"] = another), "outcome-at"],
  ["who entered it", 1, (of) => (part(of, "outcome")["office"] = "secretariat"), "office"],
  ["for which country", 1, (of) => (part(of, "outcome")["country"] = "CL"), "country"],
  ["what the round reads", 1, (of) => (part(of, "round")["reading"] = "blocked"), "reading"],
  ["what a withdrawn round reads", 2, (of) => (part(of, "round")["reading"] = "consensus"), "reading"],
];
test.each(cases)("%s (round %i)", (_, number, change, detail) => {
  expect(found(number, change)).toEqual([detail]);
});

/** Somebody writes the entries anew with the hashes that belong to them, as only a certificate by itself allows. */
function forged(of: Line, kind: string, change: (facts: Line) => void): void {
  let prevHash = "";
  for (const entry of list(of, "entries")) {
    const event = JSON.parse(String(entry["facts"])) as Line;
    if (event["kind"] === kind) change(part(event, "facts"));
    const facts = canonicalJson(event as Json);
    if (prevHash !== "") entry["prevHash"] = prevHash;
    const [chainId, seq] = [String(entry["chain"]), Number(entry["seq"])];
    const hash = entryHash({ prevHash: String(entry["prevHash"]), chainId, seq, facts });
    Object.assign(entry, { facts, hash });
    prevHash =
      seq + 1 === Number(list(of, "entries")[list(of, "entries").indexOf(entry) + 1]?.["seq"]) ? hash : "";
  }
}

test("an outcome that does not follow from what is stated is told, though every entry states it", () => {
  const declared = (outcome: string) => (of: Line) => {
    part(of, "outcome")["outcome"] = outcome;
    part(of, "round")["reading"] = outcome;
    forged(of, "round.outcome-recorded", (facts) => (facts["outcome"] = outcome));
  };
  expect(found(1, declared("consensus"))).toEqual([]);
  expect(found(1, declared("lapsed"))).toEqual(["reading"]);
  const sooner = (of: Line) => {
    part(of, "outcome")["since"] = another;
    forged(of, "round.outcome-recorded", (facts) => (facts["since"] = another));
  };
  expect(found(1, sooner)).toEqual(["since"]);
  const quorum = (of: Line) => {
    term(of, "minOccupiedSeats")["value"] = 30;
    forged(of, "round.opened", (facts) => (part(facts, "terms")["minOccupiedSeats"] = 30));
  };
  expect(found(1, quorum)).toEqual(["reading"]);
});

test("an entry of an earlier version, which states less, holds as it did", () => {
  const earlier = (of: Line) => {
    forged(of, "round.opened", (facts) => {
      for (const name of ["countries", "groups", "occupied", "terms"]) delete facts[name];
    });
    forged(of, "round.position-given", (facts) => {
      for (const name of ["at", "confirmBy", "letterSha256", "language"]) delete facts[name];
    });
  };
  expect(found(1, earlier)).toEqual([]);
  // What decides is read all the same.
  expect(found(1, (of) => (earlier(of), (term(of, "minOccupiedSeats")["value"] = 30)))).toEqual(["reading"]);
});

test("what no round can have is told and keeps nobody busy", () => {
  const endless = (of: Line) => {
    term(of, "letterDays")["value"] = 1e12;
    forged(of, "round.opened", (facts) => (part(facts, "terms")["letterDays"] = 1e12));
  };
  expect(found(1, endless)).toEqual(["reading"]);
});
