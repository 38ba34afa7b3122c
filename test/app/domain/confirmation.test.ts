/** What a capital may not say of an ad referendum any more, though its date is still to come. */
import { expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Capacity } from "#app/domain/roles.ts";
import { checkConfirmation } from "#app/domain/round-check.ts";
import type { Round } from "#app/domain/round.ts";
import { entry, hours, ms, officersBody } from "./sample.ts";
import { closing, confirmBy, give, round } from "./sample-round.ts";

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
