/** What the frame of every page shows: the groups, the group of the page, and who is signed in. */
import type { AppLoadContext } from "@remix-run/node";
import type { GroupFrame, GroupPage } from "#app/components/group-header.tsx";
import type { FrameGroup, FramePerson } from "#app/components/top-bar.tsx";
import { refusalOf } from "#app/domain/refusal.ts";
import { isWorking } from "#app/domain/group.ts";
import { grantsAt, type Grant, type Office } from "#app/domain/roles.ts";
import { proposalNumber } from "#app/domain/goal-address.ts";
import { roundNumber } from "#app/domain/round-address.ts";
import { languageOfPath, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export interface FrameData {
  readonly groups: readonly FrameGroup[];
  readonly group: GroupFrame | null;
  readonly person: FramePerson | null;
  readonly demo: boolean;
}

type FrameContext = Pick<AppLoadContext, "actor" | "services" | "now" | "demo">;

export async function frameOf(context: FrameContext, pathname: string): Promise<FrameData> {
  const language = languageOfPath(pathname);
  const place = await placeOf(context, pathname);
  const [areas, group] = await Promise.all([
    context.services.groups.list(language),
    place === undefined ? null : groupAt(context, place, language),
  ]);
  const groups = areas.flatMap(({ area, groups }) =>
    groups.map(({ slug, name }) => ({ slug, name, letter: area.code })),
  );
  return { groups, group, person: await personOf(context, language, group), demo: context.demo };
}

/** The group a page stands under; `under` where its address is not one of the group's. */
interface Place {
  readonly slug: string;
  readonly under?: GroupPage | null;
}

async function placeOf({ actor, services }: FrameContext, pathname: string): Promise<Place | undefined> {
  const [, room = "", name = ""] = /^\/[a-z]{2}\/([^/]+)\/([^/]+)/.exec(pathname) ?? [];
  switch (room) {
    case "groups":
      return { slug: name };
    case "goals": {
      // A proposed goal stands under its group, for those who may know of it.
      const number = proposalNumber(name);
      const slug = number === null ? null : await services.goals.groupOf(actor, number);
      return slug === null ? undefined : { slug, under: "goals" };
    }
    case "rounds": {
      const number = roundNumber(name);
      const of = number === null ? null : await services.rounds.groupOf(actor, number);
      if (of === null) return undefined;
      return { slug: of.slug, under: pageOfSubject[of.kind] };
    }
    default:
      return undefined;
  }
}

/** The path of a page below a group under the address that the group has today; null where it stands there already. */
export function movedPath(pathname: string, slug: string): string | null {
  const [, language, asked, rest = ""] = /^\/([a-z]{2})\/groups\/([^/]+)(.*)$/.exec(pathname) ?? [];
  return language === undefined || asked === slug ? null : `/${language}/groups/${slug}${rest}`;
}

/** Where a round stands in the row of its group's pages. */
const pageOfSubject = { goal: "goals", plan: "plan", decision: "decisions", group: null } as const;

/** Null where there is no such group: the page itself says so. */
async function groupAt(
  context: FrameContext,
  { slug, ...place }: Place,
  language: Language,
): Promise<GroupFrame | null> {
  try {
    const head = await context.services.groups.head(slug, language);
    const { name, kind, areas, chair, countries, stage } = head;
    return {
      ...place,
      slug: head.slug,
      name,
      letter: areas[0]?.code ?? null,
      chair: chair?.name ?? null,
      stops: [...(chair === null ? [] : [chair]), ...countries.filter(({ iso }) => iso !== chair?.iso)],
      // A group that is not yet at work has no minisite; one that has ended keeps its own.
      // A commission works for one output of its group's plan: it has neither a plan nor goals.
      pages: !(isWorking(stage) || stage === "discontinued")
        ? []
        : kind === "commission"
          ? ["home", "discussion", "decisions", "documents", "members"]
          : ["home", "plan", "discussion", "goals", "decisions", "documents", "members"],
    };
  } catch (caught) {
    if (refusalOf(caught) === null) throw caught;
    return null;
  }
}

/** Offices in the order in which the bar names them: the one that decides most stands for the person. */
const weight: readonly Office[] = [
  "officer",
  "focal-point",
  "representative",
  "coordinator",
  "observer",
  "agency",
  "speaker",
  "secretariat",
];

async function personOf(
  { actor, services, now }: FrameContext,
  language: Language,
  group: GroupFrame | null,
): Promise<FramePerson | null> {
  if (actor.kind === "stranger") return null;
  const grants = [...grantsAt(actor, now)].sort(
    (a, b) => weight.indexOf(a.office) - weight.indexOf(b.office),
  );
  const [first] = grants;
  const country = first?.country ? await services.groups.countryName(first.country, language) : null;
  return {
    name: actor.name,
    iso: first?.country ?? null,
    seat: first === undefined ? null : seatOf(first, language, group, country),
    secretariat: grants.some(({ office }) => office === "secretariat"),
  };
}

/** "Peru · Chair of the group": on the pages of a group its Chair is named as such. */
function seatOf(grant: Grant, language: Language, group: GroupFrame | null, country: string | null): string {
  const chairs =
    grant.office === "representative" &&
    group !== null &&
    group.stops?.[0]?.iso === grant.country &&
    group.chair !== null;
  const office = translator(language)(`frame:office.${chairs ? "chair" : grant.office}`);
  return country === null ? office : `${country} · ${office}`;
}
