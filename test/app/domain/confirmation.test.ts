/** What a capital may not say of an ad referendum any more, though its date is still to come. */
import { expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Capacity } from "#app/domain/roles.ts";
import { checkConfirmation } from "#app/domain/round-check.ts";
import type { Round } from "#app/domain/round.ts";
import { entry, hours, ms, officersBody } from "./sample.ts";
import { closing, confirmBy, during, give, round } from "./sample-round.ts";

const roll = { kind: "officers", entries: [entry("PE"), entry("EC")] } as const;
/** Both capitals are awaited, so the round stays pending without either. */
const pending = round({ roll, positions: [give("PE", "ad-referendum"), give("EC", "ad-referendum")] });
const waiting = hours(closing, 1);
const officer: Capacity = { office: "officer", country: "PE", body: officersBody };

function confirm(
  more: Partial<Round>,
  given: Partial<Capacity> = {},
  now = waiting,
  receivedAt?: Date,
): string {
  try {
    checkConfirmation("PE", { ...officer, ...given }, { ...pending, ...more }, officersBody, now, receivedAt);
    return "taken";
  } catch (caught) {
    return refusalOf(caught)?.key ?? "fault";
  }
}

it("a capital that is awaited is heard", () => {
  expect(confirm({})).toBe("taken");
});

it("it is not heard in another office, nor for another country", () => {
  expect(confirm({}, { office: "representative" })).toBe("position.wrong-capacity");
  expect(confirm({}, { country: "EC" })).toBe("position.wrong-capacity");
});

it("it is not heard once its country has left, though the round still waits for another", () => {
  expect(confirm({ departures: [{ seat: "PE", at: closing }] })).toBe("confirmation.none-awaited");
});

it("a letter received in time is not entered over an outcome on record", () => {
  const late = hours(confirmBy, 1);
  const received = ms(confirmBy, -1);
  expect(confirm({}, {}, late, received)).toBe("taken");
  expect(confirm({ recorded: confirmBy }, {}, late, received)).toBe("round.recorded");
});

it("it is not heard once the round was withdrawn while it waited", () => {
  expect(confirm({ withdrawn: hours(closing, 1) }, {}, hours(closing, 2))).toBe("round.withdrawn");
});

it("its first word counts: a letter that was received before it is not entered beside it", () => {
  const confirmations = [{ seat: "PE", confirmed: true, at: hours(closing, 2) }];
  expect(confirm({ confirmations }, {}, hours(closing, 3))).toBe("confirmation.none-awaited");
  expect(confirm({ confirmations }, {}, hours(closing, 3), waiting)).toBe("confirmation.none-awaited");
  const ofEcuador = [{ seat: "EC", confirmed: true, at: hours(closing, 2) }];
  expect(confirm({ confirmations: ofEcuador }, {}, hours(closing, 3), waiting)).toBe("taken");
});

it("a letter that was received before the position counts says nothing of it", () => {
  const again = give("PE", "ad-referendum", hours(during, 2));
  const positions = [...pending.positions, again];
  expect(confirm({ positions }, {}, waiting, hours(during, 1))).toBe("confirmation.none-awaited");
  expect(confirm({ positions }, {}, waiting, hours(during, 3))).toBe("taken");
  // What was said of the position before stands on record and counts no more.
  const confirmations = [{ seat: "PE", confirmed: false, at: hours(during, 1) }];
  expect(confirm({ positions, confirmations })).toBe("taken");
});
