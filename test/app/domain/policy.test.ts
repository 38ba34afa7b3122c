import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { actions, demand, may, policy, type Action } from "#app/domain/policy.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { rightsOf, type Capacity } from "#app/domain/roles.ts";
import { decidingCapacities, hasStanding, speakingCapacities } from "#app/domain/part.ts";
import {
  accessBody,
  goal,
  group,
  groupRound,
  now,
  hours,
  officersRound,
  people,
  person,
  plan,
  roles,
  type Role,
} from "./sample.ts";
import { targets } from "./sample-targets.ts";

/**
 * Every action (row) for every role (column): x may, a dot may not. Changing a cell is changing a right.
 * Columns: stranger · without grants · observer · speaker · agency · sponsor · co-sponsor ·
 * representative · of another group · chair · vice chair · coordinator · focal point inside ·
 * focal point of the chair · focal point outside · officer · chair of the officers · secretariat ·
 * ended grant.
 */
const grid = `
region.read                    x x x x x x x x x x x x x x x x x x x
group.read                     x x x x x x x x x x x x x x x x x x x
thread.read                    x x x x x x x x x x x x x x x x x x x
round.read                     x x x x x x x x x x x x x x x x x x x
record.read                    x x x x x x x x x x x x x x x x x x x
record.read-all                . . . . . . . . . . . . . . . . . x .
desk.read                      . x x x x x x x x x x x x x x x x x x
secretariat.read               . . . . . . . . . . . . . . . . . x .
health.read                    x x x x x x x x x x x x x x x x x x x
metrics.read                   . . . . . . . . . . . . . . . . . . .
minisite.read-draft            . . . . . . . . . x x x . . . . . x .
minisite.edit                  . . . . . . . . . x x x . . . . . x .
minisite.publish               . . . . . . . . . x x x . . . . . x .
minisite.news                  . . . . . . . . . x x x . . . . . x .
file.upload                    . . . . . . . . . x x x . . . . . x .
file.remove                    . . . . . . . . . x x x . . . . . x .
paper.file                     . . x . . . . . . . . . . . . x x x .
paper.remove                   . . x . . . . . . . . . . . . . x x .
thread.open                    . . x x x x x x . x x x x x x x x x .
thread.post                    . . x x x x x x . x x x x x x x x x .
thread.close                   . . . . . . . . . x . x . . . . . x .
thread.resolve                 . . . x . x x x . x x x x x . . . x .
thread.reopen                  . . x x x x x x . x x x x x x x x x .
post.edit                      . . . x . . . . . . . . . . . . . . .
post.hide                      . . . . . . . . . x . . . . . . . x .
post.read-hidden               . . . . . . . . . x . . . . . . . x .
account.sign-in                x x x x x x x x x x x x x x x x x x x
account.sign-in-as             . . . . . . . . . . . . . . . . . . .
account.sign-out               . x x x x x x x x x x x x x x x x x x
account.recover                x x x x x x x x x x x x x x x x x x x
letters.decline                x x x x x x x x x x x x x x x x x x x
account.accept                 x x x x x x x x x x x x x x x x x x x
account.read                   . . . . . . . x . . . . . . . . . . .
account.edit                   . . . . . . . x . . . . . . . . . . .
account.change-password        . . . . . . . x . . . . . . . . . . .
account.end-session            . . . . . . . x . . . . . . . . . . .
plan.read-live                 . . x x x x x x . x x x x x x x x x .
plan.read-adopted              x x x x x x x x x x x x x x x x x x x
plan.join                      . . x x x x x x . x x x x x x x x x .
plan.presence                  . . x x x x x x . x x x x x x x x x .
plan.edit                      . . . . . x x x . x x x x x . . . . .
plan.name-version              . . . . . x x x . x x x x x . . . . .
plan.restore-text              . . . . . . . . . x x x . . . . . . .
plan.export                    . . x x x x x x . x x x x x x x x x .
plan.import                    . . . . . x x x . x x x x x . . . . .
plan.begin                     . . . . . . . . . x . x . . . . . . .
plan.submit-to-group           . . . . . . . . . x . . . . . . . . .
plan.submit-to-officers        . . . . . . . . . x . . . . . . . . .
plan.end-consideration         . . . . . . . . . . . . . . . . x . .
plan.comment                   . . . . . . . . . . . . . . . x x . .
plan.return                    . . . . . . . . . . . . . . . x x . .
plan.freeze                    . . . . . . . . . x . . . . . . . . .
plan.take-amendment            . . . . . . . . . x . . . . . . . . .
plan.open-round                . . . . . . . . . x . . . . . . . . .
plan.revise                    . . . . . . . . . x . . . . . . . . .
output.record-progress         . . . . . . x . . x x x x . . . . . .
wording.suggest                . . x x x x x x . x x x x x x x x x .
wording.sponsor                . . . . . x x x . x x . x x . . . . .
wording.unsponsor              . . . . . x x x . x x . x x . . . . .
wording.accept                 . . . . . . . . . x x x . . . . . . .
wording.reject                 . . . . . . . . . x x x . . . . . . .
wording.withdraw               . . . x . . . . . . . . . . . . . . .
goal.read                      . . x x x x x x . x x x x x x x x x .
goal.draft                     . . . . . x x x . x x . x x . . . . .
goal.edit                      . . . . . x x . . . . . x . . . . . .
goal.discuss                   . . . . . x . . . . . . . . . . . . .
goal.cosponsor                 . . . . . . . x . x x . . x . . . . .
goal.take-over                 . . . . . . x . . x . . x . . . . . .
goal.withdraw                  . . . . . x . . . . . . . . . . . . .
goal.take-amendment            . . . . . . . . . x . . . . . . . . .
goal.open-group-round          . . . . . . . . . x . . . . . . . . .
goal.table                     . . . . . . . . . x . . . . . . . . .
goal.open-officers-round       . . . . . . . . . . . . . . . . x . .
goal.return                    . . . . . . . . . . . . . . . . x . .
round.position                 . . . . . . . . . x . . . . . . . . .
round.confirm                  . . . . . . . . . x . . . . . . . . .
round.explain                  . . . . . . . . . x . . . . . . . . .
round.enter-letter             . . . . . . . . . . . . . . . . . x .
round.extend                   . . . . . . . . . x . . . . . . . . .
round.withdraw                 . . . . . . . . . . . . . . . . x . .
round.annul                    . . . . . . . . . . . . . . . . x . .
round.record-outcome           . . . . . . . . . x . . . . . . . . .
decision.read                  . . x x x x x x . x x x x x x x x x .
decision.propose               . . . . . x x x . x x . x x . . . . .
decision.edit                  . . . . . . x . . x . . x . . . . . .
decision.take-amendment        . . . . . . . . . x . . . . . . . . .
decision.open-round            . . . . . . . . . x . . . . . . . . .
decision.drop                  . . . . . . x . . . . . x . . . . . .
group.propose                  . . . . . . . . . . . . . . x . . . .
group.propose-discontinuation  . . . . . . . . . . . . x . . . . . .
group.open-consultation        . . . . . . . . . . . . . . . . x . .
group.take-amendment           . . . . . . . . . . . . . . . . x . .
group.open-officers-round      . . . . . . . . . . . . . . . . x . .
group.set-reading              . . . . . . . . . x . . . . . . . . .
group.enter-chair              . . . . . . . . . . . . . . . . . x .
membership.nominate            . . . . . . . . . . . . x . . . . . .
membership.leave               . . . . . . . . . . . . x . . . . . .
coordinator.name               . . . . . . . . . x . . . x . . . . .
seat.appoint                   . . . . . . . . . . . . . . . . . x .
seat.end                       . . . . . . . . . . . . . . . . . x .
seat.elect                     . . . . . . . . . . . . . . . . . x .
focal-point.enter              . . . . . . . . . . . . . . . . . x .
observer.enter                 . . . . . . . . . . . . . . . . . x .
grant.speak                    . . . . . . . . . . . . x . . . . . .
grant.suggest                  . . . . . . . . . x x x . . . . . . .
grant.answer-suggestion        . . . . . . . . . . . . x . . . . . .
grant.invite-agency            . . . . . . . . . . . . . . . . . x .
grant.end                      . . . . . . . . . . . . x . . . . x .
person.invite                  . . . . . . . . . . . . x x x . . x .
person.suspend                 . . . . . . . . . . . . . . . . . x .
person.restore                 . . . . . . . . . . . . . . . . . x .
person.erase                   . . . . . . . . . . . . . . . . . x .
letter.keep                    . . . . . x x x x x x . x x x x x x .
letter.read                    . . . . . . . x . . . . x . . . . x .
text.redact                    . . . . . . . . . . . . . . . . . x .
terms.edit                     . . . . . . . . . . . . . . . . . x .
agenda.import                  . . . . . . . . . . . . . . . . . x .
group.edit-proposal            . . . . . . . . . . . . . . x . . . .
group.revise-proposal          . . . . . . . . . . . . . . x . . . .
group.withdraw-proposal        . . . . . . . . . . . . . . x . . . .
group.leave-proposal           . . . . . . . . . . . . . . x . . . .
group.co-propose               . . . . . . . . . . . . . x . . . . .
group.withdraw-rounds          . . . . . . . . . . . . . . . . x . .
group.rename                   . . . . . . . . . . . . . . . . . x .
`;

function ask(role: Role, action: Action): boolean {
  // The targets are typed by action where they are made; a union of them is not followed here.
  return may(people[role], action, targets[action] as never, now);
}

const lines = grid
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));

describe("the grid of rights", () => {
  it("has a row for every action and a column for every role", () => {
    expect(lines.map(([action]) => action)).toEqual([...actions]);
    for (const [, ...cells] of lines) expect(cells).toHaveLength(roles.length);
  });

  const cells = lines.flatMap(([action, ...marks]) =>
    roles.map((role, at) => [action as Action, role, marks[at] === "x"] as const),
  );
  it.each(cells)("%s by %s: %s", (action, role, expected) => {
    expect(ask(role, action)).toBe(expected);
  });
});

describe("a right", () => {
  it("ends at its exact instant", () => {
    const leaving = person("cl", {
      office: "representative",
      body: accessBody,
      country: "CL",
      until: hours(now, 1),
    });
    expect(may(leaving, "plan.edit", plan, new Date(hours(now, 1).getTime() - 1))).toBe(true);
    expect(may(leaving, "plan.edit", plan, hours(now, 1))).toBe(false);
  });

  it("implies no other", () => {
    const all = people.representative;
    for (const right of rightsOf("representative")) {
      const only = { ...all, grants: all.grants.filter((grant) => grant.right === right) };
      expect([
        hasStanding(only, group, now),
        may(only, "thread.post", targets["thread.post"], now),
        may(only, "plan.edit", plan, now),
        decidingCapacities(only, groupRound, now).length > 0,
      ]).toEqual([right === "read", right === "speak", right === "edit", right === "decide"]);
    }
  });

  it("of a country's person ends when the country leaves the group", () => {
    const without = { ...group, participating: group.participating.filter((country) => country !== "JM") };
    expect(may(people.representative, "plan.edit", { ...plan, group: without }, now)).toBe(false);
    expect(may(people.representative, "thread.open", without, now)).toBe(false);
  });

  it("changes nothing in a group that is discontinued", () => {
    const ended = { ...group, stage: "discontinued" } as const;
    for (const role of roles) {
      expect(may(people[role], "plan.edit", { ...plan, group: ended }, now)).toBe(false);
      expect(may(people[role], "thread.open", ended, now)).toBe(false);
      expect(may(people[role], "minisite.edit", ended, now)).toBe(false);
      expect(may(people[role], "goal.draft", ended, now)).toBe(false);
    }
  });
});

describe("the Chair", () => {
  it("is replaced by a Vice Chair for formal steps only while no country is Chair", () => {
    const vacant = { ...group, chair: null };
    expect(may(people["vice chair"], "plan.freeze", { ...plan, group: vacant }, now)).toBe(true);
    expect(may(people["vice chair"], "plan.freeze", plan, now)).toBe(false);
    expect(may(people.chair, "plan.freeze", { ...plan, group: vacant }, now)).toBe(false);
  });

  it("who is late with an outcome is replaced by a Vice Chair or the secretariat, from the exact instant", () => {
    const late = { ...groupRound, othersFrom: now };
    const before = new Date(now.getTime() - 1);
    for (const role of ["vice chair", "secretariat"] as const) {
      expect(may(people[role], "round.record-outcome", late, before)).toBe(false);
      expect(may(people[role], "round.record-outcome", late, now)).toBe(true);
    }
    expect(may(people.representative, "round.record-outcome", late, now)).toBe(false);
  });

  it("of the officers is replaced by any officer while that seat is vacant", () => {
    const officers = { ...group.officers, chairVacant: true };
    expect(may(people.officer, "round.withdraw", { ...officersRound, officers }, now)).toBe(true);
    expect(may(people.officer, "round.withdraw", officersRound, now)).toBe(false);
  });
});

describe("a capacity", () => {
  const both = person(
    "both",
    { office: "representative", body: accessBody, country: "PE" },
    { office: "officer", body: { kind: "officers", cycleId: "elac2015" }, country: "PE", chair: true },
  );
  it("of one office never answers for the other", () => {
    const asOfficer: Capacity = {
      office: "officer",
      country: "PE",
      body: { kind: "officers", cycleId: "elac2015" },
    };
    const asChair: Capacity = { office: "representative", country: "PE", body: accessBody };
    const ask = (round: typeof groupRound, seat: string, capacity: Capacity): boolean =>
      may(both, "round.position", { kind: "voice", round, seat, capacity }, now);
    expect(ask(groupRound, "PE", asChair)).toBe(true);
    expect(ask(groupRound, "PE", asOfficer)).toBe(false);
    expect(ask(officersRound, "s1", asOfficer)).toBe(true);
    expect(ask(officersRound, "s1", asChair)).toBe(false);
    expect(ask(officersRound, "s2", asOfficer)).toBe(false);
  });

  it("is offered once each, the nearest first, to whoever speaks", () => {
    expect(speakingCapacities(both, group, now).map(({ office }) => office)).toEqual([
      "representative",
      "officer",
    ]);
  });

  it("of a focal point gives the country's position in a group and in a consultation", () => {
    const focal = people["focal point inside"];
    expect(decidingCapacities(focal, groupRound, now)).toEqual([
      { seat: "BR", capacity: { office: "focal-point", country: "BR", body: accessBody } },
    ]);
    expect(decidingCapacities(focal, { ...groupRound, roll: "region", group: null }, now)).toEqual([
      { seat: "BR", capacity: { office: "focal-point", country: "BR", body: { kind: "region" } } },
    ]);
    expect(decidingCapacities(people["focal point of the chair"], officersRound, now)).toEqual([]);
  });
});

describe("reading", () => {
  it("of the live plan is for everybody where the group so decides", () => {
    expect(
      may(people.stranger, "plan.read-live", { ...plan, group: { ...group, planReading: "everybody" } }, now),
    ).toBe(true);
  });

  it("of a goal opens to the group's readers once discussed, and to everybody from its round on", () => {
    const open = { ...group, planReading: "everybody" } as const;
    expect(may(people.stranger, "goal.read", { ...goal, group: open }, now)).toBe(false);
    expect(
      may(
        people.stranger,
        "goal.read",
        { ...goal, group: open, discussedOnce: true, stage: "discussed" },
        now,
      ),
    ).toBe(true);
    expect(may(people.stranger, "goal.read", { ...goal, discussedOnce: true, stage: "discussed" }, now)).toBe(
      false,
    );
    expect(
      may(
        people.stranger,
        "goal.read",
        { ...goal, discussedOnce: true, openedOnce: true, stage: "group-round" },
        now,
      ),
    ).toBe(true);
    // Also where the round ended without consensus: what was asked of the countries stays open.
    expect(
      may(
        people.stranger,
        "goal.read",
        { ...goal, discussedOnce: true, openedOnce: true, stage: "discussed" },
        now,
      ),
    ).toBe(true);
  });
});

describe("a refusal", () => {
  const refused = (act: () => void): unknown => {
    try {
      act();
    } catch (caught) {
      const refusal = refusalOf(caught);
      return refusal && [refusal.kind, refusal.key];
    }
    return null;
  };

  it("says who may", () => {
    expect(refused(() => demand(people.representative, "plan.freeze", plan, now))).toEqual([
      "forbidden",
      "may-not.plan.freeze",
    ]);
    expect(refused(() => demand(people.chair, "plan.freeze", plan, now))).toBeNull();
  });

  it("never tells a stranger that a draft exists, whatever is asked of it", () => {
    for (const action of actions.filter((name) => name.startsWith("goal.") && name !== "goal.draft")) {
      expect(refused(() => demand(people.stranger, action, goal as never, now))).toEqual([
        "unknown",
        "thing.unknown",
      ]);
    }
  });

  it("has its sentence and the row its own in four languages", () => {
    for (const language of ["es", "en", "pt", "fr"]) {
      const read = (name: string): Record<string, string> =>
        JSON.parse(readFileSync(`app/i18n/messages/${name}.${language}.json`, "utf8")) as Record<
          string,
          string
        >;
      const [says, refusals] = [read("policy"), read("refusals")];
      expect(Object.keys(says).sort()).toEqual([...actions].sort());
      for (const action of actions) {
        if (language === "en") expect(says[action]).toBe(policy[action].who);
        expect(refusals[`may-not.${action}`]).toContain(says[action]);
      }
    }
  });
});
