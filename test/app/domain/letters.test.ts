/** What is received by letter, to the millisecond: positions, and the words of capitals. */
import { describe, expect, it } from "vitest";
import { lettersUntil, read } from "#app/domain/consensus.ts";
import { addWorkingDays } from "#app/domain/region.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import {
  checkConfirmation,
  checkOutcome,
  checkPosition,
  othersFrom,
  takesLetters,
} from "#app/domain/round-check.ts";
import type { Round } from "#app/domain/round.ts";
import { accessBody, entry, hours, ms, officersBody } from "./sample.ts";
import {
  allJoin,
  beforeEnd,
  closing,
  confirmBy,
  during,
  give,
  opening,
  round,
  silence,
} from "./sample-round.ts";

const later = hours(during, 1);
const two = allJoin.slice(0, 2);
const leaves = (seat: string, at = later) => ({ seat, at });

describe("letters", () => {
  const refused = (act: () => unknown): string => {
    try {
      act();
    } catch (caught) {
      return refusalOf(caught)?.key ?? "fault";
    }
    return "taken";
  };
  const enter = (subject: Round, receivedAt: Date, now: Date) =>
    refused(() =>
      checkPosition(
        {
          ...give("PE", "joins"),
          capacity: { office: "officer", country: "PE", body: officersBody },
          receivedAt,
        },
        subject,
        officersBody,
        now,
      ),
    );
  const until = addWorkingDays(closing, 1);

  it.each([
    ["received in the last millisecond, entered in the last", round(), beforeEnd, ms(until, -1), "taken"],
    ["entered at the end of its working day", round(), beforeEnd, until, "position.letter-too-late"],
    ["received at the exact end", round(), closing, closing, "round.closed"],
    ["received before the opening", round(), ms(opening, -1), during, "round.not-open"],
    ["received in the future", round(), later, during, "position.received-later"],
    [
      "received before silence was broken, entered after",
      silence({ positions: [give("EC", "objects", later)] }),
      during,
      hours(later, 1),
      "taken",
    ],
    [
      "received after silence was broken",
      silence({ positions: [give("EC", "objects", during)] }),
      later,
      hours(later, 1),
      "round.silence-broken",
    ],
    [
      "received before its country left, entered after",
      round({ departures: [leaves("PE")] }),
      during,
      hours(later, 1),
      "taken",
    ],
    [
      "received after its country left",
      round({ departures: [leaves("PE", during)] }),
      later,
      hours(later, 1),
      "position.left",
    ],
    ["entered after the outcome", round({ recorded: closing }), beforeEnd, closing, "round.recorded"],
    ["entered after a withdrawal", round({ withdrawn: later }), during, hours(later, 1), "round.withdrawn"],
  ] as const)("%s", (_, subject, receivedAt, now, expected) => {
    expect(enter(subject, receivedAt, now)).toBe(expected);
  });

  it("are taken until the end of the working day, and for a capital until that of its date", () => {
    expect(lettersUntil(round(), closing)).toEqual(until);
    expect(takesLetters(round(), ms(opening, -1))).toBe(false);
    expect(takesLetters(round(), opening)).toBe(true);
    expect(takesLetters(round(), until)).toBe(false);
    const pending = round({ positions: [...two, give("MX", "ad-referendum")] });
    expect(takesLetters(pending, ms(addWorkingDays(confirmBy, 1), -1))).toBe(true);
    expect(takesLetters(pending, addWorkingDays(confirmBy, 1))).toBe(false);
    expect(takesLetters(round({ withdrawn: during }), during)).toBe(false);
  });

  it("bring the word of a capital as of their receipt", () => {
    const pending = round({
      roll: { kind: "group", entries: [entry("PE"), entry("EC"), entry("MX")] },
      positions: [...two, give("MX", "ad-referendum")],
    });
    const capacity = { office: "focal-point", country: "MX", body: accessBody } as const;
    const word = (receivedAt: Date, now: Date) =>
      refused(() => checkConfirmation("MX", capacity, pending, accessBody, now, receivedAt));
    const last = addWorkingDays(confirmBy, 1);
    expect(word(ms(confirmBy, -1), ms(last, -1))).toBe("taken");
    expect(word(ms(confirmBy, -1), last)).toBe("position.letter-too-late");
    expect(word(confirmBy, confirmBy)).toBe("confirmation.too-late");
    expect(word(confirmBy, ms(confirmBy, -1))).toBe("position.received-later");
    expect(word(ms(during, -1), later)).toBe("confirmation.none-awaited");
  });
});

describe("the outcome waits for letters", () => {
  const until = addWorkingDays(closing, 1);
  const seats = [give("PE", "joins"), give("EC", "joins")];
  const pending = [...seats, give("MX", "ad-referendum")];
  const noCapital = addWorkingDays(confirmBy, 1);
  const declined = [{ seat: "MX", confirmed: false, at: hours(closing, 1) }];
  const cases: readonly [string, Round, Date, Date | null][] = [
    ["not while there is none", round({ positions: seats }), during, null],
    ["not where all have joined before the end", round({ positions: allJoin }), during, during],
    ["not where all have joined, after the end", round({ positions: allJoin }), hours(closing, 1), during],
    ["where a seat is missing", round({ positions: seats }), closing, until],
    ["where nobody joined yet, and one is missing", round({ positions: [] }), closing, until],
    [
      "not where nobody joined and all have answered",
      round({ positions: ["PE", "EC", "MX"].map((seat) => give(seat, "dissociates")) }),
      closing,
      closing,
    ],
    [
      "not where one objects, whoever is missing",
      round({ positions: [give("PE", "joins"), give("EC", "objects")] }),
      closing,
      closing,
    ],
    ["where silence is consent", silence({ positions: [give("PE", "joins")] }), closing, until],
    ["not where all have answered in silence", silence({ positions: allJoin }), closing, closing],
    ["not where silence was broken", silence({ positions: [give("PE", "objects")] }), closing, during],
    [
      "where a seat is missing and a capital has its time still: both may come",
      round({ positions: [give("PE", "joins"), give("MX", "ad-referendum")] }),
      closing,
      until,
    ],
    ["where a capital was silent", round({ positions: pending }), confirmBy, noCapital],
    [
      "not where a capital said no",
      round({ positions: pending, confirmations: declined }),
      hours(closing, 2),
      hours(closing, 1),
    ],
    [
      "not in a consultation, whose end no letter changes",
      round({ roll: { kind: "region", entries: [entry("PE"), entry("EC")] } }),
      closing,
      closing,
    ],
    ["not where the round was withdrawn", round({ withdrawn: during }), closing, during],
  ];
  it.each(cases)("%s", (_, subject, now, expected) => {
    expect(read(subject, now).enterable).toEqual(expected);
  });

  it("is refused until they have had their time, to the millisecond, and told until when", () => {
    const subject = round({ positions: seats });
    let refusal: unknown = null;
    try {
      checkOutcome(subject, ms(until, -1));
    } catch (caught) {
      refusal = refusalOf(caught);
    }
    expect(refusal).toMatchObject({
      kind: "conflict",
      key: "round.letters-awaited",
      params: { at: until.toISOString() },
    });
    expect(checkOutcome(subject, until)).toBe("lapsed");
    expect(othersFrom(subject, until)).toEqual(addWorkingDays(until, 3));
  });
});
