/** A group with a plan that people of every kind read, comment on and suggest words for. */
import { randomUUID } from "node:crypto";
import { anchorOfClause, anchorsIn } from "#app/document/anchor.ts";
import type { Anchor } from "#app/document/margin.ts";
import type { Plan } from "#app/document/plan.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits } from "#server/auth/limits.ts";
import { commentServices } from "#server/services/comments.ts";
import { marginServices } from "#server/services/margins.ts";
import { threadServices } from "#server/services/threads.ts";
import { wordingServices } from "#server/services/wordings.ts";
import type { Store } from "#server/store/client.ts";
import {
  focalPoint,
  inGroup,
  nobody,
  observer,
  officer,
  person,
  populate,
  representative,
  secretariat,
} from "#test/factories.ts";
import { h, p, planOf, strong, bracket, text as words } from "../../app/document/plans.ts";
import { begun } from "./plan-house.ts";

export const fund = "A regional fund receives contributions of the participating countries every year.";

/** The plan that everything here is about. */
export const plan: Plan = planOf(
  h("s1", 1, "Purpose"),
  p("p1", fund),
  p(
    "p2",
    "The secretariat ",
    words("reports", strong()),
    " on it ",
    words("by 2012", bracket("b1", "CL")),
    ".",
  ),
  p("p3", "Every two months."),
);

export async function marginHouse(store: Store, slug: string) {
  const house = await begun(store, slug);
  const { ground, groupId, chair, chile, brazil } = house;
  await store.db.groupOffice.create({
    data: {
      groupId,
      country: "CL",
      office: "vice-chair",
      actId: (await store.db.act.findFirstOrThrow()).id,
      from: new Date(ground.clock.now().getTime() - 86_400_000),
    },
  });
  await store.db.group.update({ where: { id: groupId }, data: { planReading: "members" } });
  const other = await populate(store, "gender", []);
  const people = {
    stranger: nobody,
    chair,
    "vice chair": chile,
    representative: brazil,
    observer: await person(store, `Olga ${slug}`, [observer("civil-society")]),
    speaker: await person(store, `Sara ${slug}`, [
      { office: "speaker", body: inGroup(groupId), country: "UY" },
    ]),
    agency: await person(store, `Aldo ${slug}`, [{ office: "agency", body: inGroup(groupId) }]),
    coordinator: await person(store, `Carla ${slug}`, [
      { office: "coordinator", body: inGroup(groupId), country: "PE" },
    ]),
    "focal point inside": await person(store, `Fabio ${slug}`, [focalPoint("BR")]),
    "focal point outside": await person(store, `Flor ${slug}`, [focalPoint("UY")]),
    officer: await person(store, `Oscar ${slug}`, [officer("EC")]),
    secretariat: await person(store, `Selma ${slug}`, [secretariat]),
    "of another group": await person(store, `Mara ${slug}`, [representative("MX", other)]),
  } as const;
  await house.write(chair, plan);
  // A test says more in a minute than people do in an hour.
  const limits = { ...makeLimits(), tryPost: async () => undefined };
  const comments = commentServices(ground, limits);
  const wordings = wordingServices(ground, limits);
  const threads = threadServices(ground);
  const margins = marginServices(ground);

  const on = (quote: string, clause = "p1", nth = 0): Anchor => {
    const anchor = quote === "" ? anchorOfClause(1, clause) : anchorsIn(plan, 1, clause, quote)[nth];
    if (anchor === undefined) throw new Error(`"${quote}" is not in ${clause}`);
    return anchor;
  };
  const said = (text: string) => ({ language: "es", text, as: "", onceKey: randomUUID() }) as const;
  const comment = (who: Actor, quote: string, text = "¿Cuánto?", clause = "p1") =>
    comments.comment(who, slug, { ...said(text), anchor: on(quote, clause) });
  const suggest = (who: Actor, quote: string, replacement: string, clause = "p1") =>
    wordings.suggest(who, slug, { ...said(""), anchor: on(quote, clause), replacement });
  const margin = (who: Actor) => margins.read(who, slug, "es");
  const wording = async (number: number, who: Actor = chair) => {
    const found = (await margin(who)).wordings.find((one) => one.number === number);
    if (found === undefined) throw new Error(`no suggestion ${number}`);
    return found;
  };
  const kinds = async () =>
    (await store.db.journalEntry.findMany({ where: { groupId }, orderBy: { seq: "asc" } })).map(
      ({ kind }) => kind,
    );
  return {
    ...house,
    people,
    limits,
    comments,
    wordings,
    threads,
    margins,
    on,
    said,
    comment,
    suggest,
    margin,
    wording,
    kinds,
  };
}
