/**
 * Sample people and bodies for the tests of the rules.
 * May import: app/domain. Begin with `people`.
 */
import type { GoalFacts, GroupFacts, OfficersFacts, PlanFacts, RoundFacts } from "#app/domain/facts.ts";
import {
  rightsOf,
  stranger,
  type Actor,
  type Body,
  type Grant,
  type Iso,
  type Office,
  type Person,
  type RollEntry,
  type Sector,
} from "#app/domain/roles.ts";

export const now = new Date("2011-03-01T12:40:00.000Z");
export const ms = (at: Date, delta: number): Date => new Date(at.getTime() + delta);
export const hours = (at: Date, count: number): Date => ms(at, count * 3_600_000);

export const accessBody: Body = { kind: "group", groupId: "access" };
export const genderBody: Body = { kind: "group", groupId: "gender" };
export const officersBody: Body = { kind: "officers", cycleId: "elac2015" };

interface Hold {
  readonly office: Office;
  readonly body: Body;
  readonly country?: Iso;
  readonly sector?: Sector;
  readonly chair?: boolean;
  readonly until?: Date;
}

export function grants(hold: Hold): readonly Grant[] {
  return rightsOf(hold.office).map((right) => ({
    id: `${hold.office}-${hold.country ?? ""}-${right}`,
    right,
    office: hold.office,
    body: hold.body,
    country: hold.country ?? null,
    sector: hold.sector ?? null,
    chair: hold.chair ?? false,
    from: new Date("2010-11-23T00:00:00Z"),
    until: hold.until ?? null,
  }));
}

export function person(id: string, ...holds: readonly Hold[]): Person {
  return {
    kind: "person",
    id,
    name: id,
    email: `${id}@demo.example`,
    language: null,
    grants: holds.flatMap(grants),
  };
}

const focal = (country: Iso): Hold => ({
  office: "focal-point",
  body: { kind: "country", country },
  country,
});
const represents = (country: Iso, body: Body = accessBody): Hold => ({
  office: "representative",
  body,
  country,
});

/** Chair PE, Vice Chair CR; CL sponsors, BR co-sponsors; PE also chairs the officers; UY takes no part in the group. */
export const people = {
  stranger,
  "without grants": person("nobody"),
  observer: person("observer", { office: "observer", body: officersBody, sector: "civil-society" }),
  speaker: person("speaker", { office: "speaker", body: accessBody, country: "CL" }),
  agency: person("agency", { office: "agency", body: accessBody }),
  sponsor: person("cl", represents("CL")),
  "co-sponsor": person("br", represents("BR")),
  representative: person("jm", represents("JM")),
  "of another group": person("mx", represents("MX", genderBody)),
  chair: person("pe", represents("PE")),
  "vice chair": person("cr", represents("CR")),
  coordinator: person("coordinator", { office: "coordinator", body: accessBody, country: "PE" }),
  "focal point inside": person("focal-br", focal("BR")),
  "focal point of the chair": person("focal-pe", focal("PE")),
  "focal point outside": person("focal-uy", focal("UY")),
  officer: person("officer-ec", { office: "officer", body: officersBody, country: "EC" }),
  "chair of the officers": person("officer-pe", {
    office: "officer",
    body: officersBody,
    country: "PE",
    chair: true,
  }),
  secretariat: person("secretariat", { office: "secretariat", body: { kind: "secretariat" } }),
  "ended grant": person("was-cl", { ...represents("CL"), until: now }),
} as const satisfies Record<string, Actor>;

export type Role = keyof typeof people;
export const roles = Object.keys(people) as readonly Role[];

export const officers: OfficersFacts = { kind: "officers", cycleId: "elac2015", chairVacant: false };

export const group: GroupFacts = {
  kind: "group",
  groupId: "access",
  stage: "active",
  chair: "PE",
  viceChairs: ["CR"],
  participating: ["PE", "CR", "CL", "BR", "JM"],
  planReading: "members",
  officers,
};

export const plan: PlanFacts = {
  kind: "plan",
  planId: "plan",
  group,
  stage: "drafting",
  version: 0,
  succeeded: false,
};

export const goal: GoalFacts = {
  kind: "goal",
  goalId: "goal",
  group,
  stage: "draft",
  sponsor: "CL",
  cosponsors: ["BR"],
  discussedOnce: false,
  openedOnce: false,
  agreedOnce: false,
};

export const entry = (country: Iso, more: Partial<RollEntry> = {}): RollEntry => ({
  seat: country,
  country,
  group: null,
  occupied: true,
  chair: false,
  ...more,
});

export const groupRound: RoundFacts = {
  kind: "round",
  roundId: "round",
  roll: "group",
  entries: group.participating.map((country) => entry(country)),
  group,
  officers,
  chairVacant: false,
  othersFrom: null,
};

export const officersRound: RoundFacts = {
  ...groupRound,
  roll: "officers",
  entries: [entry("PE", { seat: "s1", chair: true }), entry("EC", { seat: "s2" })],
};
