/** An exported record and a certificate, tampered with in every part: the first entry that does not fit is named. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Flaw } from "#server/proof/chain.ts";
import { proveFiles, readBrought, type Brought } from "#server/proof/files.ts";
import { sha256 } from "#server/proof/hash.ts";
import { proofServices } from "#server/services/proofs.ts";
import { goalHouse } from "../services/goal-house.ts";
import {
  asText,
  brought,
  copy,
  exported,
  flawsOf,
  recordHouse,
  type Line,
  type RecordHouse,
} from "./record-house.ts";

let house: RecordHouse;
let lines: Line[];
let certificate: Line;
let chain: string;
let seqOf: RecordHouse["seqOf"];

beforeAll(async () => {
  house = await recordHouse();
  ({ lines, certificate, chain, seqOf } = house);
});
afterAll(() => house.store.close());

/** A copy of the record in which something was changed. */
function tampered(change: (all: Line[]) => Line[] | void): readonly Flaw[] {
  const all = copy(lines);
  return flawsOf(brought(change(all) ?? all));
}

const entryAt = (all: readonly Line[], seq: number): Line => {
  const found = all.find((line) => line["chain"] === chain && line["seq"] === seq);
  if (found === undefined) throw new Error(`no entry ${seq}`);
  return found;
};
const head = (all: readonly Line[]) => all[0] as { chains: Line[]; heads: Line[] };

describe("an exported record is proved from the file alone", () => {
  test("it holds as it was written, and says what it cannot see", () => {
    const [proof] = proveFiles([brought(lines)]);
    if (proof?.kind !== "record") throw new Error("it is a record");
    expect(proof.chains.map(({ flaw }) => flaw)).toEqual(proof.chains.map(() => null));
    const own = proof.chains.find((one) => one.chain === chain);
    // The draft of the goal is not public: of its entries only the hash is there.
    expect(own?.seen).toBeLessThan(own?.length ?? 0);
  });

  test("of entries that are not public nothing but the hash is in it", () => {
    const closed = lines.filter((line) => line["chain"] !== undefined && line["facts"] === undefined);
    expect(closed.length).toBeGreaterThan(0);
    for (const line of closed) expect(Object.keys(line).sort()).toEqual(["chain", "hash", "prevHash", "seq"]);
    expect(asText(lines)).not.toContain("goal.drafted");
  });

  test("what a goal that was never discussed is about stays closed, its withdrawal with it", async () => {
    const { ground, draft, goals, who, at } = house;
    const number = await draft();
    await goals.withdraw(who("chile"), { ...(await at(number)), reason: "Una razón reservada." });
    const now = asText(await exported(proofServices(ground)));
    expect(now).not.toContain("reservada");
    expect(flawsOf(readBrought("record.jsonl", now))).toEqual([]);
  });

  test("facts that were changed", () => {
    const seq = seqOf("round.position-given");
    const flaws = tampered((all) => {
      const entry = entryAt(all, seq);
      entry["facts"] = String(entry["facts"]).replace('"joins"', '"objects"');
    });
    expect(flaws).toEqual([{ chain, seq, what: "facts", detail: "" }]);
  });

  test("an entry that is missing, also the last", () => {
    const missing = tampered((all) => all.filter((line) => line !== entryAt(all, 3)));
    expect(missing).toEqual([{ chain, seq: 3, what: "place", detail: "" }]);
    const last = Math.max(...lines.map((line) => (line["chain"] === chain ? Number(line["seq"]) : 0)));
    const cut = tampered((all) => all.filter((line) => line !== entryAt(all, last)));
    expect(cut).toEqual([{ chain, seq: last, what: "head", detail: "" }]);
  });

  test("two entries that changed places, or their numbers too", () => {
    const flaws = tampered((all) => {
      const [a, b] = [all.indexOf(entryAt(all, 3)), all.indexOf(entryAt(all, 4))];
      [all[a], all[b]] = [all[b] as Line, all[a] as Line];
    });
    expect(flaws).toEqual([{ chain, seq: 3, what: "place", detail: "" }]);
    const renumbered = tampered((all) => {
      const [a, b] = [entryAt(all, 3), entryAt(all, 4)];
      const [at, to] = [all.indexOf(a), all.indexOf(b)];
      [a["seq"], b["seq"]] = [4, 3];
      [all[at], all[to]] = [b, a];
    });
    expect(renumbered).toEqual([{ chain, seq: 3, what: "link", detail: "" }]);
  });

  test("a word that was changed, and one that was taken away", () => {
    const seq = seqOf("round.explanation-given");
    const words = (all: readonly Line[]) => entryAt(all, seq)["words"] as Line[];
    expect(tampered((all) => void Object.assign(words(all)[0] ?? {}, { value: "Otra cosa" }))).toEqual([
      { chain, seq, what: "word", detail: "text" },
    ]);
    expect(tampered((all) => void words(all).pop())).toEqual([{ chain, seq, what: "words", detail: "" }]);
  });

  test("the text of a release that was changed, and one that was left out", () => {
    const seq = seqOf("goal.released");
    const release = (all: readonly Line[]) => all.find((line) => line["release"] !== undefined) ?? {};
    const changed = tampered((all) => {
      release(all)["text"] = String(release(all)["text"]).replace("banda ancha", "banda angosta");
    });
    expect(changed).toEqual([{ chain, seq, what: "release", detail: release(lines)["release"] }]);
    const gone = tampered((all) => all.filter((line) => line["release"] === undefined));
    expect(gone).toEqual([
      { chain, seq: seqOf("round.opened"), what: "release-missing", detail: release(lines)["release"] },
    ]);
  });

  test("a head that was swapped, of the chain and of a day", () => {
    const ownHead = (all: readonly Line[]) => head(all).chains.find(({ id }) => id === chain) ?? {};
    const swapped = tampered((all) => void (ownHead(all)["head"] = "0".repeat(64)));
    expect(swapped.map(({ what }) => what)).toEqual(["head"]);
    const day = tampered((all) => void Object.assign(head(all).heads[0] ?? {}, { head: "0".repeat(64) }));
    expect(day).toMatchObject([{ what: "published", detail: "2011-03-01" }]);
  });

  test("a chain that was written anew from its middle is told by a head that others keep", () => {
    const kept = readBrought(
      "heads.json",
      JSON.stringify({ format: "elac-heads", version: 1, heads: head(lines).heads }),
    );
    const forged = copy(lines);
    head(forged).heads.forEach((one) => (one["head"] = "f".repeat(64)));
    expect(flawsOf(brought(lines), kept)).toEqual([]);
    expect(flawsOf(brought(forged), kept)[0]?.what).toBe("published");
  });

  test("what is no record is told by its line", () => {
    expect(readBrought("x", "hello")).toMatchObject({ kind: "unreadable", line: 1 });
    expect(readBrought("x", `${asText(lines)}nonsense\n`)).toMatchObject({
      kind: "unreadable",
      line: lines.length + 1,
    });
  });
});

describe("a certificate is proved from the file alone", () => {
  const file = (change: (of: Line) => void = () => {}): Brought => {
    const changed = copy(certificate);
    change(changed);
    return readBrought("certificate.json", JSON.stringify(changed));
  };
  const part = (of: Line, name: string) => of[name] as Line;
  const list = (of: Line, name: string) => of[name] as Line[];

  test("it holds, by itself and against the record", () => {
    expect(file().kind).toBe("certificate");
    expect(flawsOf(file(), brought(lines))).toEqual([]);
  });

  const changes: readonly [string, (of: Line) => void, string][] = [
    ["the text", (of) => (part(of, "release")["text"] = "{}"), "release"],
    ["the hash of the text", (of) => (part(of, "release")["sha256"] = "0".repeat(64)), "release"],
    ["facts", (of) => (list(of, "entries")[1] = { ...list(of, "entries")[1], facts: "{}" }), "facts"],
    ["a seat", (of) => void list(of, "seats").pop(), "certificate"],
    ["the mode", (of) => (part(of, "round")["mode"] = "silence"), "certificate"],
    ["the opening", (of) => (part(of, "round")["opensAt"] = "2011-03-01T00:00:00.000Z"), "certificate"],
    ["the end", (of) => (part(of, "round")["closesAt"] = "2012-01-01T00:00:00.000Z"), "untold"],
    [
      "a position",
      (of) => (list(of, "positions")[0] = { ...list(of, "positions")[0], kind: "objects" }),
      "certificate",
    ],
    [
      "the words of a reservation",
      (of) => list(of, "positions").forEach((one) => (one["text"] &&= "Nada.")),
      "certificate",
    ],
    ["a position left out", (of) => void list(of, "positions").shift(), "certificate"],
    [
      "a position made up",
      (of) => list(of, "positions").push({ ...list(of, "positions")[0], id: "x" }),
      "untold",
    ],
    [
      "an explanation",
      (of) => list(of, "explanations").forEach((one) => (one["text"] = "Otra.")),
      "certificate",
    ],
    ["the outcome", (of) => (part(of, "outcome")["outcome"] = "blocked"), "certificate"],
    [
      "an entry left out",
      (of) =>
        (of["entries"] = list(of, "entries").filter(
          (one) => !String(one["facts"]).includes("outcome-recorded"),
        )),
      "untold",
    ],
    ["the order of entries", (of) => list(of, "entries").reverse(), "place"],
  ];
  test.each(changes)("%s changed", (_, change, what) => {
    expect(flawsOf(file(change))[0]?.what).toBe(what);
  });

  /** Somebody who can count hashes changes the text: the hash beside it, or both. */
  const reworded = (of: Line, hash?: string): void =>
    void Object.assign(part(of, "release"), { text: "{}", ...(hash === undefined ? {} : { sha256: hash }) });

  test("the text, its hash, or both are told at the opening, which states what was decided on", () => {
    const opening = { chain, seq: seqOf("round.opened"), what: "release" };
    const forged = [
      (of: Line) => reworded(of),
      (of: Line) => void (part(of, "release")["sha256"] = sha256("{}")),
      (of: Line) => reworded(of, sha256("{}")),
    ];
    for (const change of forged) expect(flawsOf(file(change))).toMatchObject([opening]);
  });

  test("the text is held against the hash beside it where no opening states one", () => {
    const opens = (one: Line) => String(one["facts"]).includes('"kind":"round.opened"');
    const unopened = (of: Line) => void (of["entries"] = list(of, "entries").filter((one) => !opens(one)));
    expect(flawsOf(file(unopened))).toMatchObject([{ what: "untold", detail: "opening" }]);
    const both = file((of) => (unopened(of), reworded(of)));
    expect(flawsOf(both)).toMatchObject([{ seq: null, what: "release" }]);
  });

  test("another release of the same words is not the one that was decided on", () => {
    const flaws = flawsOf(file((of) => (part(of, "release")["id"] = "another")));
    expect(flaws).toMatchObject([{ seq: seqOf("round.opened"), what: "certificate", detail: "release" }]);
  });

  test("one of another history is told by the record", () => {
    const forged = file((of) => list(of, "chains").forEach((one) => (one["head"] = "0".repeat(64))));
    expect(flawsOf(forged, brought(lines)).map(({ what }) => what)).toEqual(["certified"]);
  });
});

test("another house has another record", async () => {
  const other = await goalHouse();
  try {
    await other.draft();
    const own = await exported(proofServices(other.ground));
    expect(flawsOf(brought(own))).toEqual([]);
    expect(flawsOf(brought(own), readBrought("c.json", JSON.stringify(certificate)))[0]?.what).toBe(
      "certified",
    );
  } finally {
    await other.store.close();
  }
});
