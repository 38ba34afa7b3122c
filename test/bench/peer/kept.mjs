// What the peer's database holds of a document after its server is gone: node kept.mjs FILE NAME prints the state as base64.
import Database from "better-sqlite3";

const [, , file, name] = process.argv;
const database = new Database(file, { readonly: true });
const row = database.prepare("SELECT data FROM documents WHERE name = ?").get(name);
console.log(row ? row.data.toString("base64") : "");
