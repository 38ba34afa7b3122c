/**
 * A database for whole servers: made, migrated, filled with people who may write plans, and dropped again. Every right is a
 * grant that rests on an act, and every cookie a login session, as the product makes them. Begin with `prepareDatabase`.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { rightsOf, type Iso } from "#app/domain/roles.ts";
import { emptyPlan, type Plan } from "#app/document/plan.ts";
import { firstState } from "#app/document/ydoc.ts";
import { currentCycle, seedReference } from "#prisma/seed/reference.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { hashPassword } from "#server/auth/passwords.ts";
import { systemClock } from "#server/clock.ts";
import { openStore, type Store, type Tx } from "#server/store/client.ts";
import { createDocument } from "#server/store/documents.ts";
import { insertAct } from "#server/store/grants.ts";
import { createPlan } from "#server/store/plans.ts";

export interface Wanted {
  /** A PostgreSQL database of its own on the server of TEST_DATABASE_URL, or an embedded one in a folder of its own. */
  readonly kind: "server" | "embedded";
  /** PostgreSQL to make it on, instead of TEST_DATABASE_URL. */
  readonly server?: string | undefined;
  /** In which a folder for the server's data is made, instead of the usual one for what is temporary. */
  readonly folder?: string | undefined;
  readonly documents: number;
  /** So many may write each document; nobody may write two. */
  readonly people: number;
  /** What each document says at first; nothing where it is left out. */
  readonly plan?: Plan;
}

export interface Editor {
  readonly id: string;
  readonly name: string;
  /** For the header `Cookie`. */
  readonly cookie: string;
}

export interface LiveText {
  readonly documentId: string;
  readonly groupId: string;
  readonly epoch: 1;
  readonly editors: readonly Editor[];
}

export interface Database {
  readonly kind: Wanted["kind"];
  /** What a server needs in its environment to run on it. */
  readonly env: Readonly<Record<string, string>>;
  readonly documents: readonly LiveText[];
  readonly dataDir: string;
  /** Null on the embedded one. */
  readonly address: string | null;
  /** Opens it beside, or, the embedded one, after the server. */
  open(): Promise<Store>;
  drop(): Promise<void>;
}

const usual = process.env["TEST_DATABASE_URL"] || "postgresql://postgres@127.0.0.1:5432/postgres";
const patience = 300_000;

/** Makes the database; `drop` it in the end. */
export async function prepareDatabase(wanted: Wanted): Promise<Database> {
  const dataDir = mkdtempSync(join(wanted.folder ?? tmpdir(), "elac-running-"));
  const name = `elac_running_${randomBytes(6).toString("hex")}`;
  const { server = usual } = wanted;
  const address = wanted.kind === "server" ? addressOf(server, name) : null;
  if (address !== null) await onServer(server, `CREATE DATABASE "${name}"`);
  const open = () => openStore({ databaseUrl: address, dataDir });
  const drop = async () => {
    if (address !== null) await onServer(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const store = await open();
    const documents = await fill(store, wanted).finally(() => store.close());
    const env = {
      DATA_DIR: dataDir,
      DEMO: "off",
      HOST: "127.0.0.1",
      ...(address === null ? {} : { DATABASE_URL: address }),
    };
    return { kind: wanted.kind, env, documents, dataDir, address, open, drop };
  } catch (failure) {
    await drop();
    throw failure;
  }
}

async function fill(store: Store, { documents, people, plan = emptyPlan }: Wanted): Promise<LiveText[]> {
  const now = systemClock.now();
  await seedReference(store, now);
  const first = firstState(plan);
  const passwordHash = await hashPassword("editors of a text");
  const texts = await store.transaction(async (tx) => {
    const countries = (await tx.country.findMany({ orderBy: { iso: "asc" } })).map(({ iso }) => iso);
    const act = { kind: "nomination", reference: "Letter 1", date: null, letterId: null } as const;
    const actId = await insertAct(tx, { ...act, recordedById: null }, now);
    const made = [];
    for (let place = 0; place < documents; place++)
      made.push(await addText(tx, { place, people, countries, actId, passwordHash, first, now }));
    return made;
  }, patience);
  const auth = makeAuth({ store, clock: systemClock, env: { appUrl: "http://localhost" } });
  const signedIn: LiveText[] = [];
  for (const { persons, ...text } of texts) {
    const editors: Editor[] = [];
    for (const { id, name } of persons)
      editors.push({ id, name, cookie: (await auth.begin(id, null)).split(";")[0] ?? "" });
    signedIn.push({ ...text, epoch: 1, editors });
  }
  await store.raw.script("ANALYZE");
  return signedIn;
}

/** A group whose countries write a plan, with its people. */
async function addText(
  tx: Tx,
  wanted: {
    place: number;
    people: number;
    countries: readonly Iso[];
    actId: string;
    passwordHash: string;
    first: Uint8Array;
    now: Date;
  },
) {
  const { place, people, countries, actId, passwordHash, first, now } = wanted;
  const groupId = `running-${place}`;
  const from = new Date(now.getTime() - 86_400_000);
  await tx.group.create({
    data: {
      id: groupId,
      slug: groupId,
      cycleId: currentCycle,
      position: 1000 + place,
      names: { en: `Group ${place}`, es: `Grupo ${place}`, pt: `Grupo ${place}`, fr: `Groupe ${place}` },
      state: "active",
      actId,
      createdAt: from,
    },
  });
  const taking = countries.slice(0, people);
  const institutions = taking.map((country) => ({
    id: randomUUID(),
    name: `Ministry of ${country}`,
    country,
  }));
  await tx.institution.createMany({ data: institutions });
  await tx.membership.createMany({
    data: institutions.map(({ id, country }) => ({
      groupId,
      country,
      institutionId: id,
      actId,
      joinedAt: from,
    })),
  });
  const persons = Array.from({ length: people }, (_, index) => ({
    id: randomUUID(),
    name: `Editor ${place}.${index}`,
    email: `editor-${place}-${index}@example.org`,
    language: "en",
  }));
  await tx.person.createMany({ data: persons });
  await tx.account.createMany({
    data: persons.map(({ id }) => ({ personId: id, passwordHash, passwordChangedAt: now })),
  });
  await tx.grant.createMany({
    data: persons.flatMap(({ id }, index) =>
      rightsOf("representative").map((right) => ({
        personId: id,
        right,
        office: "representative",
        bodyKind: "group",
        groupId,
        country: taking[index % taking.length] ?? null,
        actId,
        from,
      })),
    ),
  });
  const documentId = await createDocument(tx, first, new Date());
  await createPlan(tx, { groupId, period: "2011-2013", language: "en", documentId }, now);
  return { documentId, groupId, persons };
}

function addressOf(server: string, name: string): string {
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.toString();
}

async function onServer(server: string, statement: string): Promise<void> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
