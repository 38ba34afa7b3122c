import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outputServices } from "#server/services/outputs.ts";
import type { Store } from "#server/store/client.ts";
import { verifyChain } from "#server/store/journal-reading.ts";
import { freshStore } from "#test/database.ts";
import { nobody, person, refusalFrom, representative, secretariat } from "#test/factories.ts";
import { everything, outputsIn, planOf } from "./output-house.ts";

let store: Store;
const dataDir = mkdtempSync(join(tmpdir(), "elac-outputs-"));
beforeAll(async () => {
  store = await freshStore();
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const seminar = {
  id: "o-1",
  title: "Seminar",
  kind: "seminar",
  responsible: "CL",
  goals: "1 2",
  due: "2011-04-15",
  status: "planned",
  funding: "secured",
  fundingScope: "national",
  fundingSector: "public",
  amount: "100.50",
  currency: "USD",
};
const study = {
  id: "o-2",
  title: "Study",
  kind: "study",
  responsible: "BR; ECLAC",
  goals: "2 99 xx",
  due: "fines de 2011",
  amount: "7",
  currency: "EUR",
};
const tool = {
  id: "o-3",
  title: "Tool",
  responsible: "PE",
  due: "lo antes posible",
  status: "dropped",
  amount: "9",
};

describe("which text counts", () => {
  test("a draft, as the thread that reads along has it, for those who may read it", async () => {
    const house = await outputsIn(store, "gender", dataDir);
    // Until it has come to the text, the log says what the outputs are.
    await house.write(house.chair, planOf(seminar));
    expect((await house.page(house.chair)).lines.map(({ output }) => output.title)).toEqual(["Seminar"]);
    await house.read(planOf(seminar, study, tool));
    const view = await house.page(house.chair);
    expect(view.lines.map(({ output }) => output.id)).toEqual(["o-1", "o-2", "o-3"]);
    expect(view.plans[0]).toMatchObject({ adopted: null, period: "2011-2013" });
    await store.db.group.update({ where: { slug: "gender" }, data: { planReading: "members" } });
    const closed = await house.page(nobody);
    expect(closed.lines).toEqual([]);
    expect(closed.closed.map(({ group }) => group.slug)).toEqual(["gender"]);
    expect((await house.page(house.brazil)).found).toBe(3);
    const refusal = await refusalFrom(house.outputs.output(nobody, "gender", "o-1", "en"));
    expect(refusal).toEqual({ kind: "unknown", key: "output.unknown" });
    expect(await refusalFrom(house.put(house.chair, "o-1", { note: "n" }))).toEqual({
      kind: "conflict",
      key: "progress.not-adopted",
    });
  });

  test("the adopted text, whatever the draft says since", async () => {
    const house = await outputsIn(store, "telework", dataDir);
    await house.adopt(planOf(seminar, study, tool));
    await house.read(planOf({ ...seminar, title: "Another" }));
    const view = await house.page(nobody);
    expect(view.lines.map(({ output }) => output.title)).toEqual(["Seminar", "Study", "Tool"]);
    const release = await store.db.release.findFirstOrThrow({
      where: { adoptedBy: { groupId: house.groupId } },
    });
    expect(view.plans[0]?.adopted).toEqual({ releaseId: release.id, number: release.number });
    expect(view.counts).toMatchObject({ all: 3, byStatus: { planned: 1, unsaid: 1, dropped: 1 } });
  });
});

describe("a list of outputs", () => {
  test("is narrowed by country, goal, kind, status and what is late, and sums up what it shows", async () => {
    const house = await outputsIn(store, "education", dataDir);
    await house.adopt(planOf(seminar, study, tool));
    const found = async (more: Parameters<typeof house.page>[1]) =>
      (await house.page(nobody, more)).lines.map(({ output }) => output.id);
    expect(await found({ country: "BR" })).toEqual(["o-2"]);
    expect(await found({ goal: 2 })).toEqual(["o-1", "o-2"]);
    expect(await found({ kind: "study" })).toEqual(["o-2"]);
    expect(await found({ status: "dropped" })).toEqual(["o-3"]);
    expect(await found({ late: true })).toEqual([]);
    house.ground.clock.set(new Date("2011-04-17T12:00:00Z"));
    expect(await found({ late: true })).toEqual(["o-1"]);
    const { funding, offers, counts } = await house.page(nobody, { country: "CL" });
    expect(funding.tables.map(({ currency, total }) => [currency, total.all])).toEqual([["USD", "100.50"]]);
    expect(offers.countries).toEqual(["BR", "CL", "PE"]);
    expect(offers.goals).toEqual([1, 2, 99]);
    expect(counts).toMatchObject({ all: 3, late: 1 });
    const { schedule } = await house.page(nobody, { view: "timeline" });
    expect(schedule?.quarters.map(({ things }) => things.map(({ thing }) => thing.output.id))).toEqual([
      ["o-1"],
      ["o-2"],
      ["o-3"],
    ]);
  });

  test("of all groups has those of each, and what was dropped costs nothing", async () => {
    const house = await outputsIn(store, "financing", dataDir);
    await house.adopt(planOf({ ...tool, title: "Elsewhere" }));
    const all = await house.outputs.page(nobody, null, { ...everything, group: "financing" }, "en");
    expect(all.lines.map(({ output }) => output.title)).toEqual(["Elsewhere"]);
    expect(all.funding.tables).toEqual([]);
    expect(all.counts.all).toBeGreaterThan(1);
  });

  test("of 500 outputs costs no more questions to the database than one of 5", async () => {
    const house = await outputsIn(store, "e-business", dataDir);
    const questions = async (count: number) => {
      await house.read(
        planOf(...Array.from({ length: count }, (_, i) => ({ ...seminar, id: `o-${i}`, title: `${i}` }))),
      );
      let asked = 0;
      const db = new Proxy(store.db, {
        get: (target, name) => {
          asked += 1;
          const held: unknown = Reflect.get(target, name);
          return typeof held === "function" ? (held.bind(target) as unknown) : held;
        },
      });
      const counting = outputServices({ ...house.ground, store: { ...store, db } });
      const view = await counting.page(house.chair, null, { ...everything, group: "e-business" }, "en");
      expect(view.found).toBe(count);
      expect(view.lines.length).toBeLessThanOrEqual(60);
      return asked;
    };
    const few = await questions(5);
    expect(await questions(500)).toBe(few);
  });
});

describe("goals and who works on them", () => {
  test("each goal has the outputs that serve it, dropped ones aside; what names none is told", async () => {
    const house = await outputsIn(store, "internet-governance", dataDir);
    await house.adopt(planOf({ ...study, goals: "3 99 xx" }, { ...tool, goals: "4" }));
    const coverage = await house.outputs.coverage(nobody, "en");
    const goals = (coverage?.areas ?? []).flatMap(({ goals }) => goals);
    const third = goals.find(({ number }) => number === 3);
    expect(third?.groups.map(({ slug }) => slug)).toEqual(["internet-governance"]);
    expect(goals.find(({ number }) => number === 4)?.outputs).toBe(0);
    expect(coverage?.goals).toBe(goals.length);
    expect(coverage?.uncovered).toBe(goals.filter(({ outputs }) => outputs === 0).length);
    for (const { goals: own } of coverage?.areas ?? []) {
      const firstCovered = own.findIndex(({ outputs }) => outputs > 0);
      if (firstCovered >= 0) expect(own.slice(firstCovered).every(({ outputs }) => outputs > 0)).toBe(true);
    }
    const unknown = coverage?.unknown.find(({ line }) => line.plan.group.slug === "internet-governance");
    expect(unknown?.words).toEqual(["xx", "99"]);
    const serving = await house.outputs.serving(nobody, { cycle: "elac2015", number: 3 }, "en");
    expect(serving.map(({ output }) => output.id)).toEqual(["o-2"]);
    expect(await house.outputs.serving(nobody, { cycle: "elac2007", number: 3 }, "en")).toEqual([]);
  });
});

describe("progress after adoption", () => {
  test("is put on record by those who answer for the output, and the adopted text stays as it is", async () => {
    const house = await outputsIn(store, "technological-waste", dataDir);
    await house.adopt(planOf(seminar, study, tool));
    const release = await store.db.release.findFirstOrThrow({
      where: { adoptedBy: { groupId: house.groupId } },
    });
    const chile = { office: "representative" as const, country: "CL" };
    await house.put(house.chile, "o-1", { ...chile, percent: 40, note: "The hall is booked." });
    await house.put(house.chair, "o-1", { status: "delivered", after: 1, link: "https://example.org/talks" });
    const { line, history, capacities } = await house.outputs.output(nobody, house.slug, "o-1", "en");
    expect(line.standing).toEqual({ status: "delivered", percent: null, by: "progress" });
    expect(history.map(({ number, country, status }) => [number, country, status])).toEqual([
      [2, "PE", "delivered"],
      [1, "CL", "under-way"],
    ]);
    expect(history[1]).toMatchObject({ textStatus: "planned", release: release.number, day: "2011-03-01" });
    expect(capacities).toEqual([]);
    expect(await store.db.release.findUniqueOrThrow({ where: { id: release.id } })).toEqual(release);
    expect((await house.page(nobody, { status: "delivered" })).found).toBe(1);
    const entries = await store.db.journalEntry.findMany({ where: { kind: "output.progressed" } });
    expect(entries.map(({ link, open }) => [link, open])).toEqual([
      ["/groups/technological-waste/outputs/o-1", true],
      ["/groups/technological-waste/outputs/o-1", true],
    ]);
    expect(await verifyChain(store.db, `group:${house.groupId}`)).toMatchObject({ broken: null });
  });

  test("is refused to others, in a capacity that is not held, and where somebody was faster; a form sent twice is one entry", async () => {
    const house = await outputsIn(store, "digital-contents", dataDir);
    await house.adopt(planOf(seminar, study));
    const note = { note: "Begun." };
    const may = { kind: "forbidden", key: "may-not.output.record-progress" };
    const staff = await person(store, "Inés", [secretariat]);
    expect(await refusalFrom(house.put(nobody, "o-1", note))).toEqual(may);
    expect(await refusalFrom(house.put(staff, "o-1", note))).toEqual(may);
    expect(await refusalFrom(house.put(house.brazil, "o-1", { ...note, country: "BR" }))).toEqual(may);
    const elsewhere = await person(store, "Otra", [representative("CL", "nowhere")]).catch(
      () => house.brazil,
    );
    expect(await refusalFrom(house.put(elsewhere, "o-1", { ...note, country: "CL" }))).toEqual(may);
    expect(await refusalFrom(house.put(house.brazil, "o-2", { ...note, country: "PE" }))).toMatchObject({
      key: "position.wrong-capacity",
    });
    expect(await refusalFrom(house.put(house.chair, "o-9", note))).toMatchObject({ key: "output.unknown" });
    await house.put(house.brazil, "o-2", { ...note, country: "BR" });
    await house.put(house.brazil, "o-2", { ...note, country: "BR" });
    expect(await refusalFrom(house.put(house.chair, "o-2", { note: "Mine." }))).toMatchObject({
      key: "progress.changed-meanwhile",
    });
    const { history } = await house.outputs.output(nobody, house.slug, "o-2", "en");
    expect(history).toHaveLength(1);
  });

  test("carries a file as evidence, which is a document of the group; nothing stays of a refused form", async () => {
    const house = await outputsIn(store, "software-and-services", dataDir);
    await house.adopt(planOf(seminar));
    const pdf = { name: "talks.pdf", content: "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n" };
    const refused = { status: "delivered" as const, percent: 50 };
    expect(await refusalFrom(house.put(house.chair, "o-1", refused, pdf))).toMatchObject({ kind: "invalid" });
    expect(await store.db.storedFile.count()).toBe(0);
    await house.put(house.chair, "o-1", { status: "delivered" }, pdf);
    const { history } = await house.outputs.output(nobody, house.slug, "o-1", "en");
    expect(history[0]?.file).toMatchObject({ name: "talks.pdf", removed: false });
    expect(await store.db.storedFile.findFirstOrThrow()).toMatchObject({
      groupId: house.groupId,
      title: "Seminar",
    });
  });

  test("two at the same moment never take the same number", async () => {
    const house = await outputsIn(store, "legal-framework", dataDir);
    await house.adopt(planOf(seminar));
    const tries = await Promise.allSettled([
      house.put(house.chair, "o-1", { note: "One." }),
      house.put(house.chile, "o-1", { note: "Two.", country: "CL" }),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await house.outputs.output(nobody, house.slug, "o-1", "en")).history).toHaveLength(1);
  });

  test("a text adopted later with another status is the later word", async () => {
    const house = await outputsIn(store, "health-and-social-security", dataDir);
    await house.adopt(planOf(seminar));
    await house.put(house.chair, "o-1", { percent: 40 });
    await house.move(house.chair, "revise");
    await house.adopt(planOf({ ...seminar, status: "delivered" }));
    const { line } = await house.outputs.output(nobody, house.slug, "o-1", "en");
    expect(line.standing).toEqual({ status: "delivered", percent: null, by: "text" });
  });
});
