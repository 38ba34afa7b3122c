import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { packUpdates, unpackUpdates } from "#app/document/frames.ts";
import { planOfNode } from "#app/document/plan.ts";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import { limits } from "#app/document/wire.ts";
import { planFragment, planOfUpdates } from "#app/document/ydoc.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { stranger, type Actor } from "#app/domain/roles.ts";
import type { Pass } from "#server/realtime/keeper.ts";
import type { Client } from "./client.ts";
import { until } from "./client.ts";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const plan = planOfNode(
  schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("Purpose. ")])]),
);

async function enter(token: string): Promise<Client> {
  const client = house.client(token);
  const reply = await client.join("plan-1");
  expect(reply.ok).toBe(true);
  return client;
}

const rows = () => house.keeper.documents.get("plan-1")?.rows.length;

describe("plain HTTP does the same", () => {
  beforeEach(() => void house.begin("plan-1", plan));
  const pass = (id: string): Pass => {
    const actor: Actor = { kind: "person", id, name: id, email: "", language: null, grants: [] };
    return { actor, session: id, until: null };
  };
  const change = () => {
    const doc = new Y.Doc();
    for (const row of house.keeper.documents.get("plan-1")?.rows ?? []) Y.applyUpdate(doc, row.bytes);
    const seen = Y.encodeStateVector(doc);
    const first: unknown = planFragment(doc).get(0);
    if (!(first instanceof Y.XmlElement)) throw new Error("no paragraph");
    first.insert(1, [new Y.XmlElement("gap")]);
    return Y.encodeStateAsUpdate(doc, seen);
  };
  const key = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: unknown) => refusalOf(error)?.key ?? String(error),
    );

  const newsOf = ({ news }: { readonly news: Uint8Array | null }) => {
    const [vector, ...updates] = unpackUpdates(news ?? new Uint8Array()) ?? [];
    return { vector, updates };
  };

  it("stores an update, and shows it to those on sockets", async () => {
    const bruno = await enter("bruno");
    const update = change();
    const { fallback } = house.gateway;
    const pushed = await fallback.push(pass("ana"), "plan-1", {
      epoch: 1,
      schema: SCHEMA_VERSION,
      updates: packUpdates([update]),
    });
    expect(pushed).toEqual({ epoch: 1, seqs: [2] });
    await until(() => bruno.words().includes("XXX"));
    const pulled = await fallback.pull(pass("olga"), "plan-1", { epoch: null, seq: null, sv: null });
    expect(planOfUpdates(newsOf(pulled).updates).faults).toEqual([]);
    expect(pulled).toMatchObject({ epoch: 1, seq: 2, edit: false, why: "read-only" });
  });

  it("answers that nothing is new to whoever has everything, and the rows after theirs to whoever has not", async () => {
    const { fallback } = house.gateway;
    const [row] = house.keeper.documents.get("plan-1")?.rows ?? [];
    const sv = Y.encodeStateVectorFromUpdate(row?.bytes ?? new Uint8Array());
    expect(await fallback.pull(pass("ana"), "plan-1", { epoch: 1, seq: 1, sv })).toEqual({
      epoch: 1,
      seq: 1,
      schema: SCHEMA_VERSION,
      edit: true,
      why: null,
      news: null,
    });
    const updates = packUpdates([change()]);
    await fallback.push(pass("bruno"), "plan-1", { epoch: 1, schema: SCHEMA_VERSION, updates });
    const later = await fallback.pull(pass("ana"), "plan-1", { epoch: 1, seq: 1, sv });
    const doc = new Y.Doc();
    const news = newsOf(later);
    for (const update of [row?.bytes ?? new Uint8Array(), ...news.updates]) Y.applyUpdate(doc, update);
    expect(later.seq).toBe(2);
    expect(Y.encodeStateVector(doc)).toEqual(new Uint8Array(news.vector ?? []));
    // A number of another epoch says nothing about this one.
    expect(await key(fallback.pull(pass("ana"), "plan-1", { epoch: 2, seq: 2, sv: null }))).toBe(
      "realtime.epoch",
    );
  });

  it("passes the same gate", async () => {
    const { fallback } = house.gateway;
    const push = (
      who: Pass,
      more: Partial<{ epoch: number; schema: number; updates: Uint8Array }>,
      id = "plan-1",
    ) =>
      key(
        fallback.push(who, id, {
          epoch: 1,
          schema: SCHEMA_VERSION,
          updates: packUpdates([change()]),
          ...more,
        }),
      );
    expect(await push(pass("olga"), {})).toBe("realtime.read-only");
    expect(await push({ actor: stranger, session: null, until: null }, {})).toBe("realtime.read-only");
    expect(await push(pass("ana"), { epoch: 2 })).toBe("realtime.epoch");
    expect(await push(pass("ana"), { schema: SCHEMA_VERSION - 1 })).toBe("realtime.schema-older");
    expect(await push(pass("ana"), { updates: new Uint8Array([9]) })).toBe("realtime.malformed");
    expect(await push(pass("ana"), { updates: packUpdates([new Uint8Array(limits.update + 1)]) })).toBe(
      "realtime.too-large",
    );
    expect(await push(pass("ana"), {}, "secret-9")).toBe("realtime.unknown-document");
    expect(
      await key(fallback.pull(pass("ana"), "plan-1", { epoch: 1, seq: null, sv: new Uint8Array([255]) })),
    ).toBe("realtime.malformed");
    expect(rows()).toBe(1);
  });
});
