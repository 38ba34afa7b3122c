import { keepsItsPromises } from "#test/contracts/keeper.ts";
import { freshStore } from "#test/database.ts";
import { documentLog } from "#server/store/documents.ts";

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
