/** The history of a plan's text: named versions, the text at any point with its authors, differences, an earlier text put back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { authorOfRun } from "#app/document/authorship.ts";
import type { PlanNode } from "#app/document/plan.ts";
import { planOfUpdates, stateOf } from "#app/document/ydoc.ts";
import { planVersionServices } from "#server/services/plan-versions.ts";
import { redactionServices } from "#server/services/redactions.ts";
import type { AuthoredText } from "#server/services/text-authors.ts";
import { erasePerson } from "#server/store/erasure.ts";
import { documentLog, loadDocument, lockDocument, beginEpoch } from "#server/store/documents.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { nobody, observer, person, refusalFrom, secretariat } from "#test/factories.ts";
import { begun, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

/** A group whose plan Brazil and Chile have written into, with what can be done there. */
async function house(slug: string) {
  const made = await begun(store, slug);
  const { ground, chair, brazil, chile, write, look } = made;
  const versions = planVersionServices(ground);
  await write(brazil, text("The countries meet."));
  await write(chile, text("The countries meet.", "In Lima."));
  const page = (who: Parameters<typeof versions.page>[0]) =>
    versions.page(who, slug, "en", { period: null, until: null });
  const at = (point: string, authors = false) =>
    versions.at(chair, slug, "en", { period: null, point, authors });
  const compare = (from: string, to: string) =>
    versions.compare(chair, slug, "en", { period: null, from, to });
  const live = async () => (await look(chair)).live?.text;
  const restore = async (point: string) => {
    const { reviewed } = await versions.restoring(chair, slug, "en", point);
    return versions.restore(chair, slug, { point, reviewed });
  };
  const plan = (await look(chair)).plan;
  return {
    ...made,
    versions,
    page,
    at,
    compare,
    live,
    restore,
    documentId: plan.documentId,
    planId: plan.id,
  };
}

/** The group keeps its drafts to those with a part in it. */
const close = (slug: string) => store.db.group.update({ where: { slug }, data: { planReading: "members" } });

const words = (plan: PlanNode | undefined | null): string[] =>
  (plan?.content ?? []).map((node) => (node.content ?? []).map(({ text: said }) => said ?? "").join(""));

const said = ({ plan, authors }: AuthoredText): string[] =>
  plan.content.map((node) =>
    (node.content ?? [])
      .map((run) => {
        const author = authors[authorOfRun(run) ?? ""];
        const by = author?.kind === "act" ? author.act : (author?.country ?? "?");
        return `${by}:${run.text ?? ""}`;
      })
      .join("|"),
  );

describe("a named version", () => {
  test("is the text as it was when it was named, whatever is written afterwards", async () => {
    const { versions, brazil, chile, write, at, page } = await house("gender");
    expect(await versions.name(brazil, "gender", { name: "Before Lima", note: "For our minister." })).toBe(1);
    await write(chile, text("Everything is another."));
    const { text: kept, shown } = await at("version-1");
    expect(words(kept)).toEqual(["The countries meet.", "In Lima."]);
    expect(shown).toMatchObject({ name: "Before Lima", note: "For our minister.", by: { country: "BR" } });
    const [entry] = (await page(brazil)).entries;
    expect(entry).toMatchObject({ kind: "version", number: 1, by: { name: "Thiago gender", country: "BR" } });
    // Sent twice it is one; another gets the next number.
    const form = { name: "Another", note: null };
    expect(await versions.name(brazil, "gender", form)).toBe(2);
    expect(await versions.name(brazil, "gender", form)).toBe(2);
    expect((await page(brazil)).entries).toHaveLength(2);
  });

  test("is given by those who edit, and read by those who read the live plan", async () => {
    const { versions, page } = await house("financing");
    await close("financing");
    const speaker = await person(store, "Inés", [observer("civil-society")]);
    const form = { name: "Mine", note: null };
    expect(await refusalFrom(versions.name(speaker, "financing", form))).toMatchObject({ kind: "forbidden" });
    const asked = { period: null, point: "version-1", authors: false };
    expect(await refusalFrom(versions.at(nobody, "financing", "en", asked))).toMatchObject({
      kind: "forbidden",
    });
    expect(await page(nobody)).toMatchObject({ entries: [], sittings: null, others: [] });
    expect((await page(speaker)).may).toEqual({ name: false, restore: false });
  });

  test("can be neither changed nor removed; its words alone can be redacted", async () => {
    const { versions, brazil, planId } = await house("digital-contents");
    await versions.name(brazil, "digital-contents", { name: "Draft of Ana Soto", note: "Ana Soto said so." });
    const { id } = await store.db.planVersion.findFirstOrThrow({ where: { planId } });
    const update = (data: object) => store.db.planVersion.update({ where: { id }, data });
    // The server's own words are lost on the way through Prisma: it is held against what stands afterwards.
    const before = await store.db.planVersion.findUniqueOrThrow({ where: { id } });
    await expect(update({ name: "Other" })).rejects.toThrow();
    await expect(update({ seq: 1n, redactedAt: new Date() })).rejects.toThrow();
    await expect(store.db.planVersion.delete({ where: { id } })).rejects.toThrow();
    expect(await store.db.planVersion.findUniqueOrThrow({ where: { id } })).toEqual(before);
    await expect(store.raw.script(`TRUNCATE "plan_versions" CASCADE`)).rejects.toThrow(/append-only/);
  });
});

describe("the text at any point", () => {
  test("is what the log says there, by row and by moment, with who wrote when", async () => {
    const { page, at, chile, write } = await house("e-business");
    await write(chile, text("The countries meet.", "In Quito."));
    const { sittings } = await page(chile);
    expect(sittings?.map(({ by, own, changes }) => [by?.country ?? own, changes])).toEqual([
      ["CL", 2],
      ["BR", 1],
      ["begun", 1],
    ]);
    expect(words((await at("row-1.2")).text)).toEqual(["The countries meet."]);
    expect(words((await at(sittings?.[0]?.address ?? "")).text)).toEqual([
      "The countries meet.",
      "In Quito.",
    ]);
    expect(words((await at("live")).text)).toEqual(["The countries meet.", "In Quito."]);
    expect(await refusalFrom(at("2001-01-01T00:00"))).toMatchObject({ key: "text.not-begun" });
    expect((await at("2099-01-01T00:00")).shown).toMatchObject({ kind: "row", address: "row-1.4" });
    expect(await refusalFrom(at("row-1.99"))).toMatchObject({ key: "text.gone" });
    expect(await refusalFrom(at("row-7.1"))).toMatchObject({ key: "text.gone" });
    expect(await refusalFrom(at("yesterday"))).toMatchObject({ kind: "unknown", key: "text.unknown" });
    expect(await refusalFrom(at("version-9"))).toMatchObject({ kind: "unknown" });
  });

  test("tells the country of every author; one whose account was erased keeps the country and loses the name", async () => {
    const { at, brazil } = await house("internet-governance");
    const before = (await at("live", true)).authored;
    if (before === null) throw new Error("no authors");
    expect(said(before)).toEqual(["BR:The countries meet.", "CL:In Lima."]);
    expect(Object.values(before.authors)).toContainEqual({
      kind: "person",
      name: "Thiago internet-governance",
      country: "BR",
      by: null,
    });
    await store.transaction((tx) =>
      erasePerson(tx, { id: brazil.id, name: brazil.name, email: brazil.email }, new Date()),
    );
    const after = (await at("live", true)).authored;
    expect(Object.values(after?.authors ?? {})).toContainEqual({
      kind: "person",
      name: null,
      country: "BR",
      by: null,
    });
  });

  test("and its authors are the same at every row, whatever was folded in between", async () => {
    const { at, write, brazil, chile, chair, documentId } = await house("legal-framework");
    for (let n = 0; n < 6; n++)
      await write(
        [brazil, chile, chair][n % 3] ?? chair,
        text(`The countries of round ${n} meet.`, "In Lima.", `And ${n}.`),
      );
    const rows = Array.from({ length: 9 }, (_, nth) => `row-1.${nth + 1}`);
    const told = async () => {
      const all: unknown[] = [];
      for (const row of rows) {
        const { text: plan, authored } = await at(row, true);
        all.push([words(plan), authored === null ? null : said(authored)]);
      }
      return all;
    };
    const before = await told();
    const log = documentLog(store);
    for (const cut of [3, 5, 8]) {
      const stored = await store.db.documentUpdate.findMany({
        where: { documentId, epoch: 1, seq: { lte: BigInt(cut) } },
        orderBy: { seq: "asc" },
      });
      const fold = stateOf(stored.map(({ bytes }) => bytes));
      const says = { plan: "{}", words: "", outputs: [] };
      await log.fold(documentId, 1, { seq: cut, bytes: fold }, says);
      expect(await told()).toEqual(before);
    }
    expect(await store.db.documentSnapshot.count({ where: { documentId } })).toBe(2);
  });
});

describe("an earlier text put back", () => {
  test("is one change under the server's own id: the clauses keep what hangs on them, and it is on record", async () => {
    const { restore, live, write, brazil, documentId, page, at, chair } =
      await house("software-and-services");
    const doc = new Y.Doc();
    const before = await loadDocument(store.db, documentId);
    for (const row of before?.tail ?? []) Y.applyUpdate(doc, row.bytes);
    await write(brazil, text("The countries meet in May.", "In Lima.", "More."));
    const place = await restore("row-1.3");
    expect(words(await live())).toEqual(["The countries meet.", "In Lima."]);
    const stored = await loadDocument(store.db, documentId);
    const last = stored?.tail.at(-1)?.bytes ?? new Uint8Array();
    expect([...Y.parseUpdateMeta(last).to.keys()].filter((client) => client !== 2)).toEqual([]);
    const { authored } = await at("live", true);
    expect(authored === null ? [] : said(authored)[1]).toBe("CL:In Lima.");
    const { entries } = await page(chair);
    expect(entries[0]).toMatchObject({ kind: "restored", from: "row-1.3", by: { country: "PE" } });
    // Undone by putting back what was there before.
    await restore(entries[0]?.address ?? "");
    expect(entries[0]?.address).toBe(`row-${place.epoch}.${place.seq}`);
    expect(words(await live())).toEqual(["The countries meet in May.", "In Lima.", "More."]);
    const record = await store.db.journalEntry.findMany({ where: { kind: "plan.text-restored" } });
    expect(record).toHaveLength(2);
  });

  test("is done once, however often the form is sent", async () => {
    const { versions, chair, look, write, brazil, live } = await house("education");
    const slug = "education";
    await write(brazil, text("Other."));
    const { reviewed } = await versions.restoring(chair, slug, "en", "row-1.3");
    const form = { point: "row-1.3", reviewed };
    await Promise.all([versions.restore(chair, slug, form), versions.restore(chair, slug, form)]);
    const { reviewed: after } = await look(chair);
    expect(after.seq).toBe(reviewed.seq + 1);
    await write(brazil, text("The countries meet.", "In Lima.", "After."));
    await versions.restore(chair, slug, form);
    expect(words(await live())).toEqual(["The countries meet.", "In Lima.", "After."]);
  });

  test("is refused where the live text has moved since it was reviewed, or says the same already", async () => {
    const { versions, chair, write, brazil, live } = await house("health-and-social-security");
    const same = await versions.restoring(chair, "health-and-social-security", "en", "row-1.3");
    expect(same.same).toBe(true);
    const form = { point: "row-1.3", reviewed: same.reviewed };
    expect(await refusalFrom(versions.restore(chair, "health-and-social-security", form))).toMatchObject({
      key: "text.same",
    });
    const { reviewed } = await versions.restoring(chair, "health-and-social-security", "en", "row-1.2");
    await write(brazil, text("Meanwhile."));
    const late = versions.restore(chair, "health-and-social-security", { point: "row-1.2", reviewed });
    expect(await refusalFrom(late)).toMatchObject({ kind: "conflict", key: "text.moved" });
    expect(words(await live())).toEqual(["Meanwhile."]);
  });

  test("is for those who preside, and neither for others who edit nor for a plan that is done", async () => {
    const { versions, brazil, chair, reviewed } = await house("technological-waste").then(async (made) => ({
      ...made,
      reviewed: (await made.look(made.chair)).reviewed,
    }));
    const form = { point: "row-1.2", reviewed };
    expect(await refusalFrom(versions.restore(brazil, "technological-waste", form))).toMatchObject({
      kind: "forbidden",
    });
    expect(
      await refusalFrom(versions.restoring(brazil, "technological-waste", "en", "row-1.2")),
    ).toMatchObject({
      kind: "forbidden",
    });
    const live = versions.restore(chair, "technological-waste", { ...form, point: "live" });
    expect(await refusalFrom(live)).toMatchObject({ kind: "unknown" });
  });
});

describe("differences", () => {
  test("are told between any two: release, named version, row, live", async () => {
    const { versions, compare, chair, move, write, brazil } = await house("telework");
    await versions.name(chair, "telework", { name: "Ours", note: null });
    await move(chair, "submit-to-group");
    await write(brazil, text("The countries meet.", "In Quito."));
    for (const from of ["release-1", "version-1", "row-1.3"]) {
      const { passages, before, after, same } = await compare(from, "live");
      expect(passages.map(({ change }) => change)).toEqual(["same", "changed"]);
      expect([before.address, after.address, same]).toEqual([from, "live", false]);
    }
    const { same, choices } = await compare("release-1", "version-1");
    expect(same).toBe(true);
    expect(choices.map(({ address }) => address)).toEqual(["live", "release-1", "version-1"]);
    expect(await refusalFrom(compare("adopted", "live"))).toMatchObject({ kind: "unknown" });
    await close("telework");
    const asked = { period: null, from: "release-1", to: "live" };
    expect(await refusalFrom(versions.compare(nobody, "telework", "en", asked))).toMatchObject({
      kind: "forbidden",
    });
  });

  test("of releases that were decided on are for everybody", async () => {
    const made = await begun(store, "access-and-infrastructure");
    await made.opened(text("The countries meet."));
    const versions = planVersionServices(made.ground);
    const { entries } = await versions.page(nobody, "access-and-infrastructure", "en", {
      period: null,
      until: null,
    });
    expect(entries.map(({ kind }) => kind)).toEqual(["release"]);
    const number = entries[0]?.number ?? 0;
    const asked = { period: null, from: `release-${number}`, to: `release-${number}` };
    expect((await versions.compare(nobody, "access-and-infrastructure", "en", asked)).same).toBe(true);
  });
});

describe("what was made in an epoch that is over", () => {
  test("is still read after the platform was restored, with its authors, and said to be earlier", async () => {
    const { versions, brazil, page, at, documentId, live } = await house("e-government");
    const slug = "e-government";
    await versions.name(brazil, slug, { name: "Before", note: null });
    await store.transaction(async (tx) => {
      await lockDocument(tx, documentId);
      const stored = await loadDocument(tx, documentId);
      const bytes = stateOf((stored?.tail ?? []).map((row) => row.bytes));
      await beginEpoch(tx, documentId, { epoch: 5, bytes, keepsClients: true }, new Date());
    });
    expect((await page(brazil)).entries[0]).toMatchObject({ name: "Before", earlier: "kept" });
    const { authored, text: plan } = await at("version-1", true);
    expect(words(plan)).toEqual(words(await live()));
    const now = (await at("live", true)).authored;
    expect(now === null ? [] : said(now)).toEqual(authored === null ? [] : said(authored));
    expect(now === null ? [] : said(now)).toEqual(["BR:The countries meet.", "CL:In Lima."]);
  });

  test("is gone after a passage was redacted; the version stays in the line, without the words", async () => {
    const { ground, versions, brazil, page, at, documentId } = await house("microenterprises-and-smes");
    const slug = "microenterprises-and-smes";
    const staff = await person(store, "Secretariat", [secretariat]);
    await versions.name(brazil, slug, { name: "In Lima. and after", note: "Not In Lima." });
    const form = { address: `/groups/${slug}/plan`, passage: "In Lima.", reason: "A request." };
    const redactions = redactionServices(ground);
    expect((await redactions.review(staff, form)).times).toBe(3);
    await redactions.redact(staff, form);
    const [entry] = (await page(brazil)).entries;
    expect(entry).toMatchObject({ kind: "version", earlier: "gone" });
    expect(`${entry?.name} ${entry?.note}`).not.toContain("In Lima.");
    expect(await refusalFrom(at("version-1"))).toMatchObject({ kind: "conflict", key: "text.gone" });
    const { authored } = await at("live", true);
    expect(authored === null ? [] : said(authored)[0]).toBe("renewed:The countries meet.");
    const stored = await loadDocument(store.db, documentId);
    expect(words(planOfUpdates((stored?.tail ?? []).map(({ bytes }) => bytes)).plan)[1]).not.toContain(
      "Lima",
    );
  });
});
