/**
 * Every page of the product, once: its route, an address that shows it, and who sees it. Begin with `allPages`.
 * A route without a page here fails the tests of accessibility.
 */
import { amendedGoal } from "./amended.ts";
import { clientOf } from "./client.ts";
import { linkIn } from "./letters.ts";
import type { Product } from "./product.ts";

export interface ListedPage {
  /** Name of the route's file, without `($lang).` and the ending. */
  readonly route: string;
  /** Address without the language. */
  readonly path: string;
  /** Demonstration account; null for a stranger. */
  readonly who: string | null;
  /** It is only read: it ships no script, and is light. */
  readonly reading: boolean;
  /** It is read and follows what is recorded: one small script of its own, and nothing else. */
  readonly live: boolean;
  readonly status: number;
}

const main = "/groups/access-and-infrastructure";
const news = `${main}/news/encuentro-sobre-ductos-compartidos-inscripcion-abierta`;
const own = `${main}/pages/como-participar`;

const page = (
  who: string | null,
  route: string,
  path: string,
  more: Partial<ListedPage> = {},
): ListedPage => ({
  route,
  path,
  who,
  reading: who === null,
  live: false,
  status: 200,
  ...more,
});

const written = { reading: false };

/** Pages that the demonstration shows as it stands. */
const standing: readonly ListedPage[] = [
  page(null, "_index", ""),
  page(null, "$", "/nowhere", { status: 404 }),
  page(null, "about", "/about"),
  page(null, "accessibility", "/accessibility"),
  page(null, "agendas._index", "/agendas"),
  page(null, "agendas.$cycle._index", "/agendas/elac2007"),
  page(null, "agendas.$cycle._index", "/agendas/elac2015"),
  page(null, "agendas.$cycle.goals.$number", "/agendas/elac2007/goals/1"),
  page(null, "countries._index", "/countries"),
  page(null, "countries.$iso", "/countries/br"),
  page(null, "coverage", "/coverage"),
  page(null, "decisions", "/decisions"),
  page(null, "goals._index", "/goals"),
  page(null, "goals.$id._index", "/goals/p1"),
  page(null, "goals.$id._index", "/goals/p2"),
  page(null, "goals.$id.releases.$number", "/goals/p1/releases/1"),
  page(null, "groups._index", "/groups"),
  page(null, "groups.$slug._index", main),
  page(null, "groups.$slug._index", "/groups/financing"),
  page(null, "groups.$slug.decisions._index", `${main}/decisions`),
  page(null, "groups.$slug.discussion._index", `${main}/discussion`),
  page(null, "groups.$slug.discussion.$thread", `${main}/discussion/1`),
  page(null, "groups.$slug.documents._index", `${main}/documents`),
  page(null, "groups.$slug.goals._index", `${main}/goals`),
  page(null, "groups.$slug.history", `${main}/history`),
  page(null, "groups.$slug.members", `${main}/members`),
  page(null, "groups.$slug.news._index", `${main}/news`),
  page(null, "groups.$slug.news.$item", news),
  page(null, "groups.$slug.news.$item_.history", `${news}/history`),
  page(null, "groups.$slug.pages.$page", own),
  page(null, "groups.$slug.pages.$page_.history", `${own}/history`),
  page(null, "groups.$slug.plan._index", "/groups/e-business/plan", written),
  page(null, "groups.$slug.plan.releases.$number", `${main}/plan/releases/1`),
  page(null, "groups.$slug.plan.print._index", `${main}/plan/print?of=release-1`),
  page(null, "letters.unsubscribe.$token", "/letters/unsubscribe/nobodys", { status: 404 }),
  page(null, "officers", "/officers"),
  page(null, "outputs._index", "/outputs"),
  page(null, "outputs._index", "/outputs?view=timeline"),
  page(null, "groups.$slug.outputs._index", `${main}/outputs`),
  page(null, "groups.$slug.outputs._index", "/groups/internet-governance/outputs?view=timeline"),
  page(null, "groups.$slug.outputs.$output", "/groups/internet-governance/outputs/o-raiz"),
  page("br", "groups.$slug.outputs.$output", "/groups/internet-governance/outputs/o-raiz"),
  page(null, "record", "/record"),
  page(null, "rounds.$number.certificate", "/rounds/1/certificate"),
  page(null, "rounds.$number.certificate", "/rounds/2/certificate"),
  page(null, "sign-in", "/sign-in"),
  page(null, "forgotten", "/forgotten"),
  page(null, "rounds.$number._index", "/rounds/1"),
  page(null, "rounds.$number._index", "/rounds/2", { live: true }),
  page(null, "rounds.$number.changes", "/rounds/1/changes", { status: 404 }),
  page("chair", "desk", "/desk"),
  page("br", "groups.$slug.decisions._index", `${main}/decisions`),
  page("br", "groups.$slug.decisions.new.$kind", `${main}/decisions/new/chairs`),
  page("br", "groups.$slug.decisions.new.$kind", `${main}/decisions/new/commission`),
  page("secretariat", "groups.$slug.members_.chair", `${main}/members/chair`),
  page("chair", "groups.$slug.discussion.new", `${main}/discussion/new`),
  page("chair", "groups.$slug.discussion.$thread", `${main}/discussion/1?hide=2`),
  page("chair", "groups.$slug.documents._index", `${main}/documents`),
  page("chair", "groups.$slug.documents.new", `${main}/documents/new`),
  page("chair", "groups.$slug.edit", `${main}/edit`),
  page("chair", "groups.$slug.news.new", `${main}/news/new`),
  page("chair", "groups.$slug.news.$item_.edit", `${news}/edit`),
  page("chair", "groups.$slug.pages.new", `${main}/pages/new`),
  page("chair", "groups.$slug.pages.$page_.edit", `${own}/edit`),
  page("chair", "groups.$slug.plan._index", `${main}/plan`),
  page("chair", "groups.$slug.plan.versions._index", `${main}/plan/versions`),
  page("observer", "groups.$slug.plan.versions._index", `${main}/plan/versions`),
  page("chair", "groups.$slug.plan.versions.at", `${main}/plan/versions/at?point=version-1&authors=1`),
  page("chair", "groups.$slug.plan.versions.restore", `${main}/plan/versions/restore?point=version-1`),
  page("chair", "groups.$slug.plan.compare", `${main}/plan/compare?from=release-1&to=live&view=side`),
  page("observer", "groups.$slug.plan.compare", `${main}/plan/compare?from=version-1&to=live`),
  page("chair", "groups.$slug.plan.import._index", `${main}/plan/import`),
  page("chair", "groups.$slug.plan.comments", `${main}/plan/comments`),
  page("observer", "groups.$slug.plan.comments", `${main}/plan/comments?show=all`),
  page("observer", "groups.$slug.plan.comment", `${main}/plan/comment?clause=p-05`),
  page("chair", "groups.$slug.plan.step", `${main}/plan/step?act=submit-to-group`),
  page("chair", "goals.$id._index", "/goals/p2"),
  page(null, "groups.$slug._index", "/groups/datos-publicos-abiertos"),
  page(null, "groups.$slug.proposal._index", "/groups/datos-publicos-abiertos/proposal"),
  page("focal-cl", "groups.propose", "/groups/propose"),
  page("focal-cl", "groups.$slug.end", "/groups/telework/end"),
  page("secretariat", "groups.$slug.rename", "/groups/telework/rename"),
  page("br", "groups.$slug.goals.new", `${main}/goals/new`),
  page("br", "account", "/account"),
  page("br", "goals.$id.edit", "/goals/p2/edit", { status: 403 }),
  page("jm", "goals.$id.edit", "/goals/p2/edit"),
  page("officer-uy", "desk", "/desk"),
  page("officer-uy", "goals.$id._index", "/goals/p1"),
  page("officer-uy", "rounds.$number.position", "/rounds/2/position"),
  page("observer", "officers", "/officers"),
  page("observer", "officers_.papers.new", "/officers/papers/new"),
  page("secretariat", "rounds.$number.letter", "/rounds/2/letter"),
  page("observer", "groups.$slug.discussion.$thread", `${main}/discussion/1`),
  page("observer", "groups.$slug.plan._index", `${main}/plan`),
  page("focal-br", "groups.$slug.members_.people", `${main}/members/people`),
  page("secretariat", "secretariat.focal-points", "/secretariat/focal-points"),
  page("secretariat", "secretariat.grants", "/secretariat/grants"),
  page("secretariat", "secretariat.invitations", "/secretariat/invitations"),
  page("secretariat", "secretariat.letters", "/secretariat/letters"),
  page("secretariat", "secretariat.people", "/secretariat/people"),
  page("secretariat", "secretariat.redactions", "/secretariat/redactions"),
  page("secretariat", "secretariat.seats", "/secretariat/seats"),
  page("secretariat", "secretariat.seats_.election", "/secretariat/seats/election"),
  page("secretariat", "secretariat.terms", "/secretariat/terms?roll=officers"),
];

/** Routes that show no page of their own: they answer a form, or lead elsewhere. */
export const withoutPage: readonly string[] = [
  "sign-out",
  "secretariat._index",
  "goals.$id.position",
  "groups.$slug.plan.position",
  "groups.$slug.plan.round",
];

/** Routes whose page is there only for a while: it is brought about where it is looked at. */
export const passing: readonly string[] = ["groups.$slug.plan.file.$id"];

/** All pages; some are brought about first: links in letters, a plan before its round, a plan in its round. */
export async function allPages(product: Product): Promise<readonly ListedPage[]> {
  const [invitation, reset] = await Promise.all([invite(product), forget(product)]);
  const proposed = await proposeGroup(product);
  await takeToDefinitive(product, { group: "gender", chair: "ec" });
  await takeToDefinitive(product, { group: "financing", chair: "br" });
  const chair = await clientOf(product, "br");
  const opened = await chair.submit("/en/groups/financing/plan/open-round", "round", {
    mode: "express",
    closing: "2099-03-31T17:00",
  });
  const plan = pathOf(product.url + (opened.location ?? ""));
  const decision = await proposeChair(product);
  const preview = await bringIn(product);
  const { goal, amendment } = await amendedGoal(product);
  return [
    ...standing,
    page("ar", "goals.$id._index", goal),
    page("ar", "amendments.$position", amendment),
    page(null, "groups.$slug.decisions.$number", decision),
    page("do", "groups.$slug.decisions.$number", decision),
    page("mx", "groups.$slug.decisions.$number_.edit", `${decision}/edit`),
    page("secretariat", "secretariat.people_.erase", await erasing(product)),
    page("chair", "groups.$slug.plan.import.$id", preview),
    page("focal-cl", "groups.$slug.proposal._index", `${proposed}/proposal`),
    page("focal-cl", "groups.$slug.proposal.edit", `${proposed}/proposal/edit`),
    page("officer-pe", "groups.$slug.proposal._index", `${proposed}/proposal`),
    page(null, "invitation.$token", invitation),
    page(null, "reset.$token", reset),
    page("ec", "groups.$slug.plan.open-round", "/groups/gender/plan/open-round"),
    page(null, "rounds.$number._index", plan, { live: true }),
    page("br", "rounds.$number._index", plan),
    page("br", "rounds.$number.position", `${plan}/position`),
  ];
}

/** Mexico proposes itself to chair a group: a decision that waits for its round. */
async function proposeChair(product: Product): Promise<string> {
  const mexico = await clientOf(product, "mx");
  const fields = { chair: "MX", viceChairs: "DO", from: "", language: "en", step: "confirm" };
  const answer = await mexico.submit("/en/groups/e-business/decisions/new/chairs", "decision", fields);
  if (answer.location === null) throw new Error(`no decision was proposed: ${answer.status} ${answer.text}`);
  return pathOf(product.url + answer.location);
}

/** A text from a file, seen before it is put into a plan. */
async function bringIn(product: Product): Promise<string> {
  const chair = await clientOf(product, "chair");
  const form = new FormData();
  form.set("file", new File(["# Plan\n\n## One\n\nWords, and ![a picture](a.png).\n"], "text.md"));
  const answer = await chair.post(`/en${main}/plan/import`, form);
  if (answer.location === null) throw new Error(`no text was read: ${answer.status} ${answer.text}`);
  return pathOf(product.url + answer.location);
}

/** Where the first of the people listed could be erased. */
async function erasing(product: Product): Promise<string> {
  const staff = await clientOf(product, "secretariat");
  const { text } = await staff.get("/en/secretariat/people");
  return `/secretariat/people/erase?person=${/person=([0-9a-f-]{36})/.exec(text)?.[1] ?? ""}`;
}

/** A group that is only proposed; answers its address. */
async function proposeGroup(product: Product): Promise<string> {
  const focal = await clientOf(product, "focal-cl");
  const { location, text } = await focal.submit("/en/groups/propose", "group", {
    language: "en",
    "name-en": "Early warning",
    area: "D",
    purpose: "The group agrees on warnings that everybody understands.",
    reasons: "Storms know no borders.",
  });
  if (location === null) throw new Error(`no group was proposed: ${text.slice(0, 2000)}`);
  return location.replace(/^\/en/, "");
}

async function invite(product: Product): Promise<string> {
  const email = "somebody@institute.example";
  const staff = await clientOf(product, "secretariat");
  await staff.submit("/en/secretariat/invitations", "invite", {
    as: "account",
    name: "Camila Rojas",
    email,
    language: "en",
    reference: "Letter 1",
  });
  return pathOf(await linkIn(product, email, "invitation"));
}

async function forget(product: Product): Promise<string> {
  const stranger = await clientOf(product, null);
  await stranger.submit("/en/forgotten", "forgotten", { email: "uy@demo.example" });
  return pathOf(await linkIn(product, "uy@demo.example", "reset"));
}

/** The path of a link, without its language. */
const pathOf = (link: string): string => new URL(link).pathname.replace(/^\/[a-z]{2}(?=\/)/, "");

/** Takes the plan of a group from nothing to the text on which a round may open. */
async function takeToDefinitive(
  product: Product,
  { group, chair }: { group: string; chair: string },
): Promise<void> {
  const plan = `/en/groups/${group}/plan`;
  const own = await clientOf(product, chair);
  const officers = await clientOf(product, "officer-pe");
  await own.submit(plan, "begin-plan", { period: "2011-2013", language: "en" });
  await own.submit(`${plan}/step?act=submit-to-group`, "step");
  await own.submit(`${plan}/step?act=submit-to-officers`, "step");
  await officers.submit(`${plan}/step?act=end-consideration`, "step");
  const answer = await own.submit(`${plan}/step?act=freeze`, "step");
  if (answer.status !== 302)
    throw new Error(`the plan of ${group} was not frozen: ${answer.status} ${answer.text.slice(0, 2000)}`);
}
