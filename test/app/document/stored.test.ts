import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonical, nodeOfPlan, parsePlan, planOfNode } from "#app/document/plan.ts";
import { schema, SCHEMA_VERSION, versions } from "#app/document/schema.ts";
import { firstState, planOfUpdates } from "#app/document/ydoc.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { attributesOf } from "#app/document/attributes.ts";

/** What an earlier version stored, made by it and not changed since: plan JSON with its hash, and the same as Yjs state. */
interface Stored {
  readonly schema: number;
  readonly canonical: string;
  readonly sha256: string;
  readonly state: string;
}

const stored = (version: number) =>
  JSON.parse(readFileSync(new URL(`./stored/version-${version}.json`, import.meta.url), "utf8")) as Stored;
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe.each(Object.keys(versions).map(Number))("texts of version %d", (version) => {
  const first = stored(version);

  // The text of the first version is older than this question.
  it.skipIf(version === 1)("say something with each word that came with it", () => {
    expect(first.schema).toBe(version);
    const said = new Set<string>();
    nodeOfPlan(parsePlan(JSON.parse(first.canonical))).descendants(({ type, attrs, marks }) => {
      for (const name of [type.name, ...marks.map((mark) => mark.type.name)]) said.add(name);
      for (const [attr, value] of Object.entries(attrs)) if (value !== null) said.add(`${type.name}.${attr}`);
    });
    for (const name of (versions[version] ?? []).flatMap((words) => words.split(" ")))
      expect(said, name).toContain(name);
  });

  it("have the same canonical JSON and the same hash", () => {
    const plan = parsePlan(JSON.parse(first.canonical));
    expect(canonical(plan)).toBe(first.canonical);
    expect(hash(canonical(planOfNode(nodeOfPlan(plan))))).toBe(first.sha256);
  });

  it("are read out of their Yjs state without a fault, and make the same state again", () => {
    const state = Buffer.from(first.state, "base64");
    const reading = planOfUpdates([state]);
    expect(reading.faults).toEqual([]);
    expect(hash(canonical(reading.plan))).toBe(first.sha256);
    expect(Buffer.from(firstState(reading.plan)).toString("base64")).toBe(first.state);
    expect(new Vocabulary().admit(state)).toMatchObject({ ok: true });
  });
});

describe("versions of the schema", () => {
  it("have grown to the present one, and name all that it knows", () => {
    expect(Object.keys(versions).map(Number)).toEqual(
      Array.from({ length: SCHEMA_VERSION }, (_, at) => at + 1),
    );
    const named = Object.values(versions).flatMap((words) => words.flatMap((word) => word.split(" ")));
    const own = named.filter((name) => !name.includes("."));
    expect(own.sort()).toEqual([...Object.keys(schema.nodes), ...Object.keys(schema.marks)].sort());
    for (const name of named.filter((one) => one.includes("."))) {
      const [owner = "", attr = ""] = name.split(".");
      expect(Object.keys(attributesOf(owner))).toContain(attr);
    }
  });

  it("add attributes that are unset where nobody has set them", () => {
    const added = Object.entries(versions)
      .filter(([version]) => Number(version) > 1)
      .flatMap(([, words]) => words.flatMap((word) => word.split(" ")))
      .filter((name) => name.includes("."));
    expect(added.length).toBeGreaterThan(0);
    for (const name of added) {
      const [owner = "", attr = ""] = name.split(".");
      expect(schema.nodes[owner]?.create().attrs[attr]).toBeNull();
    }
  });
});
