import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readFields } from "#app/forms/form.ts";
import { agendaGoal, proposalNumber } from "#app/domain/goal-address.ts";
import { drafting, goalStep } from "#app/forms/goal.ts";
import { position, roundStep } from "#app/forms/position.ts";
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
    });
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
  it("are refused where they name no act, no days or no reason", () => {
    expect(faults(() => readFields(goalStep, { act: "adopt", revision: "1" }))).toEqual(["act"]);
    expect(
      faults(() =>
        readFields(goalStep, { act: "open-group-round", revision: "1", mode: "express", days: "0" }),
      ),
    ).toEqual(["days"]);
    expect(faults(() => readFields(goalStep, { act: "return", revision: "1", reasons: "  " }))).toEqual([
      "reasons",
    ]);
    expect(faults(() => readFields(roundStep, { act: "withdraw-round", roundId: randomUUID() }))).toEqual([
      "reason",
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
