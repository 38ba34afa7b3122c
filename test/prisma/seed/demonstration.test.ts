/** The demonstration on a fresh database: who is there, what stands where, and that it all holds together. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { bracketsOf, gapsOf } from "#app/document/openness.ts";
import { clausesOf, missingOf, outputsOf } from "#app/document/reading.ts";
import { languages } from "#app/domain/release.ts";
import { stranger } from "#app/domain/roles.ts";
import { demonstrationPassword } from "#server/auth/demonstration-password.ts";
import { seedDemonstration } from "#prisma/seed/demonstration.ts";
import { everybody } from "#prisma/seed/demonstration/people.ts";
import { makeServices, type Services } from "#server/services/services.ts";
import type { Store } from "#server/store/client.ts";
import { loadDocument } from "#server/store/documents.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { actorOf, groundOn, nobody } from "#test/factories.ts";
import { freshStore } from "#test/database.ts";
import { everything } from "#test/server/services/output-house.ts";

const slug = "access-and-infrastructure";
/** A Wednesday, long after the documents: the demonstration is always of today. */
const today = new Date("2026-06-10T00:20:00Z");
const dataDir = mkdtempSync(join(tmpdir(), "elac-demonstration-"));

let store: Store;
let ground: ReturnType<typeof demoGround>;
let services: Services;

function demoGround(on: Store) {
  const made = groundOn(on);
  made.clock.set(today);
  return { ...made, env: { ...made.env, demo: true, dataDir } };
}

beforeAll(async () => {
  store = await freshStore();
  ground = demoGround(store);
  await seedDemonstration(ground);
  services = makeServices(ground);
}, 180_000);

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const as = async (account: string) => {
  const { id } = await store.db.person.findUniqueOrThrow({ where: { email: `${account}@demo.example` } });
  return actorOf(store.db, id);
};

/** How many rows each table has. */
async function sizes() {
  const tables = await store.raw.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const counted: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await store.raw.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM "${name}"`);
    counted[name] = row?.rows ?? 0;
  }
  return counted;
}

describe("people of the demonstration", () => {
  test("every account that is promised exists and belongs to somebody with an office", async () => {
    const promised = [
      ...["secretariat", "chair", "coordinator", "observer", "private", "technical", "speaker"],
      ...["br", "cl", "ec", "mx", "pe", "uy", "cu", "jm", "co", "cr", "ar", "do"],
      ...["focal-br", "focal-cl", "focal-pe", "focal-jm"],
      ...["officer-pe", "officer-ec", "officer-mx", "officer-br", "officer-uy", "officer-cu"],
    ];
    const accounts = await services.accounts.demoAccounts();
    const byName = new Map(accounts.map(({ email, grants }) => [email.replace("@demo.example", ""), grants]));
    for (const account of promised) expect(byName.get(account)?.length, account).toBeGreaterThan(0);
    expect(accounts).toHaveLength(everybody.length);
    expect(new Set(accounts.map(({ name }) => name)).size).toBe(everybody.length);
  });

  test("everybody signs in with the one password, and with no other", async () => {
    for (const [index, { account }] of everybody.entries()) {
      const device = { address: `10.0.0.${index}`, userAgent: null, sessionHandle: null };
      const email = `${account}@demo.example`;
      const signedIn = await services.accounts.signIn(
        nobody,
        { email, password: demonstrationPassword },
        device,
      );
      expect(signedIn.cookie).toContain("=");
    }
    const wrong = { email: "chair@demo.example", password: `${demonstrationPassword}s` };
    const device = { address: "10.0.1.1", userAgent: null, sessionHandle: null };
    await expect(services.accounts.signIn(nobody, wrong, device)).rejects.toThrow("account.wrong");
    await store.db.loginSession.deleteMany();
  });

  test("the speaker was identified by Chile, the observers sit for their sectors, Peru presides the officers", async () => {
    const speaker = await as("speaker");
    expect(
      speaker.grants.map(({ office, country, right }) => `${office} ${country} ${right}`).sort(),
    ).toEqual(["speaker CL read", "speaker CL speak"]);
    const sectors = await Promise.all(["observer", "private", "technical"].map(as));
    expect(sectors.map(({ grants }) => grants[0]?.sector)).toEqual([
      "civil-society",
      "private-sector",
      "technical-community",
    ]);
    const { observers } = await services.officers.page("en");
    const named = observers.map(({ holders }) => holders[0]?.designatedBy ?? "");
    expect(named.filter((body) => body !== "")).toHaveLength(3);
    expect((await as("officer-pe")).grants.every(({ chair }) => chair)).toBe(true);
    expect((await as("officer-ec")).grants.some(({ chair }) => chair)).toBe(false);
  });
});

describe("groups of the demonstration", () => {
  test("every group but the proposed one is active, chaired by a country that takes part, and says its mandate in four languages", async () => {
    const groups = await store.db.group.findMany({
      where: { kind: "group", state: { not: "consultation" } },
      include: { offices: true, memberships: true, pages: { include: { texts: true } } },
    });
    expect(groups).toHaveLength(14);
    for (const { state, offices, memberships, pages } of groups) {
      expect(state).toBe("active");
      const countries = memberships.map(({ country }) => country);
      expect(offices.filter(({ office }) => office === "chair")).toHaveLength(1);
      for (const { country } of offices) expect(countries).toContain(country);
      const mandate = pages.find(({ kind }) => kind === "mandate");
      const published = mandate?.texts.filter(({ state: now }) => now === "published") ?? [];
      expect(published.map(({ language }) => language).sort()).toEqual([...languages].sort());
    }
  });

  test("the main group has a commission at work, born for one output by a decision of all its countries", async () => {
    const { decisions } = await services.decisions.list(nobody, slug, "en");
    const [born] = decisions.filter(({ decision }) => decision.kind === "commission");
    expect(born?.decision).toMatchObject({ stage: "decided", text: { output: { id: "o-metodo" } } });
    expect(born?.round?.settled).toBe(true);
    const { commissions } = await services.decisions.around(nobody, slug, "en");
    expect(commissions).toMatchObject([{ name: "Measuring quality" }]);
    const row = await store.db.group.findFirstOrThrow({
      where: { kind: "commission" },
      include: { memberships: true, offices: true },
    });
    expect(row).toMatchObject({ state: "active", outputId: "o-metodo" });
    expect(row.memberships.map(({ country }) => country).sort()).toEqual(["BR", "CL", "JM"]);
    expect(row.offices).toMatchObject([{ office: "chair", country: "CL" }]);
  });

  test("one group is proposed by two countries, and all 33 are asked about it, most of them still silent", async () => {
    const { proposed } = await services.groups.proposals("en");
    expect(proposed.map(({ name, stage, proponents }) => [name, stage, proponents])).toEqual([
      ["Open public data", "consultation", ["Uruguay", "Jamaica"]],
    ]);
    const view = await services.groups.proposal(nobody, proposed[0]?.slug ?? "", "es");
    const told = view.report?.told;
    expect(told?.over).toBe(false);
    expect(told?.answers.objects).toEqual(["BR"]);
    expect(told?.answers["joins-with-reservation"]).toEqual(["MX"]);
    const all = [...Object.values(told?.answers ?? {}), told?.silent ?? [], told?.vacant ?? []];
    expect(all.flat()).toHaveLength(33);
  });

  test("the main group has twelve countries, each with institution and person, and its officers", async () => {
    const group = await store.db.group.findUniqueOrThrow({
      where: { slug },
      include: { memberships: { include: { institution: true } }, offices: true, grants: true },
    });
    expect(group.memberships).toHaveLength(12);
    for (const { country, institution } of group.memberships) {
      expect(institution.country).toBe(country);
      const decides = group.grants.filter((grant) => grant.country === country && grant.right === "decide");
      expect(decides.length, country).toBeGreaterThan(0);
    }
    const held = group.offices.map(({ office, country }) => `${office} ${country}`).sort();
    expect(held).toEqual(["chair PE", "vice-chair CR", "vice-chair JM"]);
    expect(group.coordinatorId).toBe((await as("coordinator")).id);
  });

  test("one other group has adopted its plan and records what becomes of its outputs, some of them late", async () => {
    const [line, ...rest] = (await services.outputs.page(stranger, "internet-governance", everything, "es"))
      .lines;
    expect(line).toMatchObject({ late: false, standing: { status: "delivered", by: "progress" } });
    expect(line?.plan.adopted).not.toBeNull();
    expect(rest.map(({ late }) => late)).toEqual([true, false, false, false]);
    const { history } = await services.outputs.output(stranger, "internet-governance", "o-raiz", "es");
    expect(history.map(({ percent }) => percent)).toEqual([70, 30]);
    expect((await services.outputs.coverage(stranger, "es"))?.unknown).toEqual([]);
  });

  test("the other groups show what they lack: no plan, no thread, no goal, no file", async () => {
    const { id } = await store.db.group.findUniqueOrThrow({ where: { slug } });
    const elsewhere = { where: { groupId: { not: id } } };
    expect(
      await store.db.plan.count({ where: { group: { slug: { notIn: [slug, "internet-governance"] } } } }),
    ).toBe(0);
    expect(await store.db.thread.count(elsewhere)).toBe(0);
    expect(await store.db.proposal.count(elsewhere)).toBe(0);
    expect(await store.db.storedFile.count(elsewhere)).toBe(0);
  });

  test("news stand in two languages", async () => {
    const news = await store.db.page.findMany({ where: { kind: "news" }, include: { texts: true } });
    expect(news).toHaveLength(2);
    for (const { texts } of news) {
      expect(texts.map(({ language, state }) => `${language} ${state}`).sort()).toEqual([
        "en published",
        "es published",
      ]);
    }
  });

  test("files are on the shelf and are what the record says", async () => {
    const files = await store.db.storedFile.findMany();
    expect(files.map(({ name }) => name.split(".").at(-1)).sort()).toEqual(["csv", "md", "pdf", "txt"]);
    for (const { id, sha256, bytes } of files) {
      const { path } = await services.files.serve(nobody, id);
      expect(existsSync(path)).toBe(true);
      const content = readFileSync(path);
      expect(content.length).toBe(bytes);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    }
  });
});

describe("the plan of the demonstration", () => {
  const updates = async () => {
    const { documentId } = await store.db.plan.findFirstOrThrow({ where: { group: { slug } } });
    return (await loadDocument(store.db, documentId))?.tail.map(({ bytes }) => bytes) ?? [];
  };

  test("it is in drafting again, after one release that was returned with comments", async () => {
    const page = await services.plans.view(await as("chair"), slug);
    if (page.plan === null) throw new Error("there is no plan");
    expect(page.plan.state).toMatchObject({ stage: "drafting", version: 0 });
    expect(page.releases).toHaveLength(1);
    expect(page.steps.map(({ act }) => act).sort()).toEqual(["return", "submit-to-group"]);
    expect(page.edits).toBe(true);
    expect(page.acts).toContain("submit-to-group");
  });

  test("its text has numbered paragraphs, brackets with their holders, one gap and four outputs that lack nothing", async () => {
    const { plan, faults } = planOfUpdates(await updates());
    expect(faults).toEqual([]);
    expect(clausesOf(plan).filter(({ kind }) => kind === "paragraph")).toHaveLength(11);
    expect(bracketsOf(plan).map(({ holders }) => holders.join(" "))).toEqual(["CL", "CR DO", "BR UY", "JM"]);
    expect(gapsOf(plan)).toHaveLength(1);
    expect(outputsOf(plan)).toHaveLength(4);
    expect(missingOf(plan)).toEqual([]);
  });

  test("each hand's change passes the gate that an editor's passes, and is its own", async () => {
    const [first, ...later] = await updates();
    const gate = new Vocabulary();
    gate.trust(first ?? new Uint8Array());
    for (const update of later) {
      const verdict = gate.admit(update);
      expect(verdict).toMatchObject({ ok: true });
      if (verdict.ok) verdict.take();
    }
    expect(later).toHaveLength(5);
    const { documentId } = await store.db.plan.findFirstOrThrow({ where: { group: { slug } } });
    expect(await store.db.documentClient.count({ where: { documentId } })).toBe(5);
    const head = await store.db.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(head.seq).toBe(6n);
  });
});

describe("goals and discussions of the demonstration", () => {
  test("one goal is discussed with co-sponsors, the other lies before the officers with an objection", async () => {
    const goals = await store.db.proposal.findMany({
      include: { sponsors: true },
      orderBy: { number: "asc" },
    });
    expect(goals.map(({ stage }) => stage).sort()).toEqual(["discussed", "officers-round"]);
    const ofGoals = { proposalId: { not: null } };
    const rounds = await store.db.round.findMany({ where: ofGoals, orderBy: { opensAt: "asc" } });
    expect(rounds).toHaveLength(2);
    expect(rounds[1]?.closesAt.getTime()).toBeGreaterThan(today.getTime());
    const page = await services.region.page("es");
    expect(page.open.map(({ subject }) => subject.kind)).toEqual(["goal", "group"]);
    expect(page.ended.map(({ outcome, joined }) => `${outcome} ${joined}`)).toEqual([
      "consensus 12",
      "consensus 12",
      "consensus 4",
    ]);
    const [open] = page.open;
    expect(open?.reading.state).toBe("open");
    expect(open?.reading.needed).toEqual([
      { kind: "objects", country: "MX", passage: "1" },
      { kind: "not-answered", countries: ["PE", "UY", "CU"] },
    ]);
  });

  test("three threads in three languages, with observers and an expert among the voices, and two comments", async () => {
    const threads = await store.db.thread.findMany({ include: { entries: true } });
    expect(threads).toHaveLength(5);
    const posts = threads.flatMap(({ entries }) => entries);
    const beside = await services.marginPages.list(await as("chair"), slug, "es");
    expect(Object.values(beside.threads).map((clause) => clause?.number)).toEqual([1, 5]);
    expect(Object.values(beside.wordings).map((clause) => clause?.number)).toEqual([5, 6]);
    expect(beside.margin.wordings.map(({ sponsors }) => sponsors)).toEqual([[], ["BR"]]);
    expect(new Set(posts.map(({ language }) => language))).toEqual(new Set(["es", "en", "pt"]));
    const voices = JSON.stringify(posts.map(({ voice }) => voice));
    for (const voice of ["civil-society", "private-sector", "technical-community", "speaker"])
      expect(voices).toContain(voice);
  });
});

describe("the demonstration holds together", () => {
  test("every chain of the journal is whole, and nothing on record is later than now", async () => {
    const chains = await chainIds(store.db);
    expect(chains).toHaveLength(17);
    for (const id of chains)
      expect(await verifyChain(store.db, id)).toMatchObject({ chainId: id, broken: null });
    expect(await store.db.journalEntry.count({ where: { at: { gt: today } } })).toBe(0);
    const first = await store.db.journalEntry.findFirstOrThrow({ orderBy: { at: "asc" } });
    expect(today.getTime() - first.at.getTime()).toBeLessThan(71 * 86_400_000);
  });

  test("no letter waits to be sent, and nobody was told on the bus", async () => {
    expect(await store.db.letter.count({ where: { state: { not: "sent" } } })).toBe(0);
    expect(ground.told).toEqual([]);
  });

  test("a second time changes nothing", async () => {
    const before = await sizes();
    await seedDemonstration(ground);
    expect(await sizes()).toEqual(before);
  });

  test("every page that strangers read can be read in every language", async () => {
    const goals = await store.db.proposal.findMany({ select: { number: true } });
    for (const language of languages) {
      expect((await services.region.page(language)).groups.flatMap(({ groups }) => groups)).toHaveLength(14);
      expect((await services.files.list(stranger, slug, language)).files).toHaveLength(4);
      expect((await services.minisites.news(stranger, slug, language, 1)).items).toHaveLength(2);
      expect((await services.threads.list(stranger, slug, language, 1)).threads).toHaveLength(5);
      expect(await services.goals.list(stranger, language)).toHaveLength(2);
      for (const { number } of goals) await services.goals.page(stranger, number, language);
      for (const thread of [1, 2, 3])
        await services.threads.read(stranger, { slug, thread, page: 1 }, language);
      await services.minisites.home(stranger, slug, language);
      await services.groups.members(stranger, slug, language);
      await services.officers.page(language);
    }
    expect((await services.records.proofs()).every(({ broken }) => broken === null)).toBe(true);
  });

  test("on the desk of an officer who has not answered lies the goal", async () => {
    const { dues } = await services.desks.page(await as("officer-uy"), "es");
    expect(dues.map(({ kind, office, country }) => `${kind} ${office} ${country}`)).toContain(
      "answer officer UY",
    );
    for (const account of ["secretariat", "chair", "observer", "speaker", "focal-br", "officer-pe"])
      await services.desks.page(await as(account), "es");
  });

  test(
    "a demonstration that cannot be played to its end leaves nothing behind",
    { timeout: 120_000 },
    async () => {
      const other = await freshStore();
      try {
        await other.db.groupArea.deleteMany({ where: { group: { slug: "e-government" } } });
        await other.db.group.delete({ where: { slug: "e-government" } });
        await expect(seedDemonstration(demoGround(other))).rejects.toThrow();
        expect(await other.db.person.count()).toBe(0);
        expect(await other.db.setting.count()).toBe(0);
        expect(await other.db.journalEntry.count()).toBe(0);
      } finally {
        await other.close();
      }
    },
  );
});
