import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { defaultTerms, modes, positionKinds, type Mode } from "#app/domain/round.ts";
import { entry, ms } from "./sample.ts";
import { closing, give, opening, round } from "./sample-round.ts";

describe("every round", () => {
  const span = closing.getTime() - opening.getTime();
  const instant = fc
    .integer({ min: -10, max: 40 })
    .map((tenths) => new Date(opening.getTime() + (span * tenths) / 10));
  const seat = fc.constantFrom("PE", "EC", "MX", "CR", "XX");
  const position = fc
    .record({
      seat,
      kind: fc.constantFrom(...positionKinds),
      at: instant,
      old: fc.boolean(),
      amends: fc.boolean(),
      by: instant,
    })
    .map(({ seat: who, kind, at, old, amends, by }) =>
      give(who, kind, at, {
        releaseId: old ? "r3" : "r4",
        amendment: amends ? "words" : null,
        confirmBy: kind === "ad-referendum" ? by : null,
      }),
    );
  const anyRound = fc
    .record({
      kind: fc.constantFrom("group" as const, "officers" as const, "region" as const),
      occupied: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      mode: fc.constantFrom<Mode>(...modes),
      quorum: fc.option(fc.integer({ min: 0, max: 3 })),
      positions: fc.array(position, { maxLength: 8 }),
      confirmations: fc.array(fc.record({ seat, confirmed: fc.boolean(), at: instant }), { maxLength: 3 }),
      departures: fc.array(fc.record({ seat, at: instant }), { maxLength: 3 }),
      withdrawn: fc.option(instant, { freq: 4 }),
      recorded: fc.option(instant, { freq: 4 }),
    })
    .map(({ kind, occupied, quorum, ...more }) =>
      round({
        ...more,
        roll: {
          kind,
          entries: ["PE", "EC", "MX", "CR"].map((iso, at) =>
            entry(iso, { occupied: occupied[at] ?? true, group: at < 2 ? "andean" : "caribbean" }),
          ),
        },
        terms: { ...defaultTerms, quorumPerGroup: { value: quorum, basis: "cycle", reason: "decided" } },
      }),
    );

  it("reads as something coherent at every instant: nothing needed exactly when there is an outcome", () => {
    fc.assert(
      fc.property(anyRound, instant, (subject, at) => {
        const reading = read(subject, at);
        expect(reading.needed.length === 0).toBe(reading.outcome !== null);
        expect(reading.since === null).toBe(reading.outcome === null);
        expect(reading.outcome === null ? ["scheduled", "open", "pending"] : [reading.outcome]).toContain(
          reading.state,
        );
        expect(reading.standing.map((line) => line.seat)).toEqual(["PE", "EC", "MX", "CR"]);
        const failed = ["blocked", "broken", "lapsed", "withdrawn"].includes(reading.state);
        expect(reading.lacking.length > 0).toBe(failed);
        if (reading.since !== null) expect(reading.since <= at).toBe(true);
        if (reading.accepts) expect(at >= subject.opening && at < subject.closing).toBe(true);
        if (at >= subject.closing && subject.recorded === null)
          expect(["open", "scheduled"]).not.toContain(reading.state);
      }),
      { numRuns: 2000 },
    );
  });

  it("never reads consensus over an objection that stands, nor in silence over any", () => {
    fc.assert(
      fc.property(anyRound, instant, (subject, at) => {
        const { state, standing } = read(subject, at);
        if (state !== "consensus") return;
        const here = standing.filter((line) => line.standing === "answered" || line.standing === "silent");
        expect(here.length).toBeGreaterThan(0);
        expect(here.some((line) => line.position?.kind === "objects")).toBe(false);
        if (subject.mode === "express")
          expect(standing.some((line) => line.standing === "not-answered")).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads the same from the same facts once its instant has passed, whatever came later", () => {
    fc.assert(
      fc.property(anyRound, instant, position, (subject, at, later) => {
        const next = { ...later, at: ms(at, 1) };
        expect(read({ ...subject, positions: [...subject.positions, next] }, at)).toEqual(read(subject, at));
      }),
      { numRuns: 500 },
    );
  });

  it("withdrawn while it had no outcome, it reads withdrawn ever after", () => {
    fc.assert(
      fc.property(anyRound, instant, instant, (drawn, withdrawn, at) => {
        const subject = { ...drawn, recorded: null };
        fc.pre(at >= withdrawn && read({ ...subject, withdrawn: null }, withdrawn).outcome === null);
        expect(read({ ...subject, withdrawn }, at)).toMatchObject({ state: "withdrawn", since: withdrawn });
      }),
      { numRuns: 1000 },
    );
  });
});
