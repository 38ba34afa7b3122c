/**
 * A target for every action of the policy, on which the grid is walked.
 * May import: app/domain. Begin with `targets`.
 */
import { region } from "#app/domain/facts.ts";
import type { Action, TargetOf } from "#app/domain/policy.ts";
import { accessBody, goal, group, groupRound, grants, officers, officersRound, plan } from "./sample.ts";

const membership = { kind: "membership", group, country: "BR" } as const;
const thread = { kind: "thread", group } as const;
const post = { kind: "post", group, authorId: "speaker" } as const;
const own = { kind: "person", personId: "jm" } as const;
const door = { kind: "door", operator: false, demonstration: false } as const;
const [grant] = grants({ office: "representative", body: accessBody, country: "BR" });
if (grant === undefined) throw new Error("a representative holds grants");
const voice = {
  kind: "voice",
  round: groupRound,
  seat: "PE",
  capacity: { office: "representative", country: "PE", body: accessBody },
} as const;
const tabled = { ...goal, stage: "tabled", discussedOnce: true, agreedOnce: true } as const;

/** The group keeps its drafts to its members; the goal is a draft of Chile that Brazil co-sponsors; the round is the group's. */
export const targets: { readonly [A in Action]: TargetOf<A> } = {
  "region.read": region,
  "group.read": group,
  "thread.read": thread,
  "round.read": groupRound,
  "record.read": region,
  "record.read-all": region,
  "desk.read": region,
  "secretariat.read": region,
  "health.read": region,
  "metrics.read": door,
  "minisite.read-draft": group,
  "minisite.edit": group,
  "minisite.publish": group,
  "minisite.news": group,
  "file.upload": group,
  "file.remove": group,
  "thread.open": group,
  "thread.post": thread,
  "thread.close": thread,
  "post.edit": post,
  "post.hide": post,
  "post.read-hidden": post,
  "plan.read-live": plan,
  "plan.read-adopted": plan,
  "plan.join": plan,
  "plan.presence": plan,
  "plan.edit": plan,
  "plan.begin": group,
  "plan.submit-to-group": plan,
  "plan.submit-to-officers": plan,
  "plan.end-consideration": { ...plan, stage: "officers" },
  "plan.return": { ...plan, stage: "officers" },
  "plan.freeze": plan,
  "plan.open-round": plan,
  "plan.revise": plan,
  "goal.read": goal,
  "goal.draft": group,
  "goal.edit": goal,
  "goal.discuss": goal,
  "goal.cosponsor": goal,
  "goal.take-over": { ...goal, sponsor: null },
  "goal.withdraw": goal,
  "goal.open-group-round": goal,
  "goal.table": goal,
  "goal.open-officers-round": tabled,
  "goal.return": tabled,
  "round.position": voice,
  "round.confirm": voice,
  "round.explain": voice,
  "round.enter-letter": groupRound,
  "round.extend": groupRound,
  "round.withdraw": officersRound,
  "round.record-outcome": groupRound,
  "group.propose": { kind: "country", country: "UY" },
  "group.propose-discontinuation": membership,
  "group.open-consultation": officers,
  "group.open-officers-round": officers,
  "group.set-reading": group,
  "group.enter-chair": group,
  "membership.nominate": membership,
  "membership.leave": membership,
  "coordinator.name": group,
  "seat.appoint": region,
  "seat.end": region,
  "focal-point.enter": region,
  "observer.enter": region,
  "grant.speak": membership,
  "grant.invite-agency": group,
  "grant.end": { kind: "grant", grant, chairCountry: "PE" },
  "person.invite": region,
  "person.suspend": own,
  "person.restore": own,
  "text.redact": region,
  "terms.edit": region,
  "agenda.import": region,
  "account.sign-in": region,
  "account.sign-in-as": door,
  "account.sign-out": region,
  "account.recover": region,
  "account.accept": region,
  "account.read": own,
  "account.edit": own,
  "account.change-password": own,
  "account.end-session": own,
};
