import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { adRef, later } from "./sample-cases.ts";
import { allJoin, closing, during, give, round, silence } from "./sample-round.ts";

describe("a reading at its moments", () => {
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
