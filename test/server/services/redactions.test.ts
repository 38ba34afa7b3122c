/** Words taken out of posts, pages, documents and the log of a plan: nowhere left, on record, and the chains hold. */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { redactableAt, redactionMark, redactionPath } from "#app/domain/redaction.ts";
import type { Actor, Person } from "#app/domain/roles.ts";
import { fileServices } from "#server/services/files.ts";
import { minisiteServices } from "#server/services/minisites.ts";
import { proofServices } from "#server/services/proofs.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { threadServices } from "#server/services/threads.ts";
import { documentLog } from "#server/store/documents.ts";
import { enterFile } from "#server/store/files.ts";
import { shelfIn } from "#server/store/shelf.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { nobody, person, refusalFrom, secretariat } from "#test/factories.ts";
import { tablesWith } from "./left-in.ts";
import { begun, text } from "./plan-house.ts";

const slug = "gender";
const secret = "Ana Pérez, 555-1234";
const reason = "A request of 3 March.";

let store: Store;
let house: Awaited<ReturnType<typeof begun>>;
let ground: (typeof house)["ground"];
let redactions: ReturnType<typeof redactionServices>;
let staff: Person;

beforeAll(async () => {
  store = await freshStore();
  house = await begun(store, slug);
  ground = {
    ...house.ground,
    env: { ...house.ground.env, dataDir: mkdtempSync(join(tmpdir(), "elac-red-")) },
  };
  redactions = redactionServices(ground);
  staff = await person(store, "Secretariat", [secretariat]);
});
afterAll(() => store.close());

const leftIn = (words: string) => tablesWith(store, words);
const chainsHold = async () => {
  const { chains, untold } = await proofServices(ground).database();
  expect([...chains.flatMap(({ flaw }) => flaw ?? []), ...untold]).toEqual([]);
};
const lastEntry = () =>
  store.db.journalEntry.findFirstOrThrow({ where: { kind: "text.redacted" }, orderBy: { seq: "desc" } });
const redact = (address: string, passage: string | null, who: Actor = staff) =>
  redactions.redact(who, { address, passage, reason });

const post = (words: string) => ({ language: "en", text: words, as: "", onceKey: randomUUID() }) as const;

describe("a post", () => {
  test("loses the passage in every version; what is around it stays", async () => {
    const threads = threadServices(ground);
    const thread = await threads.open(house.chile, slug, {
      ...post(`Write to ${secret} before May.`),
      title: "A thread",
      subject: "",
      passage: null,
    });
    const address = `${ground.env.appUrl}/en/groups/${slug}/discussion/${thread}#m1`;
    const form = { address, passage: secret, reason };
    expect(await redactions.review(staff, form)).toMatchObject({ kind: "post", times: 1, whole: false });
    expect(await leftIn(secret)).toEqual(["post_texts"]);
    await redact(address, secret);
    expect(await leftIn(secret)).toEqual([]);
    const view = await threads.read(nobody, { slug, thread, page: 1 }, "en");
    expect(JSON.stringify(view.posts)).toContain(`Write to ${redactionMark} before May.`);
    const entry = await lastEntry();
    expect(entry).toMatchObject({ open: true, link: `/groups/${slug}/discussion/${thread}` });
    expect(JSON.parse(entry.facts)).toMatchObject({ facts: { subject: { kind: "post" }, epoch: null } });
    await redact(address, null);
    expect(await refusalFrom(redact(address, null))).toMatchObject({ key: "redaction.done" });
    await chainsHold();
  });
});

describe("the title of a thread", () => {
  test("loses the passage, with the reason it was closed with and the words beside its entries", async () => {
    const threads = threadServices(ground);
    const thread = await threads.open(house.chile, slug, {
      ...post("No names here."),
      title: `The coverage, by ${secret}`,
      subject: "",
      passage: null,
    });
    await threads.close(house.chair, { slug, thread }, `${secret} has answered.`);
    const address = `${ground.env.appUrl}/pt/groups/${slug}/discussion/${thread}`;
    const form = { address, passage: secret, reason };
    expect(await redactions.review(staff, form)).toMatchObject({ kind: "thread", times: 2, whole: false });
    expect(new Set(await leftIn(secret))).toEqual(new Set(["journal_names", "threads"]));
    expect(await refusalFrom(redact(address, secret, house.chair))).toMatchObject({ kind: "unknown" });
    await redact(address, secret);
    expect(await leftIn(secret)).toEqual([]);
    const view = await threads.read(nobody, { slug, thread, page: 1 }, "en");
    expect(view.thread.title).toBe(`The coverage, by ${redactionMark}`);
    expect(view.thread.closeReason).toBe(`${redactionMark} has answered.`);
    expect(JSON.stringify(view.posts)).toContain("No names here.");
    const entry = await lastEntry();
    expect(entry).toMatchObject({ open: true, link: `/groups/${slug}/discussion/${thread}` });
    expect(JSON.parse(entry.facts)).toMatchObject({ facts: { subject: { kind: "thread" } } });
    await chainsHold();
    await redact(address, null);
    expect((await threads.read(nobody, { slug, thread, page: 1 }, "en")).thread.title).toBe(redactionMark);
    expect(await refusalFrom(redact(address, null))).toMatchObject({ key: "redaction.done" });
    await chainsHold();
  });

  test("is offered to the secretariat alone, from the thread itself", async () => {
    const threads = threadServices(ground);
    const title = "Names & numbers";
    const thread = await threads.open(house.chile, slug, { ...post("–"), title, subject: "", passage: null });
    const at = { slug, thread, page: 1 };
    for (const actor of [nobody, house.chile, house.chair])
      expect((await threads.read(actor, at, "en")).mayRedact).toBe(false);
    expect((await threads.read(staff, at, "en")).mayRedact).toBe(true);
    const path = new URL(redactionPath(`/groups/${slug}/discussion/${thread}`, title), ground.env.appUrl);
    expect(path.searchParams.get("passage")).toBe(title);
    expect(redactableAt(path.searchParams.get("at") ?? "")).toEqual({ kind: "thread", slug, thread });
  });
});

describe("a page", () => {
  test("loses the passage in every version of every language, published or not", async () => {
    const minisites = minisiteServices(ground);
    const place = { slug, kind: "news", page: null } as const;
    const page = await minisites.save(
      house.chair,
      place,
      { language: "es", title: `Taller con ${secret}`, text: `Escriba a **${secret}**.`, base: 0 },
      "publish",
    );
    await minisites.save(
      house.chair,
      { ...place, page },
      { language: "es", title: "Taller", text: "Sin nombres.", base: 1 },
      "publish",
    );
    const address = `/groups/${slug}/news/${page}`;
    expect(await redactions.review(staff, { address, passage: secret, reason })).toMatchObject({ times: 2 });
    await redact(address, secret);
    expect(await leftIn(secret)).toEqual([]);
    // Its address was made of its title: it has another one now, in the record too.
    expect(await leftIn("ana-perez")).toEqual([]);
    const { link } = await lastEntry();
    const renamed = link.split("/").at(-1) ?? "";
    expect(renamed).toMatch(/^redacted-/);
    const { text: shown } = await minisites.text(nobody, { ...place, page: renamed }, "es");
    expect(shown.title).toBe("Taller");
    const history = await minisites.history(nobody, { ...place, page: renamed }, "es", "es", 1);
    expect(history.shown?.version.title).toBe(`Taller con ${redactionMark}`);
    await chainsHold();
  });
});

describe("a document", () => {
  test("is taken down, its title goes, and its bytes are destroyed unless another document has the same", async () => {
    const shelf = shelfIn(join(ground.env.dataDir, "files"));
    async function* bytes() {
      yield Buffer.from("a list of names");
    }
    const parked = await shelf.park(bytes());
    await shelf.keep(parked);
    const file = {
      groupId: (await store.db.group.findUniqueOrThrow({ where: { slug } })).id,
      title: `Lista de ${secret}`,
      language: "es",
      name: "ana-perez.pdf",
      mediaType: "application/pdf",
      bytes: 15,
      sha256: parked.sha256,
      personId: house.chair.id,
      country: "PE",
      at: ground.clock.now(),
    } as const;
    const first = await store.transaction((tx) => enterFile(tx, file));
    const second = await store.transaction((tx) => enterFile(tx, { ...file, title: "Otra" }));
    await redact(`/files/${first}/ana-perez.pdf`, null);
    expect(await leftIn(secret)).toEqual([]);
    expect(await shelf.has(parked.sha256)).toBe(true);
    await redact(`/files/${second}/ana-perez.pdf`, null);
    expect(await shelf.has(parked.sha256)).toBe(false);
    expect(await refusalFrom(fileServices(ground).serve(nobody, first))).toMatchObject({
      key: "file.unknown",
    });
    expect(await leftIn("ana-perez")).toEqual([]);
    await chainsHold();
  });
});

describe("a plan of work", () => {
  test("goes on as a new epoch whose log begins without the passage; releases stay as they are", async () => {
    const { write, chair, chile, look, move } = house;
    await write(chair, text("Uno", `Escriba a ${secret}.`));
    await move(chair, "submit-to-group");
    await write(chile, text("Uno", `Escriba a ${secret}.`, "Tres"));
    const before = await look(chair);
    const log = documentLog(store);
    const { documentId } = before.plan ?? { documentId: "" };
    const old = await log.load(documentId);
    const folded = Y.mergeUpdates((old?.tail ?? []).map(({ bytes }) => bytes));
    await log.fold(
      documentId,
      1,
      { seq: old?.seq ?? 0, bytes: folded },
      { plan: `{"text":"${secret}"}`, words: secret, outputs: [] },
    );
    const address = `/groups/${slug}/plan`;
    const form = { address, passage: secret, reason };
    const review = await redactions.review(staff, form);
    expect(review).toMatchObject({ kind: "plan", times: 1, releases: [1] });
    await redact(address, secret);

    const after = await look(chair);
    expect(after.reviewed).toEqual({ epoch: 2, seq: 1 });
    expect(after.live?.text).toEqual(text("Uno", `Escriba a ${redactionMark}.`, "Tres"));
    // Nothing formal is deleted: the release on which the group was asked holds what it held.
    expect(await leftIn("555-1234")).toEqual(["releases"]);
    expect(JSON.parse((await lastEntry()).facts)).toMatchObject({
      facts: { subject: { kind: "plan" }, epoch: 2 },
    });
    expect(ground.told).toContainEqual({ kind: "text-renewed", documentId });
    await chainsHold();
  });

  test("takes nothing from the old epoch: no update, no fold, and no form that reviewed it", async () => {
    const { chair, look, plans } = house;
    const page = await look(chair);
    const log = documentLog(store);
    const { documentId } = page.plan ?? { documentId: "" };
    const entry = {
      documentId,
      epoch: 1,
      personId: chair.id,
      updateId: "late",
      bytes: new Uint8Array([0, 0]),
      clients: [],
    };
    expect(await log.append([entry])).toEqual([{ ok: false, reason: "epoch" }]);
    await log.fold(
      documentId,
      1,
      { seq: 9, bytes: Buffer.from("555-1234") },
      { plan: "{}", words: "", outputs: [] },
    );
    expect(await leftIn("555-1234")).toEqual(["releases"]);
    const late = {
      act: "submit-to-officers",
      revision: page.revision,
      reviewed: { epoch: 1, seq: 1 },
      comments: null,
    } as const;
    expect(await refusalFrom(plans.move(chair, slug, late))).toMatchObject({
      key: "plan.reviewed-elsewhere",
    });
  });

  test("needs a passage that stands there", async () => {
    const address = `/groups/${slug}/plan`;
    await expect(redact(address, null)).rejects.toMatchObject({
      refusal: { fields: { passage: { key: "redaction.passage-needed" } } },
    });
    await expect(redact(address, "never written")).rejects.toMatchObject({
      refusal: { fields: { passage: { key: "redaction.not-there" } } },
    });
  });
});

test("is for the secretariat alone, with a reason that does not repeat the words", async () => {
  const form = { address: `/groups/${slug}/plan`, passage: "Uno", reason };
  expect(await refusalFrom(redactions.redact(house.chair, form))).toMatchObject({ kind: "unknown" });
  expect(await refusalFrom(redactions.review(house.chair, form))).toMatchObject({ kind: "unknown" });
  for (const wrong of [
    { reason: " " },
    { reason: "It says Uno" },
    { address: "/record" },
    { address: "/groups/gender/news/none" },
  ])
    expect(await refusalFrom(redactions.redact(staff, { ...form, ...wrong }))).toMatchObject({
      key: "form.check-fields",
    });
});
