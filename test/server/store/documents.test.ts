import { expect, test } from "vitest";
import { keepsItsPromises } from "#test/contracts/keeper.ts";
import { freshStore } from "#test/database.ts";
import { documentLog, spareFolds } from "#server/store/documents.ts";

keepsItsPromises("the database", async () => {
  const store = await freshStore();
  const told: string[] = [];
  return {
    keeper: documentLog(store, ({ what, seq }) => void told.push(`${what} ${seq}`)),
    told,
    damage: async (id, what, seq) => {
      const table = what === "fold" ? "document_snapshots" : "document_updates";
      await store.raw.query(
        `UPDATE "${table}" SET "bytes" = set_byte("bytes", 0, get_byte("bytes", 0) # 1) WHERE "documentId" = $1 AND "seq" = $2`,
        [id, seq],
      );
    },
    people: ["0198f000-0000-7000-8000-000000000001", "0198f000-0000-7000-8000-000000000002"],
    begin: async () => (await store.db.document.create({ data: {} })).id,
    restore: async (id) =>
      void (await store.db.document.update({ where: { id }, data: { epoch: { increment: 1 }, seq: 0n } })),
    close: () => store.close(),
  };
});

test("of all folds the two newest stay, and the first after each 4,096 rows, so that no moment is far from one", () => {
  const folds = (...seqs: number[]) => seqs.map(BigInt);
  expect(spareFolds(folds(500))).toEqual([]);
  expect(spareFolds(folds(500, 1000, 1500))).toEqual(folds(500));
  expect(spareFolds(folds(1000, 4100, 4600, 8200, 8700, 9200))).toEqual(folds(1000, 4600));
  // What stays once stays for good.
  const kept: bigint[] = [];
  for (let seq = 500n; seq <= 100_000n; seq += 500n) {
    kept.push(seq);
    const spare = new Set(spareFolds(kept));
    kept.splice(0, kept.length, ...kept.filter((one) => !spare.has(one)));
  }
  expect(kept.every((seq, at) => seq - (kept[at - 1] ?? 0n) <= 4096n + 500n)).toBe(true);
  expect(kept.length).toBeLessThan(30);
});
