/** Databases of the tests on a PostgreSQL server. */
import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** Set it to a PostgreSQL address of a role that may create databases, and the same tests run there. */
const address = process.env["TEST_DATABASE_URL"] ?? "";

export const onServer = address !== "";

export interface MadeDatabase {
  readonly name: string;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** A database of its own, empty or a copy of the one named. Its commits do not wait for the disk: it dies with the test. */
export async function newDatabase(template?: string): Promise<MadeDatabase> {
  const name = `elac_test_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: address });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}"${template === undefined ? "" : ` TEMPLATE "${template}"`}`);
  await admin.query(`ALTER DATABASE "${name}" SET synchronous_commit = off`);
  const url = new URL(address);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.toString(),
    drop: async () => {
      await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      await admin.end();
    },
  };
}
