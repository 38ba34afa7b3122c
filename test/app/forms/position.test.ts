import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readFields } from "#app/forms/form.ts";
import { agendaGoal, proposalNumber } from "#app/domain/goal-address.ts";
import { drafting, goalStep } from "#app/forms/goal.ts";
import { letterConfirmation, letterPosition, position, roundStep } from "#app/forms/position.ts";
import { roundTimes } from "#app/forms/round.ts";
import { refusalOf } from "#app/domain/refusal.ts";

const sent = {
  roundId: randomUUID(),
  releaseId: randomUUID(),
  capacity: "officer 0193f0aa",
  language: "es",
  after: "0",
  kind: "joins",
  reservationPassage: "2",
  text: "Reserva.",
  objectionPassage: "3",
  reason: "Razón.",
  lift: "Plazo.",
  amendment: "",
  confirmBy: "2011-04-02",
  explanation: "",
};

const faults = (work: () => unknown): string[] => {
  try {
    work();
  } catch (caught) {
    return Object.keys(refusalOf(caught)?.fields ?? {});
  }
  return [];
};

describe("a position as it is sent", () => {
  it("keeps only the fields of the kind that was chosen, since closed ones are sent too", () => {
    expect(readFields(position, sent)).toMatchObject({
      kind: "joins",
      passage: null,
      text: null,
      reason: null,
      lift: null,
      confirmDay: null,
      office: "officer",
      seat: "0193f0aa",
    });
    expect(readFields(position, { ...sent, kind: "joins-with-reservation" })).toMatchObject({
      passage: "2",
      text: "Reserva.",
      reason: null,
      amendment: null,
    });
    const offered = { ...sent, kind: "joins-with-reservation", reservationAmendment: "Otras palabras." };
    expect(readFields(position, offered)).toMatchObject({ passage: "2", amendment: "Otras palabras." });
    expect(readFields(position, { ...offered, kind: "joins" })).toMatchObject({ amendment: null });
    expect(readFields(position, { ...sent, kind: "objects" })).toMatchObject({
      passage: "3",
      text: null,
      reason: "Razón.",
      lift: "Plazo.",
      amendment: null,
    });
    expect(readFields(position, { ...sent, kind: "ad-referendum" })).toMatchObject({
      confirmDay: "2011-04-02",
      passage: null,
    });
  });

  it("never reads a field that is not asked for", () => {
    const read = readFields(position, {
      ...sent,
      status: "recorded",
      countryId: "PE",
      role: "chair",
      personId: "x",
    });
    for (const name of ["status", "countryId", "role", "personId", "country"])
      expect(read).not.toHaveProperty(name);
  });

  it("is refused where it names no kind, no capacity, no round, or says too much", () => {
    expect(faults(() => readFields(position, { ...sent, kind: "approves" }))).toEqual(["kind"]);
    expect(faults(() => readFields(position, { ...sent, capacity: "king PE" }))).toEqual(["capacity"]);
    expect(faults(() => readFields(position, { ...sent, roundId: "1; DROP TABLE rounds" }))).toEqual([
      "roundId",
    ]);
    expect(faults(() => readFields(position, { ...sent, reason: "x".repeat(9000) }))).toEqual(["reason"]);
    expect(faults(() => readFields(position, { ...sent, after: "-1" }))).toEqual(["after"]);
  });
});

describe("steps", () => {
  it("are refused where they name no act, no end or no reason", () => {
    expect(faults(() => readFields(goalStep, { act: "adopt", revision: "1" }))).toEqual(["act"]);
    const opening = { act: "open-group-round", revision: "1", as: "representative PE", mode: "express" };
    expect(faults(() => readFields(goalStep, opening))).toEqual(["closing"]);
    expect(faults(() => readFields(goalStep, { ...opening, closing: "7" }))).toEqual(["closing"]);
    const returning = { act: "return", revision: "1", as: "officer BR", reasons: "  " };
    expect(faults(() => readFields(goalStep, returning))).toEqual(["reasons"]);
    expect(faults(() => readFields(goalStep, { ...returning, reasons: "…", as: "" }))).toEqual(["as"]);
    const withdrawal = { act: "withdraw-round", roundId: randomUUID() };
    expect(faults(() => readFields(roundStep, { ...withdrawal, as: "representative PE" }))).toEqual([
      "reason",
    ]);
    for (const as of ["", "nobody PE", "representative Peru"])
      expect(faults(() => readFields(roundStep, { ...withdrawal, reason: "…", as }))).toEqual(["as"]);
    expect(faults(() => readFields(roundStep, { ...withdrawal, reason: "…" }))).toEqual(["as"]);
    expect(readFields(roundStep, { ...withdrawal, reason: "…", as: "secretariat" })).toMatchObject({
      as: { office: "secretariat", country: null },
    });
  });
});

describe("the times of a round as they are sent", () => {
  const read = (closing: string, opening?: string) =>
    readFields(z.object(roundTimes), { closing, ...(opening === undefined ? {} : { opening }) });

  it("are instants of the regional clock; without an opening it opens at once", () => {
    expect(read("2011-03-31T17:00")).toEqual({
      closing: new Date("2011-03-31T20:00:00Z"),
      opening: null,
    });
    expect(read("2011-03-31T17:00", "").opening).toBeNull();
    // Winter time in Santiago: an hour less.
    expect(read("2011-06-30T17:00", "2011-06-20T09:30").opening).toEqual(new Date("2011-06-20T13:30:00Z"));
  });

  it("are refused where no clock shows them", () => {
    // The clock was put forward at midnight of 21 August 2011: that hour does not exist.
    for (const text of [
      "",
      "soon",
      "2011-02-30T10:00",
      "2011-03-31 17:00",
      "2011-03-31T25:00",
      "2011-08-21T00:30",
    ])
      expect(faults(() => read(text))).toEqual(["closing"]);
    expect(faults(() => read("2011-03-31T17:00", "soon"))).toEqual(["opening"]);
  });
});

describe("a letter as it is sent", () => {
  const letter = {
    roundId: randomUUID(),
    releaseId: randomUUID(),
    seat: "CL",
    office: "focal-point",
    language: "es",
    receivedAt: "2011-03-11T08:00",
    kind: "objects",
    objectionPassage: "2",
    reason: "No.",
    lift: "Otro plazo.",
    reservationPassage: "1",
    text: "left out",
  };

  it("holds the time of receipt and the words of the kind that was chosen", () => {
    expect(readFields(letterPosition, letter)).toMatchObject({
      seat: "CL",
      office: "focal-point",
      receivedAt: new Date("2011-03-11T11:00:00Z"),
      passage: "2",
      text: null,
      after: undefined,
      step: "review",
    });
  });

  it("is refused without a country, in an office that signs nothing, or without its time", () => {
    expect(faults(() => readFields(letterPosition, { ...letter, seat: "" }))).toEqual(["seat"]);
    expect(faults(() => readFields(letterPosition, { ...letter, office: "secretariat" }))).toEqual([
      "office",
    ]);
    expect(faults(() => readFields(letterPosition, { ...letter, receivedAt: "" }))).toEqual(["receivedAt"]);
    expect(faults(() => readFields(letterConfirmation, { ...letter, confirmed: "maybe" }))).toEqual([
      "confirmed",
    ]);
  });
});

describe("a draft as it is sent", () => {
  const form = {
    id: randomUUID(),
    country: "CL",
    title: "Título",
    text: "Uno.\r\n\r\nDos.",
    rationale: "",
    area: "A",
    language: "es",
  };

  it("is read into numbered paragraphs, with markup as plain words", () => {
    const { text } = readFields(drafting, { ...form, text: "<script>alert(1)</script>\n\nDos." });
    expect(text.paragraphs).toEqual(["<script>alert(1)</script>", "Dos."]);
  });

  it("is refused without title or text, over its limits, and with too many paragraphs", () => {
    expect(faults(() => readFields(drafting, { ...form, title: " " }))).toEqual(["title"]);
    expect(faults(() => readFields(drafting, { ...form, text: "\n\n" }))).toEqual(["text"]);
    expect(faults(() => readFields(drafting, { ...form, title: "x".repeat(161) }))).toEqual(["title"]);
    expect(faults(() => readFields(drafting, { ...form, text: "x\n\n".repeat(31) }))).toEqual(["text"]);
    expect(faults(() => readFields(drafting, { ...form, country: "Chile" }))).toEqual(["country"]);
  });
});

describe("addresses of goals", () => {
  it("name a proposal by its number and an agenda's goal by cycle and number", () => {
    expect(proposalNumber("p12")).toBe(12);
    expect(proposalNumber("P12")).toBe(12);
    for (const wrong of [undefined, "12", "p0", "p-1", "p1e9", "px", "p12345678901"])
      expect(proposalNumber(wrong)).toBeNull();
    expect(agendaGoal("elac2015-23")).toEqual({ cycle: "elac2015", number: 23 });
    for (const wrong of [undefined, "p12", "elac2015", "elac2015-0", "../etc-1"])
      expect(agendaGoal(wrong)).toBeNull();
  });
});
