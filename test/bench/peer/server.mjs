// The peer's server with its SQLite extension, everything else as it comes. PEER: { port, file, flushDelay?, seed? }.
// `seed`: a file with a state (Yjs, V1) and the names of the documents that say it before the server starts.
import { readFileSync } from "node:fs";
import { SQLite, schema, upsertQuery } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";
import Database from "better-sqlite3";

const { port, file, flushDelay, seed } = JSON.parse(process.env.PEER);

if (seed) {
  const database = new Database(file);
  database.exec(schema);
  const put = database.prepare(upsertQuery);
  const data = readFileSync(seed.file);
  database.transaction(() => {
    for (const name of seed.names) put.run({ name, data });
  })();
  database.close();
}

const server = new Server({
  port,
  address: "127.0.0.1",
  quiet: true,
  extensions: [new SQLite({ database: file })],
  ...(flushDelay === undefined ? {} : { flushDelay }),
});
await server.listen();
console.log("is ready at", port);
