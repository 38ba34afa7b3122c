import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { readFields } from "#app/forms/form.ts";
import { fileForm } from "#app/forms/minisite.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { fileServices } from "#server/services/files.ts";
import { fileLimit } from "#server/services/filing.ts";
import type { Store } from "#server/store/client.ts";
import { attachment, files as filesRouter } from "#server/web/files.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, person, populate, refusalFrom, representative } from "#test/factories.ts";

const slug = "access-and-infrastructure";
const other = "gender";

let store: Store;
let folder: string;
let files: ReturnType<typeof fileServices>;
let server: Server;
let chair: Actor, member: Actor, elsewhere: Actor;

beforeAll(async () => {
  store = await freshStore();
  folder = mkdtempSync(join(tmpdir(), "elac-files-"));
  const ground = groundOn(store);
  files = fileServices({ ...ground, env: { ...ground.env, dataDir: folder } });
  const group = await populate(store, slug, ["PE", "BR"]);
  const gender = await populate(store, other, ["MX"]);
  chair = await person(store, "Rosa Quispe", [representative("PE", group)]);
  member = await person(store, "Thiago Nogueira", [representative("BR", group)]);
  elsewhere = await person(store, "Lupe", [representative("MX", gender)]);
  server = createServer(express().use(filesRouter({ files }))).listen(0);
});
afterAll(async () => {
  server.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const wordTypes =
  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n");

/** A ZIP of one stored entry: enough of an office document to be one. */
function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(entries).map(([name, text]) => {
    const content = Buffer.from(text);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(crc32(content), 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(name.length, 26);
    return Buffer.concat([header, Buffer.from(name), content]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([...parts, end]);
}

function sent(file: { name: string; content: Buffer | string } | null, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ title: "A document", language: "es", ...fields }))
    form.set(name, value);
  if (file !== null) form.set("file", new Blob([new Uint8Array(Buffer.from(file.content))]), file.name);
  return new Request("http://localhost/upload", { method: "POST", body: form });
}

const read = (fields: Readonly<Record<string, string>>) => readFields(fileForm, fields);
const receive = (request: Request, actor: Actor = chair, entered: Record<string, string> = {}) =>
  files.receive(actor, slug, request, entered, read);
const count = () => store.db.storedFile.count();
const incoming = () => readdirSync(join(folder, "files", "incoming"));
const fetchFile = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);

describe("filing a document", () => {
  test("a file is kept under its SHA-256 and handed out as an attachment that cannot act as a page", async () => {
    const id = await receive(sent({ name: "Estudio de costos «2011».pdf", content: pdf }));
    const { files: listed } = await files.list(nobody, slug, "es");
    expect(listed[0]).toMatchObject({
      id,
      title: "A document",
      mediaType: "application/pdf",
      by: { name: "Rosa Quispe" },
    });
    const sha = listed[0]?.sha256 ?? "";
    expect(readFileSync(join(folder, "files", sha.slice(0, 2), sha))).toEqual(pdf);
    const answer = await fetchFile(`/files/${id}/any-name.pdf`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toContain(
      "filename*=UTF-8''Estudio%20de%20costos%20%C2%AB2011%C2%BB.pdf",
    );
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(await store.db.journalEntry.count({ where: { kind: "file.uploaded" } })).toBe(1);
    const again = await fetchFile(`/files/${id}/x.pdf`, {
      headers: { "If-None-Match": `"${sha}"`, "Cache-Control": "max-age=0" },
    });
    expect(again.status).toBe(304);
  });

  test.each([
    ["a.docx", zip({ "[Content_Types].xml": wordTypes, "word/document.xml": "<w/>" })],
    ["a.odt", zip({ mimetype: "application/vnd.oasis.opendocument.text" })],
    ["a.csv", "país,año\nPerú,2011\n"],
    ["a.md", "# Título"],
    ["a.TXT", "ñandú"],
  ])("the kinds of the house are taken: %s", async (name, content) => {
    await receive(sent({ name, content: content }, { title: name }));
    expect((await files.list(nobody, slug, "en")).files[0]?.title).toBe(name);
  });

  test.each([
    ["page.html", "<script>alert(1)</script>", "file.kind"],
    ["drawing.svg", "<svg/>", "file.kind"],
    ["program.exe", "MZ", "file.kind"],
    ["noending", "text", "file.kind"],
    ["plan.pdf", "<html><script>alert(1)</script></html>", "file.not-what-it-says"],
    ["picture.png", pdf, "file.not-what-it-says"],
    ["notes.txt", pdf, "file.not-what-it-says"],
    ["plan.docx", zip({ "evil.exe": "MZ" }), "file.not-what-it-says"],
    ["nul.txt", "a\0b", "file.not-text"],
    ["latin.txt", Buffer.from([0x70, 0x61, 0xed, 0x73]), "file.not-text"],
    ["empty.pdf", "", "file.empty"],
  ])(
    "what is not a document of the house, or not what its name says, is refused: %s",
    async (name, content, key) => {
      const before = await count();
      const entered: Record<string, string> = {};
      const refused = await refusalFrom(
        receive(sent({ name, content }, { title: "Kept title" }), chair, entered),
      );
      expect(refused).toEqual({ kind: "invalid", key });
      expect(entered["title"]).toBe("Kept title");
      expect(await count()).toBe(before);
      expect(incoming()).toEqual([]);
    },
  );

  test("more than 25 MB is refused, what was entered is kept and nothing stays behind", async () => {
    const before = await count();
    const entered: Record<string, string> = {};
    const big = Buffer.concat([pdf, Buffer.alloc(fileLimit, 32)]);
    const refused = await refusalFrom(receive(sent({ name: "big.pdf", content: big }), chair, entered));
    expect(refused).toEqual({ kind: "too-large", key: "file.too-large" });
    expect(entered).toMatchObject({ title: "A document", language: "es" });
    expect(await count()).toBe(before);
    expect(incoming()).toEqual([]);
  });

  test("a form without a file, without a title, or that is no form is refused", async () => {
    expect(await refusalFrom(receive(sent(null)))).toEqual({ kind: "invalid", key: "file.missing" });
    expect(await refusalFrom(receive(sent({ name: "a.pdf", content: pdf }, { title: " " })))).toMatchObject({
      key: "form.check-fields",
    });
    for (const [type, body] of [
      ["application/json", "{}"],
      ["multipart/form-data", "x"],
      ["multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name="],
    ] as const) {
      const broken = new Request("http://localhost/", {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      expect(await refusalFrom(receive(broken))).toMatchObject({ kind: "invalid", key: "form.unreadable" });
    }
  });

  test("who does not keep the minisite files nothing, and the body is not even stored", async () => {
    const before = await count();
    for (const actor of [nobody, member, elsewhere])
      expect(await refusalFrom(receive(sent({ name: "a.pdf", content: pdf }), actor))).toEqual({
        kind: "forbidden",
        key: "may-not.file.upload",
      });
    expect(await count()).toBe(before);
  });

  test("the same form twice is one document", async () => {
    const twice = () => receive(sent({ name: "twice.pdf", content: pdf }, { title: "Twice" }));
    expect(await twice()).toBe(await twice());
  });

  test("fields that are not asked for are never read", async () => {
    const form = sent(
      { name: "b.pdf", content: pdf },
      { title: "Forged", groupId: "x", country: "BR", personId: "y" },
    );
    const id = await receive(form);
    expect(await store.db.storedFile.findUniqueOrThrow({ where: { id } })).toMatchObject({ country: "PE" });
  });
});

describe("taking a document down", () => {
  test("its reason stays on record and its bytes are no longer handed out", async () => {
    const id = await receive(sent({ name: "old.pdf", content: pdf }, { title: "Old" }));
    await files.remove(chair, slug, id, "A newer version replaces it");
    expect((await fetchFile(`/files/${id}/old.pdf`)).status).toBe(404);
    const listed = (await files.list(nobody, slug, "es")).files.find((file) => file.id === id);
    expect(listed?.removedReason).toBe("A newer version replaces it");
    expect(await refusalFrom(files.remove(chair, slug, id, "again"))).toEqual({
      kind: "conflict",
      key: "file.removed",
    });
  });

  test("another group's document is unknown, and others may not", async () => {
    const id = await receive(sent({ name: "ours.pdf", content: pdf }, { title: "Ours" }));
    expect(await refusalFrom(files.remove(elsewhere, other, id, "mine now"))).toEqual({
      kind: "unknown",
      key: "file.unknown",
    });
    expect(await refusalFrom(files.remove(member, slug, id, "x"))).toMatchObject({ kind: "forbidden" });
  });
});

test("an address of no document is not found, whatever it looks like", async () => {
  for (const path of [
    "/files/x/y.pdf",
    "/files/00000000-0000-7000-8000-000000000000/y.pdf",
    "/files/..%2f..%2fetc%2fpasswd/y.pdf",
    "/files/%00/y.pdf",
  ])
    expect((await fetchFile(path)).status).toBe(404);
});

test("the name of a download cannot break out of its header", () => {
  expect(attachment('a"; filename="b.exe\r\nX: 1.pdf')).not.toMatch(/[\r\n]/);
  expect(attachment("ação 'x'.pdf")).toBe(
    "attachment; filename=\"acao 'x'.pdf\"; filename*=UTF-8''a%C3%A7%C3%A3o%20%27x%27.pdf",
  );
});

test("whoever sends too many documents is asked to wait before one is read", async () => {
  const slow = refuse("too-many", "file.too-many", { count: 9 }, { retryAfter: 540 });
  const ground = groundOn(store);
  const own = { ...ground, env: { ...ground.env, dataDir: folder } };
  const limited = fileServices(own, { ...makeLimits(), tryFile: () => Promise.reject(slow) });
  const form = sent({ name: "one-more.pdf", content: pdf });
  expect(await refusalFrom(limited.receive(chair, slug, form, {}, read))).toEqual({
    kind: "too-many",
    key: "file.too-many",
  });
  expect(form.bodyUsed).toBe(false);
});
