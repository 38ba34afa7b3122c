/**
 * Who may propose and open what a group decides about itself (domain §1, §5).
 * May import: this room. Begin with `decisionPolicy`; it is one part of the table in policy.ts.
 */

import type { DecisionFacts, GroupFacts } from "./facts.ts";
import { isWorking } from "./group.ts";
import { countriesOf, isChair, isViceChair, readsDrafts } from "./part.ts";
import { row } from "./policy-row.ts";
import type { Actor } from "./roles.ts";

const mayRead = (actor: Actor, { openedOnce, group }: DecisionFacts, now: Date): boolean =>
  openedOnce || readsDrafts(actor, group, now);

const decidesIn = (actor: Actor, group: GroupFacts, now: Date): boolean =>
  isWorking(group.stage) && countriesOf(actor, "decide", group, now).length > 0;

/** The country that proposed it; once that country has left, the Chair. */
const drops = (actor: Actor, { group, country }: DecisionFacts, now: Date): boolean => {
  if (!isWorking(group.stage)) return false;
  if (country !== null && group.participating.includes(country))
    return countriesOf(actor, "decide", group, now).includes(country);
  return isChair(actor, "decide", group, now);
};

/** The country that proposed it; the Chair too. */
const edits = (actor: Actor, decision: DecisionFacts, now: Date): boolean =>
  drops(actor, decision, now) ||
  (isWorking(decision.group.stage) && isChair(actor, "decide", decision.group, now));

/**
 * The Chair; where nobody can act for the Chair, a Vice Chair. Where nobody can act for any of them, no group would ever get
 * its first Chair: then any participating country opens the round on Chair and Vice Chairs, and on nothing else (platform default).
 */
const opens = (actor: Actor, decision: DecisionFacts, now: Date): boolean => {
  const { group, chairActs, viceChairActs, matter } = decision;
  if (!isWorking(group.stage)) return false;
  if (isChair(actor, "decide", group, now)) return true;
  if (chairActs) return false;
  if (isViceChair(actor, "decide", group, now)) return true;
  return matter === "chairs" && !viceChairActs && decidesIn(actor, group, now);
};

export const decisionPolicy = {
  "decision.read": row<DecisionFacts>(
    "The group decides who reads what is proposed in it; from a round on, everybody reads it.",
    "domain §2",
    mayRead,
    mayRead,
  ),
  "decision.propose": row<GroupFacts>(
    "Those who decide for a participating country propose decisions of the group.",
    "domain §5",
    decidesIn,
  ),
  "decision.edit": row<DecisionFacts>(
    "The country that proposed a decision changes its text, and so does the Chair.",
    "domain §3",
    edits,
    mayRead,
  ),
  "decision.take-amendment": row<DecisionFacts>(
    "After a round without consensus whoever may open the next one makes an amendment the text of the decision.",
    "domain §4",
    opens,
    mayRead,
  ),
  "decision.open-round": row<DecisionFacts>(
    "The Chair opens the round on a decision, else a Vice Chair; on a first Chair any participating country does.",
    "domain §5",
    opens,
    mayRead,
  ),
  "decision.drop": row<DecisionFacts>(
    "The country that proposed a decision drops it; once that country has left, the Chair does.",
    "domain §5",
    drops,
    mayRead,
  ),
} as const;
