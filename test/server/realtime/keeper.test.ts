import { keepsItsPromises } from "#test/contracts/keeper.ts";
import { MemoryKeeper } from "./memory.ts";

keepsItsPromises("memory", async () => {
  const keeper = new MemoryKeeper();
  let count = 0;
  return {
    keeper,
    people: ["ana", "bruno"],
    begin: async () => {
      const id = `document-${++count}`;
      keeper.begin(id);
      return id;
    },
    restore: async (id) => keeper.begin(id, 2),
    close: async () => undefined,
  };
});
