/** Who wrote what stands in a text, where an act took it in: who suggested it, put it forward or brought it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { authorOfRun } from "#app/document/authorship.ts";
import type { PlanNode } from "#app/document/plan.ts";
import type { Person } from "#app/domain/roles.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { planDraftServices } from "#server/services/plan-drafts.ts";
import { planVersionServices } from "#server/services/plan-versions.ts";
import type { Store } from "#server/store/client.ts";
import { erasePerson } from "#server/store/erasure.ts";
import { freshStore } from "#test/database.ts";
import { nobody } from "#test/factories.ts";
import type { Ground } from "#server/services/act.ts";
import { marginHouse } from "./margin-house.ts";
import { begun, day, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

/** The author of the run with those words: "Olga (no country), wording". */
async function writerOf(
  ground: Ground,
  who: Person,
  slug: string,
  words: string,
  point = "live",
): Promise<string> {
  const asked = { period: null, point, authors: true };
  const { authored } = await planVersionServices(ground).at(who, slug, "en", asked);
  const runs: PlanNode[] = [];
  const visit = (node: PlanNode): void => {
    if (node.text?.includes(words) === true) runs.push(node);
    node.content?.forEach(visit);
  };
  authored?.plan.content.forEach(visit);
  const [run] = runs;
  if (runs.length !== 1 || run === undefined) throw new Error(`${runs.length} runs with "${words}"`);
  const author = authored?.authors[authorOfRun(run) ?? ""];
  if (author?.kind === "country") return `${author.country}, ${author.by}`;
  if (author?.kind !== "person") return author?.act ?? "nobody";
  return `${author.name ?? "erased"} (${author.country ?? "no country"}), ${author.by ?? "own"}`;
}

test("suggested words are theirs who suggested them, whoever accepted them, also once their account is erased", async () => {
  const house = await marginHouse(store, "telework");
  const { observer, representative: brazil, chair } = house.people;
  const number = await house.suggest(observer, "regional fund", "common purse");
  await house.wordings.sponsor(brazil, house.slug, number);
  await house.wordings.accept(chair, house.slug, number);
  const by = () => writerOf(house.ground, chair, house.slug, "common purse");
  expect(await by()).toBe("Olga telework (no country), wording");
  expect(await writerOf(house.ground, chair, house.slug, "receives")).toBe("Rosa telework (PE), own");
  await store.transaction((tx) => erasePerson(tx, observer, house.ground.clock.now()));
  expect(await by()).toBe("erased (no country), wording");
});

test("what an amendment brought is its country's, and what a file brought is theirs who brought it", async () => {
  const house = await begun(store, "education");
  const { ground, groupId, chair, chile, brazil, give, amendments, rounds, slug } = house;
  const roundId = await house.opened(text("Uno", "Se publica."), "silence");
  const objection = { kind: "objects", passage: "2", reason: "No.", lift: "Cada año." } as const;
  const positionId = await give(chile, { ...objection, amendment: "Publíquese cada trimestre." });
  await rounds.record(chair, { roundId });
  const { revision, present } = await amendments.review(chair, positionId, "es");
  await amendments.take(chair, { positionId, revision, seen: present });
  expect(await writerOf(ground, chair, slug, "trimestre")).toBe("Marisol education (CL), amendment");

  // A release is public once it was decided on; who wrote it is for those who read the live text.
  await store.db.group.update({ where: { id: groupId }, data: { planReading: "members" } });
  expect(await writerOf(ground, brazil, slug, "Se publica.", "release-1")).toBe("Rosa education (PE), own");
  const asked = { period: null, point: "release-1", authors: true };
  expect((await planVersionServices(ground).at(nobody, slug, "en", asked)).may.authors).toBe(false);

  const drafts = planDraftServices(ground, makeLimits());
  const form = new FormData();
  form.set("file", new File(["Uno\n\nPublíquese cada trimestre.\n\nCon anexos.\n"], "texto.md"));
  const [sent, again] = [0, 1].map(() => new Request("http://localhost/", { method: "POST", body: form }));
  if (sent === undefined || again === undefined) throw new Error("no request");
  const id = await drafts.receive(brazil, slug, sent, {});
  await drafts.take(brazil, slug, id, (await drafts.preview(brazil, slug, id, "en")).base);
  expect(await writerOf(ground, chair, slug, "anexos")).toBe("Thiago education (BR), draft");
  ground.clock.pass(3 * day);
  await drafts.receive(brazil, slug, again, {});
  expect(await writerOf(ground, chair, slug, "anexos")).toBe("Thiago education (BR), draft");
});

test("words stay theirs who wrote them when another breaks their paragraph, or puts back what was struck", async () => {
  const { ground, chair, chile, brazil, write, slug } = await begun(store, "gender");
  await write(brazil, text("Los países se reúnen cada año en Lima."));
  await write(chile, text("Los países se reúnen", "cada año en Lima."));
  const by = (words: string) => writerOf(ground, chair, slug, words);
  expect(await by("cada año")).toBe("Thiago gender (BR), own");
  await write(chile, text("Los países se reúnen"));
  await write(chile, text("Los países se reúnen", "cada año en Lima."));
  expect(await by("cada año")).toBe("Thiago gender (BR), own");
  const versions = planVersionServices(ground);
  await write(chile, text("Los países se reúnen"));
  const whole = { period: null, point: "row-1.3", authors: true };
  expect((await versions.at(chair, slug, "en", whole)).authored?.movesKnown).toBe(true);
  const { reviewed } = await versions.restoring(chair, slug, "en", "row-1.3");
  await versions.restore(chair, slug, { point: "row-1.3", reviewed });
  expect(await by("cada año")).toBe("Thiago gender (BR), own");
});
