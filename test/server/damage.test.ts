/** A live text of which something was lost on the disk: read as far as it is whole, written and decided on by nobody. */
import fc from "fast-check";
import pino from "pino";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { canonical } from "#app/document/plan.ts";
import { planOfUpdates, stateOf, writePlan } from "#app/document/ydoc.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { makeBus, type Notice } from "#server/bus.ts";
import { damageTold } from "#server/damage.ts";
import { makeDoor } from "#server/door.ts";
import type { Store } from "#server/store/client.ts";
import { documentLog, stateAt } from "#server/store/documents.ts";
import { checkOf } from "#server/store/log-damage.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import { begun, text } from "./services/plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

/** Changes a bit of one row, as a failing disk would. */
const spoil = (table: "document_updates" | "document_snapshots", id: string, seq: number) =>
  store.raw.query(
    `UPDATE "${table}" SET "bytes" = set_byte("bytes", 0, get_byte("bytes", 0) # 1) WHERE "documentId" = $1 AND "seq" = $2`,
    [id, seq],
  );

test("the page shows the last good text; nobody writes or decides; operator and writers are told", async () => {
  const house = await begun(store, "e-business");
  await house.write(house.chair, text("Conectar las escuelas."));
  const good = await house.look(house.chair);
  await house.write(house.chair, text("Conectar las escuelas rurales."));
  const { documentId } = good.plan;
  await spoil("document_updates", documentId, good.reviewed.seq + 1);

  const lines: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => void lines.push(line) });
  const bus = makeBus(log);
  const heard: Notice[] = [];
  bus.hear((notice) => void heard.push(notice));
  const registry = new Registry();
  const texts = documentLog(store, damageTold({ bus, log, registry }));
  const door = makeDoor(house.ground, makeAuth(house.ground), texts.isDamaged);
  expect(await door.mayJoin(house.chair, documentId)).toMatchObject({ edit: true, why: null });
  await texts.load(documentId);
  expect(await door.mayJoin(house.chair, documentId)).toMatchObject({ edit: false, why: "damaged" });

  const page = await house.look(house.chair);
  expect(page.live?.text).toEqual(good.live?.text);
  expect(await refusalFrom(house.move(house.chair, "submit-to-group"))).toMatchObject({
    key: "plan.damaged",
  });

  expect(heard).toEqual([{ kind: "text-damaged", documentId }]);
  expect(await registry.metrics()).toContain('elac_log_damage_total{what="row"} 1');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "{}")).toMatchObject({ documentId, seq: good.reviewed.seq + 1, what: "row" });
  expect(lines[0]).not.toContain("escuelas");
});

test("folds lose nothing: at any cut the text is that of the whole log, whichever folds are there or damaged", async () => {
  const words = fc.array(fc.constantFrom("agenda", "digital", "☂", "région", "a"), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { minLength: 1, maxLength: 12 }),
      fc.array(fc.record({ after: fc.nat(11), spoilt: fc.boolean() }), { maxLength: 4 }),
      fc.nat(11),
      async (edits, folds, cutAt) => {
        const { id } = await store.db.document.create({ data: {} });
        const keeper = documentLog(store);
        const doc = new Y.Doc();
        const rows: Uint8Array[] = [];
        for (const some of edits) {
          const before = Y.encodeStateVector(doc);
          const held = JSON.stringify(doc.getXmlFragment("plan").toJSON());
          writePlan(doc, text(...some));
          if (held === JSON.stringify(doc.getXmlFragment("plan").toJSON())) continue;
          const bytes = Y.encodeStateAsUpdate(doc, before);
          rows.push(bytes);
          const entry = {
            documentId: id,
            epoch: 1,
            personId: "p",
            updateId: checkOf(bytes),
            bytes,
            clients: [],
          };
          expect(await keeper.append([entry])).toEqual([{ ok: true, seq: rows.length, again: false }]);
        }
        fc.pre(rows.length > 0);
        for (const { after, spoilt } of folds) {
          const seq = (after % rows.length) + 1;
          const row = { seq, bytes: stateOf(rows.slice(0, seq)) };
          await keeper.fold(id, 1, row, { plan: "{}", words: "", outputs: [] });
          if (spoilt) await spoil("document_snapshots", id, seq);
        }
        const cut = (cutAt % rows.length) + 1;
        const { snapshot, tail, damage } = await stateAt(store.db, id, 1, cut);
        const found = [...(snapshot ? [snapshot] : []), ...tail].map(({ bytes }) => bytes);
        expect(canonical(planOfUpdates(found).plan)).toBe(canonical(planOfUpdates(rows.slice(0, cut)).plan));
        expect(damage.every(({ what }) => what === "fold")).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
