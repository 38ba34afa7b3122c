import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Actor, Person } from "#app/domain/roles.ts";
import { fileServices } from "#server/services/files.ts";
import { letterFileServices } from "#server/services/letter-files.ts";
import { insertAct } from "#server/store/grants.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  nobody,
  observer,
  person,
  refusalFrom,
  secretariat,
  start,
} from "#test/factories.ts";

let store: Store;
let folder: string;
let letters: ReturnType<typeof letterFileServices>;
let files: ReturnType<typeof fileServices>;
let staff: Person, colleague: Person, focalBr: Person, focalCl: Person, voice: Person;

const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n");

beforeAll(async () => {
  store = await freshStore();
  folder = mkdtempSync(join(tmpdir(), "elac-letters-"));
  const ground = groundOn(store);
  const here = { ...ground, env: { ...ground.env, dataDir: folder } };
  letters = letterFileServices(here);
  files = fileServices(here);
  staff = await person(store, "Marcela Ibáñez", [secretariat]);
  colleague = await person(store, "Otto", [secretariat]);
  focalBr = await person(store, "Focal Brazil", [focalPoint("BR")]);
  focalCl = await person(store, "Focal Chile", [focalPoint("CL")]);
  voice = await person(store, "Ana", [observer("civil-society")]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function form(file: { name: string; content: Buffer } | null, fields: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ reference: "Note 14/2011", ...fields }))
    body.append(name, value);
  if (file !== null) body.set("letter", new Blob([new Uint8Array(file.content)]), file.name);
  return new Request("http://localhost/", { method: "POST", body });
}

const receive = (request: Request, entered: Record<string, string> = {}, actor: Actor = staff) =>
  letters.receive(actor, request, "es", entered);
const keep = async (content = pdf) =>
  (await receive(form({ name: "Nota 14.pdf", content }))) ?? expect.fail("kept no letter");
const restOn = (letterId: string) => ({
  kind: "letter" as const,
  reference: "Note 14/2011",
  date: null,
  letterId,
  recordedById: staff.id,
});

describe("a letter", () => {
  test("is kept without a group, under its SHA-256, with what else was entered", async () => {
    const entered: Record<string, string> = {};
    const id = await receive(form({ name: "Nota 14.pdf", content: pdf }), entered);
    const row = await store.db.storedFile.findUniqueOrThrow({ where: { id: id ?? "" } });
    expect(row).toMatchObject({
      groupId: null,
      name: "Nota 14.pdf",
      mediaType: "application/pdf",
      personId: staff.id,
    });
    expect(readFileSync(join(folder, "files", row.sha256.slice(0, 2), row.sha256))).toEqual(pdf);
    expect(entered).toEqual({ reference: "Note 14/2011", letterId: id, letterName: "Nota 14.pdf" });
  });

  test("need not be given again by a form that comes back or is reviewed", async () => {
    const id = await keep();
    const entered: Record<string, string> = {};
    expect(await receive(form(null, { letterId: id, letterName: "forged.pdf" }), entered)).toBe(id);
    expect(entered["letterName"]).toBe("Nota 14.pdf");
  });

  test("is replaced by another file, and kept once where a form is sent twice", async () => {
    const id = await keep();
    expect(await keep()).toBe(id);
    const other = { name: "Nota 15.pdf", content: Buffer.concat([pdf, Buffer.from("% more\n")]) };
    expect(await receive(form(other, { letterId: id }))).not.toBe(id);
  });

  test("is not needed, and a form without files is read the same way", async () => {
    const entered: Record<string, string> = {};
    const plain = new Request("http://localhost/", {
      method: "POST",
      body: new URLSearchParams([
        ["slugs", "telework"],
        ["slugs", "gender"],
      ]),
    });
    expect(await receive(plain, entered)).toBe(null);
    expect(entered).toEqual({ slugs: "telework\ngender" });
  });

  test("of somebody else, or a document of a group, cannot be named", async () => {
    const id = await keep();
    const caught: unknown = await receive(form(null, { letterId: id }), {}, colleague).catch(
      (error: unknown) => error,
    );
    expect(refusalOf(caught)?.fields).toEqual({ letter: { key: "letter.not-yours", params: {} } });
  });

  test.each([
    ["note.csv", Buffer.from("a,b\n"), "file.kind"],
    ["note.pdf", Buffer.from("not a PDF"), "file.not-what-it-says"],
    ["note.pdf", Buffer.alloc(0), "file.empty"],
    ["note.exe", Buffer.from("MZ"), "file.kind"],
  ])("%s is refused at its field, and nothing stays behind", async (name, content, key) => {
    const before = await store.db.storedFile.count();
    const entered: Record<string, string> = {};
    const caught: unknown = await receive(form({ name, content }), entered).catch((error: unknown) => error);
    expect(refusalOf(caught)?.fields?.["letter"]?.key).toBe(key);
    expect(entered).toEqual({ reference: "Note 14/2011" });
    expect(await store.db.storedFile.count()).toBe(before);
    expect(readdirSync(join(folder, "files", "incoming"))).toEqual([]);
  });

  test("over 25 MB is refused, whatever it says it is", async () => {
    const content = Buffer.concat([pdf, Buffer.alloc(25_000_001)]);
    expect(await refusalFrom(receive(form({ name: "note.pdf", content })))).toEqual({
      kind: "too-large",
      key: "file.too-large",
    });
  });

  test("is attached only by those who act for a country or the secretariat", async () => {
    const letter = () => form({ name: "note.pdf", content: pdf });
    expect((await refusalFrom(receive(letter(), {}, voice))).key).toBe("may-not.letter.keep");
    expect((await refusalFrom(receive(letter(), {}, nobody))).key).toBe("person.sign-in-first");
    expect(await receive(form(null), {}, voice)).toBe(null);
  });
});

describe("who reads a letter", () => {
  test("that rests under no act: whoever kept it, and the secretariat", async () => {
    const id = (await receive(form({ name: "br.pdf", content: pdf }), {}, focalBr)) ?? "";
    for (const actor of [focalBr, staff]) expect((await files.serve(actor, id)).name).toBe("br.pdf");
    for (const actor of [nobody, voice, focalCl])
      expect(await refusalFrom(files.serve(actor, id))).toEqual({ kind: "unknown", key: "file.unknown" });
  });

  test("of a country's act: also that country's focal point, and no other", async () => {
    const id = await keep(Buffer.concat([pdf, Buffer.from("% br\n")]));
    const actId = await store.transaction((tx) => insertAct(tx, restOn(id), start));
    await store.db.seat.create({
      data: {
        office: "officer",
        bodyKind: "officers",
        cycleId: "elac2015",
        country: "BR",
        position: 90,
        from: start,
        actId,
      },
    });
    expect((await files.serve(focalBr, id)).mediaType).toBe("application/pdf");
    expect((await refusalFrom(files.serve(focalCl, id))).kind).toBe("unknown");
  });
});
