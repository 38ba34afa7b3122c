import { describe, expect, it } from "vitest";
import { addWorkingDays } from "#app/domain/region.ts";
import type { Body, Capacity } from "#app/domain/roles.ts";
import {
  checkAnnulment,
  checkConfirmation,
  checkExplanation,
  checkExtension,
  checkOutcome,
  checkPosition,
  checkWithdrawal,
  othersFrom,
  type PositionDraft,
} from "#app/domain/round-check.ts";
import type { Round } from "#app/domain/round.ts";
import { asCountry, draft, given, refused, round } from "./sample-check.ts";
import { accessBody, entry, hours, ms, officersBody } from "./sample.ts";
import { closing, during, opening } from "./sample-round.ts";

describe("a position", () => {
  const objection = { kind: "objects", passage: "3", reason: "our law", lift: "other words" } as const;
  const confirmBy = hours(closing, 24 * 30);
  const adRef = (by: Date | null): Partial<PositionDraft> => ({ kind: "ad-referendum", confirmBy: by });
  const silence = round({ mode: "silence" });
  const broken = round({ mode: "silence", positions: [given("CL", "objects", ms(during, -1))] });
  const cases: readonly [string, Partial<PositionDraft>, Round, Date, string][] = [
    ["is taken at the exact opening", {}, round(), opening, "taken"],
    ["is refused before it", {}, round(), ms(opening, -1), "conflict round.not-open"],
    ["is taken in the last millisecond", {}, round(), ms(closing, -1), "taken"],
    ["is refused at the exact end", {}, round(), closing, "conflict round.closed"],
    [
      "is refused on another release",
      { releaseId: "r3" },
      round(),
      during,
      "conflict position.other-release",
    ],
    ["is refused for a seat off the roll", { seat: "MX" }, round(), during, "conflict position.not-on-roll"],
    [
      "is refused for a vacant seat",
      { seat: "BR", capacity: asCountry("BR") },
      round(),
      during,
      "conflict position.vacant",
    ],
    [
      "is refused for another country",
      { capacity: asCountry("CL") },
      round(),
      during,
      "forbidden position.wrong-capacity",
    ],
    [
      "is refused in another body",
      { capacity: { office: "representative", country: "PE", body: officersBody } },
      round(),
      during,
      "forbidden position.wrong-capacity",
    ],
    [
      "is refused in another office",
      { capacity: { office: "officer", country: "PE", body: accessBody } },
      round(),
      during,
      "forbidden position.wrong-capacity",
    ],
    [
      "is taken from the focal point",
      { capacity: { office: "focal-point", country: "PE", body: accessBody } },
      round(),
      during,
      "taken",
    ],
    [
      "is refused once its country left",
      {},
      round({ departures: [{ seat: "PE", at: during }] }),
      during,
      "conflict position.left",
    ],
    [
      "is refused once the round is withdrawn",
      {},
      round({ withdrawn: during }),
      during,
      "conflict round.withdrawn",
    ],
    [
      "is refused once the outcome is on record",
      {},
      round({ recorded: during }),
      during,
      "conflict round.recorded",
    ],
    ["is refused once silence is broken", {}, broken, during, "conflict round.silence-broken"],
    [
      "with reservation needs passage and words",
      { kind: "joins-with-reservation" },
      round(),
      during,
      "invalid position.incomplete passage=position.passage-needed text=position.reservation-needed",
    ],
    [
      "with reservation is taken with both",
      { kind: "joins-with-reservation", passage: "3", text: "…" },
      round(),
      during,
      "taken",
    ],
    [
      "that objects needs passage, reason and what would lift it",
      { kind: "objects", passage: " " },
      round(),
      during,
      "invalid position.incomplete passage=position.passage-needed reason=position.reason-needed lift=position.lift-needed",
    ],
    [
      "that objects is taken with all, and an amendment",
      { ...objection, amendment: "words" },
      round(),
      during,
      "taken",
    ],
    [
      "that joins carries no amendment in express mode",
      { amendment: "words" },
      round(),
      during,
      "invalid position.incomplete amendment=position.amendment-needs-objection",
    ],
    ["files an amendment in silence mode", { amendment: "words" }, silence, during, "taken"],
    [
      "ad referendum is taken with a date thirty days after the end",
      adRef(confirmBy),
      round(),
      during,
      "taken",
    ],
    [
      "ad referendum is refused a millisecond later",
      adRef(ms(confirmBy, 1)),
      round(),
      during,
      "invalid position.incomplete confirmBy=position.date-too-late",
    ],
    [
      "ad referendum needs a date",
      adRef(null),
      round(),
      during,
      "invalid position.incomplete confirmBy=position.date-needed",
    ],
    [
      "ad referendum needs a date to come",
      adRef(during),
      round(),
      during,
      "invalid position.incomplete confirmBy=position.date-past",
    ],
    [
      "ad referendum is refused in silence mode",
      adRef(confirmBy),
      silence,
      during,
      "invalid position.incomplete kind=position.express-only",
    ],
    [
      "that joins has no date of confirmation",
      { confirmBy },
      round(),
      during,
      "invalid position.incomplete confirmBy=position.date-unasked",
    ],
  ];
  it.each(cases)("%s", (_, more, subject, now, expected) => {
    expect(refused(() => checkPosition(draft(more), subject, accessBody, now))).toBe(expected);
  });

  it("goes on record with the server's time", () => {
    expect(checkPosition(draft(), round(), accessBody, during)).toEqual(given("PE", "joins"));
  });

  describe("by letter", () => {
    const receivedAt = ms(closing, -1);
    const last = addWorkingDays(closing, 1);
    it.each([
      ["goes on record for one working day after the end", receivedAt, ms(last, -1), "taken"],
      ["is refused after it", receivedAt, last, "conflict position.letter-too-late"],
      ["is refused if received at the exact end", closing, hours(closing, 1), "conflict round.closed"],
      [
        "is refused if received in the future",
        ms(during, 1),
        during,
        "invalid position.received-later receivedAt=position.received-later",
      ],
    ])("%s", (_, received, now, expected) => {
      expect(refused(() => checkPosition(draft({ receivedAt: received }), round(), accessBody, now))).toBe(
        expected,
      );
    });

    it("bears its time of receipt", () => {
      expect(checkPosition(draft({ receivedAt }), round(), accessBody, hours(closing, 2)).at).toEqual(
        receivedAt,
      );
    });
  });

  it("among the officers is given for a seat, by an officer only", () => {
    const body: Body = officersBody;
    const subject = round({
      roll: { kind: "officers", entries: [entry("PE", { seat: "s1" }), entry("CL", { seat: "s2" })] },
    });
    const as = (office: Capacity["office"]): PositionDraft =>
      draft({ seat: "s1", capacity: { office, country: "PE", body } });
    expect(refused(() => checkPosition(as("officer"), subject, body, during))).toBe("taken");
    expect(refused(() => checkPosition(as("focal-point"), subject, body, during))).toBe(
      "forbidden position.wrong-capacity",
    );
  });
});

describe("after the end", () => {
  const confirmBy = hours(closing, 100);
  const pending = round({
    positions: [given("CL", "joins"), given("PE", "ad-referendum", during, confirmBy)],
  });
  const confirm = (subject: Round, now: Date, seat = "PE"): string =>
    refused(() => checkConfirmation(seat, asCountry(seat), subject, accessBody, now));

  it("an ad referendum is confirmed or declined until its exact date", () => {
    expect(confirm(pending, ms(confirmBy, -1))).toBe("taken");
    expect(confirm(pending, confirmBy)).toBe("conflict confirmation.too-late");
    expect(confirm(pending, during, "CL")).toBe("conflict confirmation.none-awaited");
    expect(
      confirm(
        { ...pending, confirmations: [{ seat: "PE", confirmed: true, at: closing }] },
        hours(closing, 1),
      ),
    ).toBe("conflict confirmation.none-awaited");
    expect(confirm(round({ positions: [given("PE", "ad-referendum", during, confirmBy)] }), closing)).toBe(
      "conflict confirmation.none-awaited",
    );
  });

  it("an explanation of position is taken until the outcome is on record", () => {
    const explain = (subject: Round, now: Date): string =>
      refused(() => checkExplanation("PE", asCountry("PE"), subject, accessBody, now));
    expect(explain(round(), ms(opening, -1))).toBe("conflict round.not-open");
    expect(explain(round(), hours(closing, 10))).toBe("taken");
    expect(explain(round({ recorded: closing }), closing)).toBe("conflict round.recorded");
    expect(explain(round({ withdrawn: during }), during)).toBe("conflict round.withdrawn");
  });

  it("any country on the roll explains its position, also one that had nobody to answer", () => {
    const explain = (seat: string, subject = round()): string =>
      refused(() => checkExplanation(seat, asCountry(seat), subject, accessBody, during));
    expect(explain("BR")).toBe("taken");
    expect(explain("MX")).toBe("conflict position.not-on-roll");
    const nobody = { kind: "group", entries: [entry("PE"), entry("BR", { country: null, occupied: false })] };
    expect(explain("BR", round({ roll: nobody as Round["roll"] }))).toBe("conflict position.vacant");
  });

  it("a round is neither extended nor withdrawn", () => {
    const longer = hours(closing, 24);
    expect(refused(() => checkExtension(round(), longer, ms(closing, -1)))).toBe("taken");
    expect(refused(() => checkExtension(round(), longer, closing))).toBe("conflict round.closed");
    expect(refused(() => checkExtension(round(), closing, during))).toBe(
      "invalid round.not-longer closing=round.not-longer",
    );
    expect(refused(() => checkWithdrawal(round(), ms(opening, -1)))).toBe("taken");
    expect(refused(() => checkWithdrawal(round(), ms(closing, -1)))).toBe("taken");
    expect(refused(() => checkWithdrawal(round(), closing))).toBe("conflict round.closed");
    expect(refused(() => checkWithdrawal(pending, ms(confirmBy, -1)))).toBe("taken");
    expect(refused(() => checkWithdrawal(pending, confirmBy))).toBe("conflict round.closed");
    expect(refused(() => checkExtension(pending, longer, closing))).toBe("conflict round.closed");
    expect(refused(() => checkWithdrawal(round({ withdrawn: during }), during))).toBe(
      "conflict round.withdrawn",
    );
    expect(
      refused(() => checkWithdrawal(round({ mode: "silence", positions: [given("PE", "objects")] }), during)),
    ).toBe("conflict round.silence-broken");
  });

  it("a round is annulled only before anything was said in it: no position, no explanation", () => {
    expect(refused(() => checkAnnulment(round(), [], during))).toBe("taken");
    expect(refused(() => checkAnnulment(round(), ["…"], during))).toBe("conflict round.has-positions");
    const subject = round({ positions: [given("PE", "joins")] });
    expect(refused(() => checkAnnulment(subject, [], during))).toBe("conflict round.has-positions");
    expect(refused(() => checkAnnulment(round(), [], closing))).toBe("conflict round.closed");
  });

  it("the outcome is what the reading says, once, and never while anything is needed", () => {
    expect(refused(() => checkOutcome(round(), during))).toBe("conflict round.needs");
    expect(refused(() => checkOutcome(pending, closing))).toBe("conflict round.needs");
    expect(checkOutcome(round(), addWorkingDays(closing, 1))).toBe("lapsed");
    expect(checkOutcome(round({ positions: [given("PE", "joins"), given("CL", "joins")] }), during)).toBe(
      "consensus",
    );
    expect(refused(() => checkOutcome(round({ recorded: closing }), closing))).toBe(
      "conflict round.recorded",
    );
  });

  it("others than the Chair enter it three working days after it became possible, over a weekend", () => {
    expect(othersFrom(round(), during)).toBeNull();
    const entry = new Date("2011-03-04T20:00:00Z");
    expect([addWorkingDays(closing, 1), addWorkingDays(entry, 3)]).toEqual([
      entry,
      new Date("2011-03-09T20:00:00Z"),
    ]);
    expect(othersFrom(round(), hours(closing, 1))).toEqual(new Date("2011-03-09T20:00:00Z"));
    const answered = round({ positions: [given("PE", "dissociates"), given("CL", "dissociates")] });
    expect(othersFrom(answered, hours(closing, 1))).toEqual(new Date("2011-03-08T20:00:00Z"));
  });
});
