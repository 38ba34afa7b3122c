/** The rest of the table of readings: departures, ties, what came late, and each state of each kind of round. */
import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import type { Round } from "#app/domain/round.ts";
import { hours, ms } from "./sample.ts";
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

const later = hours(during, 1);
const two = allJoin.slice(0, 2);
const contested = [give("PE", "joins"), give("EC", "objects")];
const away = ["PE", "EC"].map((seat) => give(seat, "dissociates"));
const adRef = [...two, give("MX", "ad-referendum")];
const leaves = (seat: string, at = later) => ({ seat, at });
const says = (confirmed: boolean, at: Date, seat = "MX") => ({ seat, confirmed, at });
describe("the reading of a round, case by case", () => {
  const cases: readonly [string, Round, Date, string, readonly string[]][] = [
    [
      "two needs of two countries are both said",
      round({ positions: contested }),
      during,
      "open",
      ["objects", "not-answered"],
    ],
    [
      "two objections are two needs",
      round({ positions: [...contested, give("MX", "objects")] }),
      during,
      "open",
      ["objects", "objects"],
    ],
    [
      "ad referendum is awaited while others have not answered",
      round({ positions: [give("MX", "ad-referendum")] }),
      during,
      "open",
      ["confirm-by", "not-answered"],
    ],
    [
      "ad referendum alone is pending before the end too",
      round({ positions: adRef }),
      during,
      "pending",
      ["confirm-by"],
    ],
    [
      "confirmed before the end it is consensus at once",
      round({ positions: adRef, confirmations: [says(true, later)] }),
      later,
      "consensus",
      [],
    ],
    [
      "two capitals are waited for one by one",
      round({
        positions: [give("PE", "joins"), give("EC", "ad-referendum"), give("MX", "ad-referendum")],
        confirmations: [says(true, later)],
      }),
      closing,
      "pending",
      ["confirm-by"],
    ],
    [
      "a capital confirmed for a position that was given anew counts for nothing",
      round({
        positions: [...two, give("MX", "ad-referendum"), give("MX", "objects", hours(during, 2))],
        confirmations: [says(true, later)],
      }),
      hours(during, 2),
      "open",
      ["objects"],
    ],
    [
      "a word of the capital before its position counts for nothing",
      round({ positions: [...two, give("MX", "ad-referendum", later)], confirmations: [says(true, during)] }),
      later,
      "pending",
      ["confirm-by"],
    ],
    [
      "the first word of a capital counts, not the second",
      round({ positions: adRef, confirmations: [says(false, later), says(true, hours(later, 1))] }),
      closing,
      "lapsed",
      [],
    ],
    [
      "declined, then answered otherwise in time, it is consensus",
      round({
        positions: [...two, give("MX", "ad-referendum"), give("MX", "joins", hours(later, 1))],
        confirmations: [says(false, later)],
      }),
      closing,
      "consensus",
      [],
    ],
    [
      "of two positions of one instant the one entered last counts",
      round({ positions: [...two, give("MX", "objects"), give("MX", "joins")] }),
      during,
      "consensus",
      [],
    ],
    [
      "a letter entered last but received first does not count over a later position",
      round({ positions: [...two, give("MX", "joins", later), give("MX", "objects", during)] }),
      later,
      "consensus",
      [],
    ],
    [
      "a position before the opening does not count",
      round({ positions: [...two, give("MX", "joins", ms(opening, -1))] }),
      during,
      "open",
      ["not-answered"],
    ],
    [
      "a position at the exact opening counts",
      round({ positions: [...two, give("MX", "joins", opening)] }),
      opening,
      "open",
      ["not-answered"],
    ],
    [
      "a position of a seat off the roll counts for nothing",
      round({ positions: [...allJoin, give("XX", "objects")] }),
      during,
      "consensus",
      [],
    ],
    [
      "an objection of a vacant seat counts for nothing",
      round({ positions: [...allJoin, give("CR", "objects")] }),
      during,
      "consensus",
      [],
    ],
    [
      "one that joined is enough beside those that dissociated",
      round({ positions: [...away, give("MX", "joins")] }),
      during,
      "consensus",
      [],
    ],
    [
      "an ad referendum not yet confirmed is nobody that joined",
      round({ positions: [...away, give("MX", "ad-referendum")], confirmations: [says(false, later)] }),
      closing,
      "lapsed",
      [],
    ],
    [
      "an objection and one that has not answered block at the end",
      round({ positions: contested }),
      closing,
      "blocked",
      [],
    ],
    [
      "a declined capital and an objection block at the end",
      round({ positions: [...contested, give("MX", "ad-referendum")], confirmations: [says(false, later)] }),
      closing,
      "blocked",
      [],
    ],
    [
      "a consensus of the last millisecond stands",
      round({ positions: [...two, give("MX", "joins", beforeEnd)] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an objection of the last millisecond blocks a consensus",
      round({ positions: [...allJoin, give("MX", "objects", beforeEnd)] }),
      closing,
      "blocked",
      [],
    ],
    [
      "a pending round is over at the exact date of its capital",
      round({ positions: adRef }),
      ms(confirmBy, -1),
      "pending",
      ["confirm-by"],
    ],
    [
      "who leaves before the opening was never needed",
      round({ positions: two, departures: [leaves("MX", ms(opening, -1))] }),
      opening,
      "open",
      ["not-answered"],
    ],
    [
      "who leaves at the exact end was there when it ended",
      round({ positions: two, departures: [leaves("MX", closing)] }),
      closing,
      "lapsed",
      [],
    ],
    [
      "who leaves in the last millisecond is no longer needed",
      round({ positions: two, departures: [leaves("MX", beforeEnd)] }),
      closing,
      "consensus",
      [],
    ],
    [
      "what one gave before it left was given, but nobody else joined",
      round({
        positions: [give("PE", "joins"), give("EC", "dissociates"), give("MX", "dissociates")],
        departures: [leaves("PE")],
      }),
      closing,
      "lapsed",
      [],
    ],
    [
      "a position after leaving counts for nothing",
      round({ positions: [...two, give("MX", "objects", hours(later, 1))], departures: [leaves("MX")] }),
      closing,
      "consensus",
      [],
    ],
    [
      "who leaves after its capital declined is still on the record of a lapsed round",
      round({
        positions: adRef,
        confirmations: [says(false, hours(closing, 1))],
        departures: [leaves("MX", hours(closing, 2))],
      }),
      hours(closing, 2),
      "lapsed",
      [],
    ],
    [
      "silence broken by one that leaves after is broken",
      silence({ positions: [give("MX", "objects")], departures: [leaves("MX")] }),
      closing,
      "broken",
      [],
    ],
    [
      "an objection after leaving does not break silence",
      silence({ positions: [give("MX", "objects", later)], departures: [leaves("MX", during)] }),
      closing,
      "consensus",
      [],
    ],
    [
      "while all have left nobody is there to agree",
      round({ departures: ["PE", "EC", "MX"].map((seat) => leaves(seat)) }),
      later,
      "open",
      ["nobody-on-roll"],
    ],
    [
      "dissociating does not break silence",
      silence({ positions: [give("MX", "dissociates")] }),
      during,
      "open",
      ["silence-until"],
    ],
    [
      "a reservation does not break silence",
      silence({ positions: [give("MX", "joins-with-reservation")] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an objection on another release does not break silence",
      silence({ positions: [give("MX", "objects", during, { releaseId: "r3" })] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an objection from off the roll does not break silence",
      silence({ positions: [give("XX", "objects")] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an objection of a vacant seat does not break silence",
      silence({ positions: [give("CR", "objects")] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an objection before the opening does not break silence",
      silence({ positions: [give("MX", "objects", ms(opening, -1))] }),
      closing,
      "consensus",
      [],
    ],
    [
      "of two objections the first breaks it",
      silence({ positions: [give("MX", "objects", later), give("EC", "objects", during)] }),
      closing,
      "broken",
      [],
    ],
    [
      "a scheduled consultation opens at its opening",
      consultation(),
      ms(opening, -1),
      "scheduled",
      ["opens"],
    ],
    ["a consultation withdrawn reads so", consultation({ withdrawn: during }), closing, "withdrawn", []],
    [
      "a scheduled silence withdrawn reads so before its opening",
      silence({ withdrawn: ms(opening, -1) }),
      ms(opening, -1),
      "withdrawn",
      [],
    ],
    [
      "a withdrawal at the exact end comes too late",
      round({ positions: allJoin, withdrawn: closing }),
      closing,
      "consensus",
      [],
    ],
    [
      "a withdrawal ends a round that was pending before its end",
      round({ positions: adRef, withdrawn: later }),
      closing,
      "withdrawn",
      [],
    ],
    [
      "a withdrawal ends a round that waits for a capital after its end",
      round({ positions: adRef, withdrawn: hours(closing, 1) }),
      confirmBy,
      "withdrawn",
      [],
    ],
    [
      "a capital confirmed before, a withdrawal after the end comes too late",
      round({
        positions: adRef,
        confirmations: [says(true, hours(closing, 1))],
        withdrawn: hours(closing, 2),
      }),
      confirmBy,
      "consensus",
      [],
    ],
    [
      "a withdrawal at the exact date of the capital comes too late",
      round({ positions: adRef, withdrawn: confirmBy }),
      confirmBy,
      "lapsed",
      [],
    ],
    [
      "a consultation in silence mode is not broken by an objection",
      consultation({ mode: "silence", positions: [give("PE", "objects")] }),
      during,
      "open",
      ["not-heard"],
    ],
    [
      "a consultation that all left ends at its time",
      consultation({ departures: [leaves("PE"), leaves("EC")] }),
      closing,
      "heard",
      [],
    ],
    [
      "what comes after the outcome changes nothing",
      round({ positions: allJoin, recorded: later, departures: [leaves("PE", hours(later, 1))] }),
      closing,
      "consensus",
      [],
    ],
    [
      "an outcome entered before the end closes the round for good",
      round({ positions: [...allJoin, give("MX", "objects", ms(later, 1))], recorded: later }),
      closing,
      "consensus",
      [],
    ],
  ];

  it.each(cases)("%s", (_, subject, at, state, needed) => {
    const reading = read(subject, at);
    expect([reading.state, reading.needed.map(({ kind }) => kind)]).toEqual([state, needed]);
  });

  it("names who broke silence first, and when", () => {
    const subject = silence({ positions: [give("MX", "objects", later), give("EC", "objects", during)] });
    expect(read(subject, closing)).toMatchObject({
      since: during,
      lacking: [{ kind: "broken-by", country: "EC", at: during }],
    });
  });

  it("takes positions exactly while the round runs, whatever it reads", () => {
    expect(read(round({ positions: allJoin }), during).accepts).toBe(true);
    expect(read(round({ positions: allJoin }), closing).accepts).toBe(false);
    expect(read(round({ positions: adRef }), closing).accepts).toBe(false);
    expect(read(round({ positions: allJoin, recorded: later }), later).accepts).toBe(false);
    expect(read(silence({ positions: [give("MX", "objects")] }), during).accepts).toBe(false);
  });
});
