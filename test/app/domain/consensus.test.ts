import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { RollEntry } from "#app/domain/roles.ts";
import { defaultTerms, type Round } from "#app/domain/round.ts";
import { entry, hours, ms } from "./sample.ts";
import {
  allJoin,
  beforeEnd,
  closing,
  confirmBy,
  consultation,
  during,
  give,
  opening,
  round,
  silence,
} from "./sample-round.ts";

const allLeave = ["PE", "EC", "MX"].map((seat) => ({ seat, at: during }));
const allDissociate = ["PE", "EC", "MX"].map((seat) => give(seat, "dissociates"));

describe("the reading of a round, to the millisecond", () => {
  const cases: readonly [string, Round, Date, string, readonly string[]][] = [
    ["express is scheduled until its opening", round(), ms(opening, -1), "scheduled", ["opens"]],
    ["express opens at its exact opening", round(), opening, "open", ["not-answered"]],
    ["silence is scheduled until its opening", silence(), ms(opening, -1), "scheduled", ["opens"]],
    ["silence opens at its exact opening", silence(), opening, "open", ["silence-until"]],
    ["express with all joined is consensus at once", round({ positions: allJoin }), during, "consensus", []],
    [
      "silence with all joined still runs to its end",
      silence({ positions: allJoin }),
      beforeEnd,
      "open",
      ["silence-until"],
    ],
    ["a silent seat consents at the exact end", silence(), closing, "consensus", []],
    [
      "an unanswered express round is open to the last millisecond",
      round(),
      beforeEnd,
      "open",
      ["not-answered"],
    ],
    ["an unanswered express round lapses at its exact end", round(), closing, "lapsed", []],
    [
      "an objection is needed to be lifted while the round runs",
      round({ positions: [...allJoin, give("MX", "objects", hours(during, 1))] }),
      beforeEnd,
      "open",
      ["objects"],
    ],
    [
      "an objection that stands blocks at the exact end",
      round({ positions: [...allJoin, give("MX", "objects", hours(during, 1))] }),
      closing,
      "blocked",
      [],
    ],
    [
      "an objection is lifted by a later position",
      round({
        positions: [
          give("MX", "objects"),
          give("MX", "joins", beforeEnd),
          give("PE", "joins"),
          give("EC", "joins"),
        ],
      }),
      closing,
      "consensus",
      [],
    ],
    [
      "a position at the exact end does not count",
      round({ positions: [give("PE", "joins"), give("EC", "joins"), give("MX", "joins", closing)] }),
      closing,
      "lapsed",
      [],
    ],
    [
      "a position on an older release does not count",
      round({
        positions: [
          give("PE", "joins"),
          give("EC", "joins"),
          give("MX", "joins", during, { releaseId: "r3" }),
        ],
      }),
      during,
      "open",
      ["not-answered"],
    ],
    [
      "a reservation and a dissociation are answers",
      round({
        positions: [
          give("PE", "joins-with-reservation"),
          give("EC", "dissociates"),
          give("MX", "dissociates"),
        ],
      }),
      during,
      "consensus",
      [],
    ],
    [
      "consensus needs at least one that joined",
      round({ positions: allDissociate }),
      during,
      "open",
      ["nobody-joined"],
    ],
    ["where all dissociate the round lapses", round({ positions: allDissociate }), closing, "lapsed", []],
    [
      "in silence mode all may dissociate",
      silence({
        positions: allDissociate,
      }),
      closing,
      "consensus",
      [],
    ],
    [
      "ad referendum holds the outcome as pending",
      round({ positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")] }),
      closing,
      "pending",
      ["confirm-by"],
    ],
    [
      "ad referendum waits to the last millisecond before its date",
      round({ positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")] }),
      ms(confirmBy, -1),
      "pending",
      ["confirm-by"],
    ],
    [
      "ad referendum past its date ends without consensus",
      round({ positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")] }),
      confirmBy,
      "lapsed",
      [],
    ],
    [
      "ad referendum confirmed reads as joined",
      round({
        positions: [give("PE", "dissociates"), give("EC", "dissociates"), give("MX", "ad-referendum")],
        confirmations: [{ seat: "MX", confirmed: true, at: ms(confirmBy, -1) }],
      }),
      confirmBy,
      "consensus",
      [],
    ],
    [
      "a confirmation at the exact date is too late",
      round({
        positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")],
        confirmations: [{ seat: "MX", confirmed: true, at: confirmBy }],
      }),
      confirmBy,
      "lapsed",
      [],
    ],
    [
      "ad referendum declined ends without consensus",
      round({
        positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")],
        confirmations: [{ seat: "MX", confirmed: false, at: hours(closing, 5) }],
      }),
      hours(closing, 5),
      "lapsed",
      [],
    ],
    [
      "declined while the round runs leaves time for another position",
      round({
        positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")],
        confirmations: [{ seat: "MX", confirmed: false, at: hours(during, 5) }],
      }),
      hours(during, 5),
      "open",
      ["declined"],
    ],
    [
      "an objection beside an ad referendum blocks at the end",
      round({ positions: [give("PE", "objects"), give("EC", "joins"), give("MX", "ad-referendum")] }),
      closing,
      "blocked",
      [],
    ],
    [
      "an objection breaks silence at once",
      silence({ positions: [give("MX", "objects")] }),
      during,
      "broken",
      [],
    ],
    [
      "silence is whole until the objection",
      silence({ positions: [give("MX", "objects")] }),
      ms(during, -1),
      "open",
      ["silence-until"],
    ],
    [
      "an objection in the last millisecond breaks silence",
      silence({ positions: [give("MX", "objects", beforeEnd)] }),
      closing,
      "broken",
      [],
    ],
    [
      "an objection at the exact end does not break silence",
      silence({ positions: [give("MX", "objects", closing)] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an amendment breaks silence by itself",
      silence({ positions: [give("MX", "joins", during, { amendment: "other words" })] }),
      during,
      "broken",
      [],
    ],
    [
      "broken silence is not mended by a later position",
      silence({ positions: [give("MX", "objects"), give("MX", "joins", hours(during, 1))] }),
      closing,
      "broken",
      [],
    ],
    [
      "an objection of a seat vacant at opening counts neither way",
      silence({ positions: [give("CR", "objects")] }),
      closing,
      "consensus",
      [],
    ],
    [
      "a country that left is no longer needed",
      round({ positions: allJoin.slice(0, 2), departures: [{ seat: "MX", at: hours(during, 1) }] }),
      hours(during, 1),
      "consensus",
      [],
    ],
    [
      "the objection of a country that left no longer blocks",
      round({
        positions: [...allJoin.slice(0, 2), give("MX", "objects")],
        departures: [{ seat: "MX", at: hours(during, 1) }],
      }),
      closing,
      "consensus",
      [],
    ],
    [
      "a country awaited by its capital may leave and is no longer needed",
      round({
        positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")],
        departures: [{ seat: "MX", at: hours(closing, 1) }],
      }),
      hours(closing, 1),
      "consensus",
      [],
    ],
    ["an empty roll lapses, in express mode", round({ departures: allLeave }), closing, "lapsed", []],
    ["an empty roll lapses, in silence mode", silence({ departures: allLeave }), closing, "lapsed", []],
    ["a withdrawn round reads so from that instant", round({ withdrawn: during }), during, "withdrawn", []],
    [
      "a round is not withdrawn before it is",
      round({ withdrawn: during }),
      ms(during, -1),
      "open",
      ["not-answered"],
    ],
    ["a silence withdrawn reads so", silence({ withdrawn: during }), closing, "withdrawn", []],
    [
      "a broken silence is not withdrawn after",
      silence({ withdrawn: hours(during, 1), positions: [give("MX", "objects")] }),
      closing,
      "broken",
      [],
    ],
    [
      "a withdrawal before the opening holds",
      round({ withdrawn: ms(opening, -5) }),
      ms(opening, -5),
      "withdrawn",
      [],
    ],
    ["a consultation is open to its last millisecond", consultation(), beforeEnd, "open", ["not-heard"]],
    ["a consultation ends at its time, unanswered", consultation(), closing, "heard", []],
    [
      "a consultation ends at its time, objected to",
      consultation({ positions: [give("PE", "objects"), give("EC", "objects")] }),
      closing,
      "heard",
      [],
    ],
    [
      "a consultation with all answers still waits for its time",
      consultation({ positions: [give("PE", "joins"), give("EC", "objects")], mode: "silence" }),
      beforeEnd,
      "open",
      ["ends-at"],
    ],
  ];

  it.each(cases)("%s", (_, subject, at, state, needed) => {
    const reading = read(subject, at);
    expect([reading.state, reading.needed.map(({ kind }) => kind)]).toEqual([state, needed]);
  });
});

describe("what is still needed", () => {
  it("names each country that has not answered, and each objection with its passage", () => {
    const { needed } = read(round({ positions: [give("MX", "objects")] }), during);
    expect(needed).toEqual([
      { kind: "objects", country: "MX", passage: "3" },
      { kind: "not-answered", countries: ["PE", "EC"] },
    ]);
  });

  it("never names a vacant seat", () => {
    const { standing, needed } = read(round(), during);
    expect(standing.map((line) => line.standing)).toEqual([
      "not-answered",
      "not-answered",
      "not-answered",
      "vacant",
    ]);
    expect(needed).toEqual([{ kind: "not-answered", countries: ["PE", "EC", "MX"] }]);
  });

  it("tells silence from assent on record", () => {
    const { standing } = read(silence({ positions: [give("PE", "joins")] }), closing);
    expect(standing.map((line) => line.standing)).toEqual(["answered", "silent", "silent", "vacant"]);
  });

  it("keeps as lacking why a round ended without consensus", () => {
    expect(
      read(round({ positions: [...allJoin.slice(0, 2), give("MX", "objects")] }), closing).lacking,
    ).toEqual([{ kind: "objects", country: "MX", passage: "3" }]);
    expect(read(silence({ positions: [give("MX", "objects")] }), closing).lacking).toEqual([
      { kind: "broken-by", country: "MX", passage: "3", at: during },
    ]);
  });

  it("asks a quorum by country group in express mode only, and counts a dissociated seat as present", () => {
    const entries: readonly RollEntry[] = [
      entry("PE", { group: "andean" }),
      entry("MX", { group: "central-america-mexico" }),
      entry("CU", { group: "caribbean", occupied: false }),
    ];
    const terms = {
      ...defaultTerms,
      quorumPerGroup: { value: 1, basis: "cycle" as const, reason: "decided" },
    };
    const subject = round({
      roll: { kind: "officers", entries },
      terms,
      positions: [give("PE", "joins"), give("MX", "dissociates")],
    });
    expect(read(subject, during).needed).toEqual([
      { kind: "quorum", group: "caribbean", present: 0, required: 1 },
    ]);
    expect(read({ ...subject, mode: "silence" }, closing).state).toBe("consensus");
  });
});

describe("the outcome", () => {
  it("stands still once it is on record", () => {
    const recorded = hours(during, 2);
    const subject = round({ recorded, positions: [...allJoin, give("MX", "objects", hours(recorded, 1))] });
    expect(read(subject, closing)).toMatchObject({ state: "consensus", accepts: false });
  });

  it("stands since the last act that counted, or since the end", () => {
    expect(
      read(round({ positions: [...allJoin, give("MX", "joins", hours(during, 3))] }), closing).since,
    ).toEqual(hours(during, 3));
    const uncounted = [give("XX", "joins", hours(during, 3)), give("CR", "joins", hours(during, 3))];
    expect(read(round({ positions: [...allJoin, ...uncounted] }), closing).since).toEqual(during);
    expect(read(silence(), hours(closing, 50)).since).toEqual(closing);
    const late = round({
      positions: [...allJoin.slice(0, 2), give("MX", "ad-referendum")],
      confirmations: [{ seat: "MX", confirmed: false, at: hours(closing, 5) }],
    });
    expect(read(late, hours(closing, 500)).since).toEqual(hours(closing, 5));
  });
});
