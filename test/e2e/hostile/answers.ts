/** Words that come straight back: forms that are looked at again or refused, and whatever stands in an address. */
import type { Page, Response } from "playwright-core";
import { allHostile } from "#test/hostile/words.ts";
import { planText } from "../plan-page.ts";
import { contextOf } from "../product.ts";
import { watch } from "../watched.ts";
import { judge, type Walk, type Walked } from "./walk.ts";

const group = "/en/groups/access-and-infrastructure";

interface Sent {
  readonly who: string | null;
  readonly route: string;
  readonly page: string;
  readonly form: string;
  /** `field` of what is sown, and the characters it gets; a text in quotes is sent as it is. */
  readonly fields: Readonly<Record<string, number | string>>;
}

const sent = (
  who: string | null,
  route: string,
  page: string,
  form: string,
  fields: Sent["fields"],
): Sent => ({ who, route, page, form, fields });

const forms: readonly Sent[] = [
  sent(null, "sign-in", "/en/sign-in", "sign-in", { email: 200, password: "wrong" }),
  sent(null, "forgotten", "/en/forgotten", "forgotten", { email: 200 }),
  sent("br", "groups.$slug.discussion.new", `${group}/discussion/new`, "thread", { title: 140, text: "" }),
  sent("br", "groups.$slug.discussion.new", `${group}/discussion/new`, "thread", { title: "", text: 8000 }),
  sent("chair", "groups.$slug.news.new", `${group}/news/new`, "text", {
    title: 140,
    text: 20_000,
    intent: "preview",
  }),
  sent("chair", "groups.$slug.news.new", `${group}/news/new`, "text", {
    title: "",
    text: 20_000,
    intent: "publish",
  }),
  sent("chair", "groups.$slug.documents.new", `${group}/documents/new`, "document", { title: 140 }),
  sent("chair", "groups.$slug.plan.versions._index", `${group}/plan/versions`, "name-version", {
    name: "",
    note: 500,
  }),
  sent("br", "groups.$slug.plan.comment", `${group}/plan/comment?clause=text-p1`, "comment", {
    words: 2000,
    text: 8000,
  }),
  sent("br", "groups.$slug.goals.new", `${group}/goals/new`, "goal", {
    title: "",
    text: 12_000,
    rationale: 4000,
  }),
  sent(
    "tt",
    "groups.$slug.outputs.$output",
    "/en/groups/internet-governance/outputs/o-escuela",
    "progress-form",
    {
      status: "delivered",
      percent: "80",
      note: 2000,
      link: 500,
    },
  ),
  sent("focal-cl", "groups.propose", "/en/groups/propose", "group", {
    "name-en": 120,
    purpose: 12_000,
    reasons: "",
  }),
  sent(
    "mx",
    "groups.$slug.decisions.new.$kind",
    "/en/groups/internet-governance/decisions/new/commission",
    "decision",
    {
      name: 160,
      "name-es": 160,
      mission: 12_000,
      output: "o-raiz",
      countries: "BR\nTT",
      chair: "BR",
      language: "en",
      step: "review",
    },
  ),
  sent("officer-cu", "rounds.$number.position", "/en/rounds/2/position", "position", {
    kind: "objects",
    objectionPassage: "1",
    reason: 8000,
    lift: 4000,
    amendment: 8000,
    explanation: 8000,
    step: "review",
  }),
  sent("secretariat", "secretariat.invitations", "/en/secretariat/invitations", "invite", {
    as: "account",
    name: 120,
    email: 200,
    institution: 200,
    reference: 300,
    date: "never",
  }),
  sent("secretariat", "secretariat.redactions", "/en/secretariat/redactions", "redact", {
    address: 500,
    passage: 2000,
    reason: 500,
  }),
  sent("secretariat", "secretariat.seats_.election", "/en/secretariat/seats/election", "election", {
    "name-andean-1": 120,
    "email-andean-1": 200,
    reference: 300,
    step: "review",
  }),
];

/** Addresses that say something, where `*` is one of the collection. */
const addresses: readonly (readonly [who: string | null, route: string, address: string])[] = [
  [null, "$", "/en/*"],
  [null, "$", "/en/groups/*"],
  [null, "sign-in", "/en/sign-in?to=*&done=*"],
  [null, "groups._index", "/en/groups?area=*&q=*"],
  [null, "decisions", "/en/decisions?body=*&group=*&outcome=*&page=*"],
  [null, "record", "/en/record?group=*&kind=*&page=*"],
  [null, "agendas.$cycle._index", "/en/agendas/elac2015?area=*&deadline=*"],
  [null, "outputs._index", "/en/outputs?country=*&goal=*&group=*&kind=*&view=*"],
  [null, "goals._index", "/en/goals?area=*"],
  ["br", "groups.$slug.plan.compare", `${group}/plan/compare?from=release-1&to=live&view=*&period=*`],
  ["secretariat", "secretariat.people", "/en/secretariat/people?q=*&person=*&done=*"],
  ["secretariat", "secretariat.redactions", "/en/secretariat/redactions?at=*&passage=*"],
  ["secretariat", "secretariat.grants", "/en/secretariat/grants?office=*&grant=*"],
];

/** Sends the forms from within their pages, and opens the addresses with every twentieth item of the collection. */
export async function lookAtAnswers(walk: Walk): Promise<Walked> {
  const { browser, product, javaScriptEnabled } = walk;
  const walked: Walked = { wrong: [], found: new Map() };
  const people = new Map<string | null, Page>();
  const pageOf = async (who: string | null): Promise<Page> => {
    const known = people.get(who);
    if (known !== undefined) return known;
    const page = await (await contextOf(browser, product, who, { javaScriptEnabled })).newPage();
    await watch(page, product.url, walked.wrong);
    people.set(who, page);
    return page;
  };
  for (const { who, route, page: path, form, fields } of forms) {
    const page = await pageOf(who);
    await page.goto(product.url + path);
    const filled = Object.fromEntries(
      Object.entries(fields).map(([name, room]) => [
        name,
        typeof room === "string"
          ? room
          : walk.sowing.many(`sent ${route} ${name}`, { limit: room, most: 25 }),
      ]),
    );
    await judge(page, await send(page, form, filled), walk, walked, { route, at: `${form} of ${path}` });
  }
  const items = allHostile(300).filter((_, place) => place % 20 === 0);
  for (const [who, route, address] of addresses)
    for (const [place, item] of items.entries()) {
      if (route !== "$" && place > 3) break;
      const page = await pageOf(who);
      const said = address.replaceAll("*", () => encodeURIComponent(item));
      const response = await page.goto(product.url + said);
      if (javaScriptEnabled && route === "groups.$slug.plan._index") await page.locator(planText).waitFor();
      await judge(page, response, walk, walked, { route, at: said });
    }
  for (const page of people.values()) await page.context().close();
  return walked;
}

/** Sends a form of the page as the browser does, with what it hides and these fields. */
async function send(
  page: Page,
  id: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response | null> {
  const [response] = await Promise.all([
    page.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.request().isNavigationRequest(),
    ),
    // Not any navigation: the page may still write its own address anew.
    page.waitForEvent("load"),
    page.evaluate(
      ([form, values]) => {
        const shown = document.querySelector<HTMLFormElement>(`form#${form}`);
        if (shown === null) throw new Error(`no form ${form}`);
        const sending = document.createElement("form");
        sending.method = "post";
        sending.enctype = shown.enctype;
        sending.action = shown.getAttribute("action") ?? location.href;
        const hidden = [...shown.querySelectorAll<HTMLInputElement>('input[type="hidden"]')];
        const all = { ...Object.fromEntries(hidden.map(({ name, value }) => [name, value])), ...values };
        for (const [name, value] of Object.entries(all)) {
          const field = document.createElement("textarea");
          field.name = name;
          field.value = value;
          sending.append(field);
        }
        document.body.append(sending);
        sending.submit();
      },
      [id, fields] as const,
    ),
  ]);
  return response;
}
