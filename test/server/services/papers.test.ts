/** Papers filed with the Presiding Officers: by whom, how they are signed, taken down and redacted, and what they are not. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redactionMark } from "#app/domain/redaction.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Person } from "#app/domain/roles.ts";
import { readFields } from "#app/forms/form.ts";
import { fileForm } from "#app/forms/minisite.ts";
import { makeLimits } from "#server/auth/limits.ts";
import type { Ground } from "#server/services/act.ts";
import { fileServices } from "#server/services/files.ts";
import { letterFileServices } from "#server/services/letter-files.ts";
import { paperServices } from "#server/services/papers.ts";
import { proofServices } from "#server/services/proofs.ts";
import { recordServices } from "#server/services/records.ts";
import { redactionServices } from "#server/services/redactions.ts";
import type { Store } from "#server/store/client.ts";
import { shelfIn } from "#server/store/shelf.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  nobody,
  observer,
  officer,
  person,
  populate,
  refusalFrom,
  representative,
  secretariat,
} from "#test/factories.ts";

const slug = "access-and-infrastructure";
const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n";

let store: Store;
let ground: Ground;
let papers: ReturnType<typeof paperServices>;
let files: ReturnType<typeof fileServices>;
let sector: Person, other: Person, seat: Person, head: Person, staff: Person;
let groupChair: Person, focal: Person, was: Person;

beforeAll(async () => {
  store = await freshStore();
  const held = groundOn(store);
  ground = { ...held, env: { ...held.env, dataDir: mkdtempSync(join(tmpdir(), "elac-papers-")) } };
  papers = paperServices(ground);
  files = fileServices(ground);
  const group = await populate(store, slug, ["PE", "BR"]);
  sector = await person(store, "Inés Duarte", [observer("civil-society")]);
  other = await person(store, "Marlon Reid", [observer("private-sector")]);
  seat = await person(store, "Lucía Mena", [officer("EC")]);
  head = await person(store, "Rosa Quispe", [officer("PE", true)]);
  staff = await person(store, "Ana Soto", [secretariat]);
  groupChair = await person(store, "Thiago Nogueira", [representative("PE", group)]);
  focal = await person(store, "Joana Lima", [focalPoint("BR")]);
  was = await person(store, "Ivo Paz", [{ ...observer("technical-community"), until: ground.clock.now() }]);
});
afterAll(async () => {
  await store.close();
  rmSync(ground.env.dataDir, { recursive: true });
});

function sent(title: string, name = "statement.pdf", content = pdf): Request {
  const form = new FormData();
  form.set("title", title);
  form.set("language", "es");
  form.set("file", new Blob([content]), name);
  return new Request("http://localhost/upload", { method: "POST", body: form });
}
const read = (fields: Readonly<Record<string, string>>) => readFields(fileForm, fields);
const file = (actor: Actor, title: string, name?: string, content?: string) =>
  papers.receive(actor, sent(title, name, content), {}, read);
const listed = async (actor: Actor, id: string) =>
  (await papers.list(actor, "en")).files.find((one) => one.id === id);

describe("a paper", () => {
  test.each([
    ["an observer", () => sector, { name: "Inés Duarte", country: null, sector: "civil-society" }],
    ["an officer", () => seat, { name: "Lucía Mena", country: { iso: "EC", name: "Ecuador" }, sector: null }],
    ["the secretariat", () => staff, { name: "Ana Soto", country: null, sector: null }],
  ] as const)("of %s is signed by the seat and read by everybody", async (who, actor, by) => {
    const id = await file(actor(), `Paper of ${who}`);
    expect((await listed(nobody, id))?.by).toEqual(by);
    expect((await files.serve(nobody, id)).name).toBe("statement.pdf");
  });

  test("is entered in the chain of the region, in the capacity it was filed in", async () => {
    const id = await file(sector, "On record");
    const facts = { contains: id };
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind: "file.uploaded", facts } });
    expect(entry).toMatchObject({ chainId: "region", groupId: null, link: "/officers" });
    expect(JSON.parse(entry.facts)).toMatchObject({
      actorId: sector.id,
      capacity: { office: "observer", country: null, body: { kind: "officers", cycleId: "elac2015" } },
    });
    const { entries } = await recordServices(ground).page(
      nobody,
      { group: null, family: null, page: 1 },
      "en",
    );
    expect(JSON.stringify(entries)).toContain("On record");
  });

  test.each([
    ["a stranger", () => nobody],
    ["the Chair of a group", () => groupChair],
    ["a focal point", () => focal],
    ["an observer whose designation ended", () => was],
  ] as const)("is not filed by %s, and nothing is read", async (_, actor) => {
    const form = sent("Not mine");
    expect(await refusalFrom(papers.receive(actor(), form, {}, read))).toEqual({
      kind: "forbidden",
      key: "may-not.paper.file",
    });
    expect(form.bodyUsed).toBe(false);
    expect(await refusalFrom(papers.mayFile(actor()))).toMatchObject({ key: "may-not.paper.file" });
    expect((await papers.list(actor(), "en")).keeps).toBe(false);
  });

  test("passes the intake of every document: its kind, its content, and how many are sent", async () => {
    const before = await store.db.storedFile.count();
    expect(await refusalFrom(file(sector, "A page", "page.html", "<script>"))).toMatchObject({
      key: "file.kind",
    });
    expect(await refusalFrom(file(sector, "No PDF", "plan.pdf", "<html>"))).toMatchObject({
      key: "file.not-what-it-says",
    });
    const slow = refuse("too-many", "file.too-many", { count: 9 }, { retryAfter: 540 });
    const limited = paperServices(ground, { ...makeLimits(), tryFile: () => Promise.reject(slow) });
    expect(await refusalFrom(limited.receive(sector, sent("One more"), {}, read))).toMatchObject({
      key: "file.too-many",
    });
    expect(await store.db.storedFile.count()).toBe(before);
  });

  test("sent twice is one", async () => {
    const [first, second] = await Promise.all([file(sector, "Twice"), file(sector, "Twice")]);
    expect(first).toBe(second);
  });

  test("is no document of a group and no letter", async () => {
    const id = await file(staff, "Neither");
    expect((await files.list(nobody, slug, "en")).files).toEqual([]);
    expect(await refusalFrom(files.remove(groupChair, slug, id, "ours"))).toMatchObject({
      key: "file.unknown",
    });
    const form = new FormData();
    form.set("letterId", id);
    const request = new Request("http://localhost/", { method: "POST", body: form });
    const named = letterFileServices(ground).receive(staff, request, "en", {});
    expect(await refusalFrom(named)).toMatchObject({ key: "form.check-fields" });
    const both = { groupId: (await store.db.group.findFirstOrThrow()).id };
    await expect(store.db.storedFile.update({ where: { id }, data: both })).rejects.toThrow();
  });

  test("is listed without anybody's id", async () => {
    const list = JSON.stringify(await papers.list(sector, "en"));
    for (const { id } of [sector, seat, staff]) expect(list).not.toContain(id);
  });
});

describe("taking a paper down", () => {
  test("is for whoever filed it, the Chair of the officers and the secretariat, and stays on record", async () => {
    for (const [at, actor] of [sector, head, staff].entries()) {
      const id = await file(sector, `Goes ${at}`);
      for (const one of [nobody, other, seat, groupChair, focal]) {
        expect((await listed(one, id))?.removable).toBe(false);
        expect(await refusalFrom(papers.remove(one, id, "no"))).toEqual({
          kind: "forbidden",
          key: "may-not.paper.remove",
        });
      }
      expect((await listed(actor, id))?.removable).toBe(true);
      await papers.remove(actor, id, "A newer one replaces it");
      expect(await listed(actor, id)).toMatchObject({
        removable: false,
        removedReason: "A newer one replaces it",
      });
      expect(await refusalFrom(files.serve(nobody, id))).toMatchObject({ key: "file.unknown" });
      expect(await refusalFrom(papers.remove(actor, id, "again"))).toMatchObject({ key: "file.removed" });
      const facts = { contains: id };
      const entry = await store.db.journalEntry.findFirst({ where: { kind: "file.removed", facts } });
      expect(entry?.chainId).toBe("region");
      expect(entry?.facts).toContain(actor.id);
    }
  });

  test("does not reach the document of a group", async () => {
    const id = await files.receive(groupChair, slug, sent("The group's"), {}, read);
    expect(await refusalFrom(papers.remove(head, id, "ours"))).toEqual({
      kind: "unknown",
      key: "file.unknown",
    });
  });

  test("redacted, it loses title, name and bytes, and the record still holds", async () => {
    const id = await file(sector, "Ana Pérez, 555-1234", "ana-perez.txt", "Ana Pérez");
    const { sha256 } = await files.serve(nobody, id);
    const shelf = shelfIn(join(ground.env.dataDir, "files"));
    expect(await shelf.has(sha256)).toBe(true);
    const address = `/files/${id}/ana-perez.txt`;
    await redactionServices(ground).redact(staff, {
      address,
      passage: null,
      reason: "A request of 3 March.",
    });
    expect(await listed(nobody, id)).toMatchObject({ title: redactionMark, name: "redacted.txt" });
    expect(await shelf.has(sha256)).toBe(false);
    const entry = await store.db.journalEntry.findFirstOrThrow({ where: { kind: "text.redacted" } });
    expect(entry).toMatchObject({ chainId: "region", link: "/officers" });
    const record = await recordServices(ground).page(nobody, { group: null, family: null, page: 1 }, "en");
    expect(JSON.stringify(record)).not.toContain("555-1234");
    const { chains, untold } = await proofServices(ground).database();
    expect([...chains.flatMap(({ flaw }) => flaw ?? []), ...untold]).toEqual([]);
  });
});
