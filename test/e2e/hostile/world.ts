/** Everything that people can fill in, filled in with hostile words, and the pages that show it. Begin with `sowEverything`. */
import { allPages, type ListedPage } from "../pages.ts";
import type { Product } from "../product.ts";
import { appendClauses } from "../live-text.ts";
import { hostileText } from "#test/hostile/plan.ts";
import type { Sowing, Sown } from "#test/hostile/sowing.ts";
import { allHostile } from "#test/hostile/words.ts";
import { speakBeside } from "./beside.ts";
import {
  consult,
  decideOnGoal,
  decideOnPlan,
  proposeCommission,
  proposeGroup,
  reserve,
  stepAlong,
  withdraw,
} from "./formal.ts";
import { Hands } from "./hands.ts";
import { discuss, fileDocuments, recordProgress, writeMinisite } from "./minisite.ts";
import { renameAll } from "./names.ts";
import { pagesOf, type Made } from "./pages.ts";
import { bringIn, enterMembers, enterPeople, redact, renameGroup, signInFrom } from "./people.ts";

const group = "/en/groups/access-and-infrastructure";
const plan = `${group}/plan`;
const adopted = "/en/groups/internet-governance";
const decided = "/en/groups/e-business/plan";

export interface World {
  readonly hands: Hands;
  readonly pages: readonly ListedPage[];
  readonly made: Made;
  /** What was sown, and of it what was taken out of the text again. */
  readonly said: readonly Sown[];
  readonly gone: readonly Sown[];
  /** Scripts of harmless pages by route: each way in which they come. */
  readonly scripts: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The demonstration brings every page about first, harmless; then everybody is renamed, and says all there is to say. */
export async function sowEverything(product: Product, sowing: Sowing): Promise<World> {
  const harmless = await allPages(product);
  const hands = new Hands(product, sowing);
  const scripts = await scriptsOf(hands, harmless);
  await renameAll(product, sowing);
  await signInFrom(hands, "cl");
  const clauses = hostileText(sowing, "text");
  await appendClauses(product, await hands.as("br"), plan, clauses);
  await speakBeside(hands, plan, clauses);
  await stepAlong(hands, plan);
  const minisite = await writeMinisite(hands, group);
  const talk = await discuss(hands, group);
  await fileDocuments(hands, group);
  await recordProgress(hands, `${adopted}/outputs/o-raiz`);
  await enterPeople(hands);
  await enterMembers(hands, group);
  const goal = await decideOnGoal(hands, "/en/groups/telework", "express");
  const amendment = await withdraw(hands, goal);
  const broken = await decideOnGoal(hands, "/en/groups/telework", "silence");
  const planRound = await decideOnPlan(hands, decided);
  await reserve(hands, "/en/rounds/2");
  const commission = await proposeCommission(hands, adopted);
  const [proposed, drafted] = [await proposeGroup(hands), await proposeGroup(hands)];
  const consultation = await consult(hands, proposed);
  const renamed = await renameGroup(hands, "/en/groups/digital-contents");
  const [gone] = sowing.in("post").filter(({ text }) => !text.includes("\n"));
  await redact(hands, `${talk.thread}#m1`, gone?.mark ?? "");
  const file = `${sowing.one("imported file", 80, /[/\\]/)}.md`;
  const brought = await bringIn(hands, plan, file, allHostile().join("\n\n"));
  const paper = await hands.file(null, `${plan}/file?of=release-2&format=docx`);
  const broughtWord = await bringIn(hands, plan, "words.docx", await paper.arrayBuffer());
  const made = {
    ...minisite,
    ...talk,
    ...goal,
    amendment,
    broken: broken.round,
    planRound,
    commission,
    proposed,
    drafted,
    consultation,
    renamed,
    brought,
    broughtWord,
  };
  return {
    hands,
    made,
    said: [...sowing.sown],
    gone: gone === undefined ? [] : [gone],
    scripts,
    pages: [...harmless, ...pagesOf(made)],
  };
}

/** The scripts of each page by its route, as they are before anybody said anything. */
async function scriptsOf(
  hands: Hands,
  pages: readonly ListedPage[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const scripts = new Map<string, Set<string>>();
  for (const { route, path, who } of pages) {
    const { text } = await (await hands.as(who)).get(`/en${path}`);
    const found = [...text.matchAll(/<script\b[^>]*>/g)].map(
      ([tag]) => / src="([^"]+)"/.exec(tag)?.[1] ?? "inline",
    );
    scripts.set(route, (scripts.get(route) ?? new Set()).add(found.join(" ")));
  }
  return scripts;
}
