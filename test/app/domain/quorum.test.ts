/** A quorum by country group, where a cycle has set one: express mode only (domain §4). */
import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { RollEntry } from "#app/domain/roles.ts";
import { defaultTerms, type Position, type Round } from "#app/domain/round.ts";
import { entry, hours } from "./sample.ts";
import { allJoin, closing, during, give, round } from "./sample-round.ts";

const later = hours(during, 1);
const two = allJoin.slice(0, 2);
const adRef = [...two, give("MX", "ad-referendum")];
const leaves = (seat: string, at = later) => ({ seat, at });

const quorate = (value: number, positions: readonly Position[], more: Partial<Round> = {}): Round => {
  const entries: readonly RollEntry[] = [
    entry("PE", { group: "andean" }),
    entry("EC", { group: "andean" }),
    entry("MX", { group: "central-america-mexico" }),
  ];
  const terms = {
    ...defaultTerms,
    quorumPerGroup: { value, basis: "cycle", reason: "decided" } as const,
  };
  return round({ roll: { kind: "officers", entries }, terms, positions, ...more });
};

describe("a quorum of each country group", () => {
  const cases: readonly [string, Round, Date, string, readonly string[]][] = [
    ["a group short of its quorum is named", quorate(2, allJoin), during, "open", ["quorum"]],
    ["short of its quorum at the end, the round lapses", quorate(2, allJoin), closing, "lapsed", []],
    ["a quorum that is met needs nothing", quorate(1, allJoin), during, "consensus", []],
    [
      "a seat that has left is not present",
      quorate(1, allJoin, { departures: [leaves("MX")] }),
      later,
      "open",
      ["quorum"],
    ],
    ["one awaited by its capital is present", quorate(1, adRef), during, "pending", ["confirm-by"]],
    [
      "one that dissociated is present",
      quorate(1, [...two, give("MX", "dissociates")]),
      during,
      "consensus",
      [],
    ],
    ["silence asks no quorum", quorate(2, [], { mode: "silence" }), closing, "consensus", []],
  ];

  it.each(cases)("%s", (_, subject, at, state, needed) => {
    const reading = read(subject, at);
    expect([reading.state, reading.needed.map(({ kind }) => kind)]).toEqual([state, needed]);
  });
});
