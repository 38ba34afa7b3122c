import { randomUUID } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Margin } from "#app/document/margin.ts";
import type { Actor } from "#app/domain/roles.ts";
import * as margin from "#app/routes/($lang).groups.$slug.plan.margin.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { inGroup, observer, person } from "#test/factories.ts";
import { fund, marginHouse } from "../../server/services/margin-house.ts";

const slug = "access-and-infrastructure";
const address = `http://localhost/pt/groups/${slug}/plan/margin`;

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;
let services: AppLoadContext["services"];

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, slug);
  const { comments, wordings, margins, threads } = house;
  services = { comments, wordings, margins, threads } as unknown as AppLoadContext["services"];
});
afterAll(() => store.close());

type Route = (args: { context: AppLoadContext; params: Record<string, string>; request: Request }) => unknown;

async function ask(route: unknown, actor: Actor, request: Request): Promise<Response> {
  const context = { actor, services } as unknown as AppLoadContext;
  const answer = await (route as Route)({ context, params: { slug }, request });
  if (!(answer instanceof Response)) throw new Error("no response");
  return answer;
}
const json = { Accept: "application/json" };
const read = async (actor: Actor) =>
  (await (await ask(margin.loader, actor, new Request(address, { headers: json }))).json()) as Margin;
async function send(actor: Actor, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await ask(
    margin.action,
    actor,
    new Request(address, { method: "POST", body, headers: json }),
  );
  return { status: answer.status, ...((await answer.json()) as object) };
}
const on = (quote: string) => JSON.stringify(house.on(quote));
const onceKey = () => randomUUID();

describe("the margin as JSON", () => {
  test("is read by those who read the live plan, kept by nobody on the way, and refused to others", async () => {
    const answer = await ask(margin.loader, house.chair, new Request(address, { headers: json }));
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await answer.json()).toMatchObject({
      threads: [],
      wordings: [],
      may: { comment: true, suggest: true },
    });
    const refused = await ask(margin.loader, house.people.stranger, new Request(address, { headers: json }));
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { ok: false, refusal: { kind: "forbidden", key: "may-not.plan.read-live", params: {} } },
    ]);
  });

  test("takes a comment, answers to it, and settles it, in the language of the page", async () => {
    const key = onceKey();
    const comment = { act: "comment", anchor: on("fund"), text: "<script>alert(1)</script>", onceKey: key };
    const made = await send(house.people.observer, comment);
    expect(made).toMatchObject({ status: 200, ok: true });
    expect(await send(house.people.observer, comment)).toEqual(made);
    const number = String((made as unknown as { number: number }).number);
    expect(
      await send(house.brazil, {
        act: "answer",
        number,
        text: "Sim",
        onceKey: onceKey(),
        tell: "@[Chile](country:CL)",
      }),
    ).toMatchObject({ ok: true });
    await send(house.people.observer, { act: "resolve", number });
    const [thread] = (await read(house.chair)).threads;
    expect(thread?.posts).toMatchObject([
      { body: "<script>alert(1)</script>", language: "pt" },
      { body: "Sim\n\n@[Chile](country:CL)" },
    ]);
    expect(thread?.resolved?.by).toBe(house.people.observer.name);
    expect(await send(house.chair, { act: "reopen", number })).toMatchObject({ ok: true });
  });

  test("takes suggested words from an observer, a country's sponsorship, and the Chair's acceptance", async () => {
    const suggested = {
      act: "suggest",
      anchor: on("every year"),
      replacement: " each\tyear",
      onceKey: onceKey(),
    };
    const made = await send(house.people.observer, suggested);
    const number = String((made as unknown as { number: number }).number);
    expect((await read(house.chair)).wordings[0]).toMatchObject({ replacement: " each year", sponsors: [] });
    expect(await send(house.chair, { act: "accept", number })).toMatchObject({
      status: 409,
      ok: false,
      refusal: { kind: "conflict", key: "wording.sponsor-needed" },
    });
    expect(await send(house.people.observer, { act: "sponsor", number })).toMatchObject({ status: 403 });
    await send(house.brazil, { act: "sponsor", number });
    await send(house.brazil, { act: "unsponsor", number });
    await send(house.brazil, { act: "sponsor", number });
    expect(
      await send(house.brazil, { act: "discuss", number, text: "Bem", onceKey: onceKey() }),
    ).toMatchObject({ ok: true });
    expect(await send(house.chair, { act: "accept", number })).toMatchObject({
      ok: true,
      number: Number(number),
    });
    expect((await read(house.chair)).wordings[0]).toMatchObject({ state: "accepted", sponsors: ["BR"] });
  });

  test("accepts from a page only what competes with nothing that the page did not tell", async () => {
    const words = { act: "suggest", anchor: JSON.stringify(house.on("months", "p3")) };
    const [own = 0, other = 0] = await Promise.all(
      ["weeks", "years"].map(async (replacement) => {
        const made = await send(house.brazil, { ...words, replacement, onceKey: onceKey() });
        return (made as unknown as { number: number }).number;
      }),
    );
    const accept = { act: "accept", number: String(own) };
    expect(await send(house.chair, { ...accept, told: "" })).toMatchObject({
      status: 409,
      refusal: { key: "wording.rival-untold" },
    });
    expect(await send(house.chair, { ...accept, told: "all" })).toMatchObject({ status: 422 });
    expect(await send(house.chair, { ...accept, told: String(other) })).toMatchObject({ ok: true });
  });

  test("offers the voices of whoever has several, the nearest first, and records the one that is chosen", async () => {
    const both = await person(store, "Bea Both", [
      observer("civil-society"),
      { office: "representative", body: inGroup(house.groupId), country: "BR" },
    ]);
    const { voices } = await read(both);
    expect(voices.map(({ voice }) => voice)).toMatchObject([
      { kind: "country", iso: "BR" },
      { kind: "observer", sector: "civil-society" },
    ]);
    expect((await read(house.people.observer)).voices).toHaveLength(1);
    const as = voices[1]?.key ?? "";
    const given = { anchor: on("fund"), as };
    const { number } = (await send(both, {
      ...given,
      act: "comment",
      text: "Society",
      onceKey: onceKey(),
    })) as unknown as { number: number };
    await send(both, { act: "answer", number: String(number), text: "Brasil", onceKey: onceKey() });
    await send(both, { ...given, act: "suggest", replacement: "purse", onceKey: onceKey() });
    const { threads, wordings } = await read(house.chair);
    expect(threads.find((thread) => thread.number === number)?.posts).toMatchObject([
      { voice: { kind: "observer", sector: "civil-society" } },
      { voice: { kind: "country", iso: "BR" } },
    ]);
    expect(wordings.find(({ replacement }) => replacement === "purse")).toMatchObject({
      voice: { kind: "observer" },
      sponsors: [],
    });
    expect(
      await send(house.people.observer, {
        ...given,
        as: "agency::group",
        act: "comment",
        text: "x",
        onceKey: onceKey(),
      }),
    ).toMatchObject({ ok: false, refusal: { key: "post.voice-not-yours" } });
  });

  test("says the passage as it is now where words have changed", async () => {
    const sent = { act: "suggest", anchor: on("every year"), replacement: "now", onceKey: onceKey() };
    expect(await send(house.chair, sent)).toMatchObject({
      status: 409,
      refusal: { key: "margin.passage-changed", params: { passage: fund.replace("every", " each") } },
    });
  });

  test("takes nothing that is no act, no anchor, or too long", async () => {
    const anchor = on("fund");
    const text = "x";
    const wrong: readonly Record<string, string>[] = [
      { act: "erase", anchor, text, onceKey: onceKey() },
      { act: "comment", anchor: "{", text, onceKey: onceKey() },
      {
        act: "comment",
        anchor: JSON.stringify({ ...house.on("fund"), start: "<b>" }),
        text,
        onceKey: onceKey(),
      },
      { act: "comment", anchor, text: "x".repeat(8001), onceKey: onceKey() },
      { act: "comment", anchor, text, onceKey: "again" },
      { act: "suggest", anchor, replacement: "x".repeat(2001), onceKey: onceKey() },
      { act: "reject", number: "0" },
      { act: "accept", number: "one" },
    ];
    for (const fields of wrong)
      expect((await send(house.chair, fields)).status, JSON.stringify(fields).slice(0, 60)).toBe(422);
  });

  test("leads a form to the page of everything beside the text, and shows it a refusal as a page", async () => {
    const form = (actor: Actor, fields: Record<string, string>) =>
      ask(margin.action, actor, new Request(address, { method: "POST", body: new URLSearchParams(fields) }));
    const comment = { act: "comment", anchor: on("fund"), text: "Oi", onceKey: onceKey() };
    const done = await form(house.brazil, comment);
    expect([done.status, done.headers.get("location")]).toEqual([303, `/pt/groups/${slug}/plan/comments`]);
    await expect(form(house.people.stranger, { ...comment, onceKey: onceKey() })).rejects.toMatchObject({
      data: { key: "may-not.plan.read-live" },
    });
  });
});
