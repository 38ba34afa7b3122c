/**
 * Who may move plans, goals and rounds along their chains (domain §4, §5, §8).
 * May import: this room. Begin with `workPolicy`; it is one part of the table in policy.ts.
 */

import type {
  GoalFacts,
  GroupFacts,
  OutputFacts,
  PlanFacts,
  RoundFacts,
  VoiceFacts,
  WordingFacts,
} from "./facts.ts";
import { isWorking } from "./group.ts";
import {
  accountingCapacities,
  countriesOf,
  decidingCapacities,
  entersOutcome,
  hasStanding,
  isCoordinator,
  isOfficer,
  keepsMinisite,
  presides,
  presidesOfficers,
  readsDrafts,
  roundPresiding,
  speakingCapacities,
  sponsors,
} from "./part.ts";
import { row } from "./policy-row.ts";
import { isSecretariat, sameCapacity, type Actor } from "./roles.ts";

const everybody = (): boolean => true;

const secretariat = (actor: Actor, _: unknown, now: Date): boolean => isSecretariat(actor, now);

const mayRead = (actor: Actor, goal: GoalFacts, now: Date): boolean => {
  if (goal.openedOnce) return true;
  return goal.discussedOnce ? readsDrafts(actor, goal.group, now) : hasStanding(actor, goal.group, now);
};

const chairs = (actor: Actor, thing: { readonly group: GroupFacts }, now: Date): boolean =>
  presides(actor, thing.group, now);

const editsPlan = (actor: Actor, plan: PlanFacts, now: Date): boolean =>
  !plan.succeeded &&
  isWorking(plan.group.stage) &&
  (countriesOf(actor, "edit", plan.group, now).length > 0 || isCoordinator(actor, "edit", plan.group, now));

const suggests = (actor: Actor, plan: PlanFacts, now: Date): boolean =>
  !plan.succeeded &&
  readsDrafts(actor, plan.group, now) &&
  speakingCapacities(actor, plan.group, now).length > 0;

const sponsorsWords = (actor: Actor, { plan }: WordingFacts, now: Date): boolean =>
  !plan.succeeded && isWorking(plan.group.stage) && countriesOf(actor, "edit", plan.group, now).length > 0;

const settlesWords = (actor: Actor, { plan }: WordingFacts, now: Date): boolean =>
  editsPlan(actor, plan, now) && keepsMinisite(actor, plan.group, now);

const presidesRound = (actor: Actor, round: RoundFacts, now: Date): boolean =>
  roundPresiding(actor, round, now).length > 0;

const voices = (actor: Actor, voice: VoiceFacts, now: Date): boolean =>
  decidingCapacities(actor, voice.round, now).some(
    (own) => own.seat === voice.seat && sameCapacity(own.capacity, voice.capacity),
  );

export const workPolicy = {
  "plan.read-live": row<PlanFacts>(
    "The group decides who reads its live plan: everybody, or those with a part in the group.",
    "domain §2",
    (actor, plan, now) => readsDrafts(actor, plan.group, now),
  ),
  "plan.read-adopted": row<PlanFacts>("Everybody reads adopted plans.", "domain §2", everybody),
  "plan.join": row<PlanFacts>(
    "Everybody who reads the live plan may follow it live.",
    "domain §2",
    (actor, plan, now) => readsDrafts(actor, plan.group, now),
  ),
  "plan.presence": row<PlanFacts>(
    "People with a part in the group are shown to the others at the plan.",
    "domain §2",
    (actor, plan, now) => hasStanding(actor, plan.group, now),
  ),
  "plan.edit": row<PlanFacts>(
    "Persons of participating countries and the coordinator edit the live plan.",
    "domain §2",
    editsPlan,
  ),
  "plan.name-version": row<PlanFacts>(
    "Whoever edits the live plan gives its text, as it is now, a name.",
    "domain §3",
    editsPlan,
  ),
  "plan.restore-text": row<PlanFacts>(
    "The Chair, the Vice Chairs and the coordinator put an earlier text back in place of the live one.",
    "domain §3",
    (actor, plan, now) => editsPlan(actor, plan, now) && keepsMinisite(actor, plan.group, now),
  ),
  "plan.export": row<PlanFacts>(
    "Who reads a text of the plan takes it away as a file; what a round decided on, everybody does.",
    "domain §2",
    (actor, plan, now) => readsDrafts(actor, plan.group, now),
  ),
  "plan.import": row<PlanFacts>(
    "Who edits the live plan puts a text from a file in its place, after seeing what it changes.",
    "domain §2",
    editsPlan,
  ),
  "plan.begin": row<GroupFacts>(
    "The Chair or the coordinator begins the plan of work.",
    "S2 II D b iv",
    (actor, group, now) =>
      presides(actor, group, now) || (isWorking(group.stage) && isCoordinator(actor, "edit", group, now)),
  ),
  "plan.submit-to-group": row<PlanFacts>("The Chair puts the plan before the group.", "S2 II D b iv", chairs),
  "plan.submit-to-officers": row<PlanFacts>(
    "The Chair sends the plan to the Presiding Officers.",
    "S2 II D b iv",
    chairs,
  ),
  "plan.end-consideration": row<PlanFacts>(
    "The Chair of the Presiding Officers ends their consideration.",
    "domain §5",
    (actor, plan, now) => presidesOfficers(actor, plan.group.officers, now),
  ),
  "plan.comment": row<PlanFacts>(
    "The Presiding Officers attach their comments to a plan that is before them.",
    "domain §5",
    (actor, plan, now) => isOfficer(actor, plan.group.officers, now),
  ),
  "plan.return": row<PlanFacts>(
    "The Chair returns the plan to drafting; while it is before the Presiding Officers, any of them does.",
    "domain §5",
    (actor, plan, now) =>
      plan.stage === "officers" ? isOfficer(actor, plan.group.officers, now) : chairs(actor, plan, now),
  ),
  "plan.freeze": row<PlanFacts>("The Chair freezes the definitive text.", "domain §5", chairs),
  "plan.take-amendment": row<PlanFacts>(
    "After a round without consensus the Chair makes an amendment the text of the plan.",
    "domain §4",
    chairs,
  ),
  "plan.open-round": row<PlanFacts>("The Chair opens the round on the plan.", "S2 II D b iv", chairs),
  "plan.revise": row<PlanFacts>("The Chair takes up an adopted plan again.", "domain §5", chairs),
  "output.record-progress": row<OutputFacts>(
    "Persons of a country that answers for an output, the Chair, the Vice Chairs and the coordinator record its progress.",
    "domain §6",
    (actor, output, now) => accountingCapacities(actor, output, now).length > 0,
  ),

  "wording.suggest": row<PlanFacts>(
    "Everybody with a right to speak in the group who reads the live plan suggests words for it.",
    "domain §2",
    suggests,
  ),
  "wording.sponsor": row<WordingFacts>(
    "Persons of participating countries sponsor suggested words.",
    "domain §2",
    sponsorsWords,
  ),
  "wording.unsponsor": row<WordingFacts>(
    "Persons of participating countries take back their country's sponsorship.",
    "domain §2",
    sponsorsWords,
  ),
  "wording.accept": row<WordingFacts>(
    "The Chair, the Vice Chairs and the coordinator take suggested words into the text.",
    "domain §2",
    settlesWords,
  ),
  "wording.reject": row<WordingFacts>(
    "The Chair, the Vice Chairs and the coordinator decline suggested words, with a reason.",
    "domain §2",
    settlesWords,
  ),
  "wording.withdraw": row<WordingFacts>(
    "Whoever suggested words takes them back, as long as the right to speak lasts.",
    "domain §2",
    (actor, { plan, authorId }, now) =>
      actor.kind === "person" && actor.id === authorId && suggests(actor, plan, now),
  ),

  "goal.read": row<GoalFacts>(
    "A draft is read by those with a part in the group; later the group decides; from a round on, everybody reads it.",
    "domain §2",
    mayRead,
    mayRead,
  ),
  "goal.draft": row<GroupFacts>(
    "Persons of participating countries draft a goal.",
    "S2 II D c iii",
    (actor, group, now) => isWorking(group.stage) && countriesOf(actor, "edit", group, now).length > 0,
  ),
  "goal.edit": row<GoalFacts>(
    "The sponsor and the co-sponsors edit the draft.",
    "domain §5",
    (actor, goal, now) => isWorking(goal.group.stage) && sponsors(actor, "edit", goal, true, now),
    mayRead,
  ),
  "goal.discuss": row<GoalFacts>(
    "The sponsor puts the draft before the group.",
    "domain §5",
    (actor, goal, now) => isWorking(goal.group.stage) && sponsors(actor, "edit", goal, false, now),
    mayRead,
  ),
  "goal.cosponsor": row<GoalFacts>(
    "Any other participating country co-sponsors a goal.",
    "domain §5",
    (actor, goal, now) =>
      isWorking(goal.group.stage) &&
      countriesOf(actor, "decide", goal.group, now).some(
        (country) => country !== goal.sponsor && !goal.cosponsors.includes(country),
      ),
    mayRead,
  ),
  "goal.take-over": row<GoalFacts>(
    "A co-sponsor or the Chair takes over a goal whose sponsor left the group or withdrew it before the group's consensus.",
    "domain §5",
    (actor, goal, now) => {
      const left = goal.sponsor === null || !goal.group.participating.includes(goal.sponsor);
      const adrift = left || (goal.stage === "withdrawn" && !goal.agreedOnce);
      const own = countriesOf(actor, "decide", goal.group, now);
      const cosponsor = goal.cosponsors.some((country) => own.includes(country));
      return adrift && isWorking(goal.group.stage) && (cosponsor || chairs(actor, goal, now));
    },
    mayRead,
  ),
  "goal.withdraw": row<GoalFacts>(
    "The sponsor withdraws a goal before the group's consensus; after it the Chair does, once the group has agreed.",
    "domain §5",
    (actor, goal, now) =>
      isWorking(goal.group.stage) &&
      (goal.agreedOnce ? chairs(actor, goal, now) : sponsors(actor, "decide", goal, false, now)),
    mayRead,
  ),
  "goal.take-amendment": row<GoalFacts>(
    "After a round without consensus the Chair of the body that decided makes an amendment the text of the goal.",
    "domain §4",
    (actor, goal, now) =>
      goal.stage === "tabled" ? presidesOfficers(actor, goal.group.officers, now) : chairs(actor, goal, now),
    mayRead,
  ),
  "goal.open-group-round": row<GoalFacts>(
    "The Chair opens the group's round on a goal.",
    "S2 II D c iii",
    chairs,
    mayRead,
  ),
  "goal.table": row<GoalFacts>(
    "The Chair tables a goal with the Presiding Officers.",
    "S2 II D c iii",
    chairs,
    mayRead,
  ),
  "goal.open-officers-round": row<GoalFacts>(
    "The Chair of the Presiding Officers opens their round on a goal.",
    "S2 II D c iii",
    (actor, goal, now) => presidesOfficers(actor, goal.group.officers, now),
    mayRead,
  ),
  "goal.return": row<GoalFacts>(
    "The Chair of the Presiding Officers returns a tabled goal, with reasons; in the group its Chair does.",
    "domain §5",
    (actor, goal, now) =>
      goal.stage === "tabled" ? presidesOfficers(actor, goal.group.officers, now) : chairs(actor, goal, now),
    mayRead,
  ),

  "round.position": row<VoiceFacts>(
    "One who decides for a seat on the roll gives its position, in that capacity.",
    "domain §4",
    voices,
  ),
  "round.confirm": row<VoiceFacts>(
    "One who decides for the seat confirms or declines its ad referendum.",
    "domain §4",
    voices,
  ),
  "round.explain": row<VoiceFacts>(
    "One who decides for a seat on the roll explains its position.",
    "domain §4",
    voices,
  ),
  "round.enter-letter": row<RoundFacts>(
    "The secretariat enters a position received by letter.",
    "domain §4",
    secretariat,
  ),
  "round.extend": row<RoundFacts>(
    "The Chair extends a round; among the Presiding Officers and in consultations, their Chair does.",
    "domain §4",
    presidesRound,
  ),
  "round.withdraw": row<RoundFacts>(
    "The Chair withdraws a round; among the Presiding Officers and in consultations, their Chair does.",
    "domain §4",
    presidesRound,
  ),
  "round.annul": row<RoundFacts>(
    "The Chair annuls a round opened by mistake, before any position; among the Presiding Officers and in consultations, their Chair does.",
    "domain §4",
    presidesRound,
  ),
  "round.record-outcome": row<RoundFacts>(
    "The Chair enters the outcome; after the working days that the terms give, or without a Chair, a Vice Chair or the secretariat does.",
    "domain §4",
    entersOutcome,
  ),
} as const;
