/** What is put on record along the chains: steps, proposals, rounds and the positions in them. */
import { closingIn, roundOf } from "../rounds.ts";
import { appendClauses } from "../live-text.ts";
import type { Hands } from "./hands.ts";
import { hostileText, open } from "#test/hostile/plan.ts";

const english = { language: "en" };

/** Everything that a position can say, under these fields. */
function position(hands: Hands, kind: "objects" | "joins-with-reservation") {
  const { sowing } = hands;
  const reserves = kind === "joins-with-reservation";
  return {
    kind,
    [reserves ? "reservationPassage" : "objectionPassage"]: "1",
    [reserves ? "text" : "reason"]: sowing.many(reserves ? "reservation" : "objection", { limit: 8000 }),
    ...(reserves
      ? {}
      : {
          lift: sowing.many("would lift", { limit: 4000 }),
          amendment: sowing.many("amendment", { limit: 8000, most: 10, but: open }),
        }),
    explanation: sowing.many("explanation", { limit: 8000, most: 20 }),
    ...english,
    step: "confirm",
  };
}

/** A name for the text, and its way to the group and back with comments: a release of it stays. */
export async function stepAlong(hands: Hands, plan: string): Promise<void> {
  const { sowing } = hands;
  await hands.send("br", `${plan}/versions`, "name-version", {
    name: sowing.one("version name", 120),
    note: sowing.one("version note", 500),
  });
  await hands.send("chair", `${plan}/step?act=submit-to-group`, "step");
  await hands.send("chair", `${plan}/step?act=return`, "step", {
    comments: sowing.many("step comments", { limit: 5000 }),
  });
}

/** A goal on whose round Peru objects. Answers the addresses of both. */
export async function decideOnGoal(hands: Hands, group: string, mode: "express" | "silence") {
  const { sowing, product } = hands;
  const goal = await hands.send("co", `${group}/goals/new`, "goal", {
    title: sowing.one("goal title", 160, open),
    text: sowing.many("goal text", { limit: 12_000, most: 25, but: open }),
    rationale: sowing.many("goal rationale", { limit: 4000 }),
    area: "E",
    country: "CO",
    ...english,
  });
  await hands.send("co", goal, "discuss");
  await hands.send("ar", goal, "open-group-round", { mode, opening: "", closing: closingIn(10) });
  const round = await roundOf(product, goal);
  await hands.send("pe", `${round}/position`, "position", position(hands, "objects"));
  return { goal, round };
}

/** The round ends with a reason. Answers the address of the amendment that may become the text. */
export async function withdraw(
  hands: Hands,
  { goal, round }: { readonly goal: string; readonly round: string },
) {
  const reason = hands.sowing.one("withdrawal reason", 4000);
  await hands.send("ar", round, "withdraw-round", { reason });
  return hands.found("ar", goal, /href="(\/en\/amendments\/[0-9a-f-]+)"/);
}

/** The plan of a group from nothing to its round, in which a country reserves. Answers the round. */
export async function decideOnPlan(hands: Hands, plan: string): Promise<string> {
  await hands.send("do", plan, "begin-plan", { period: "2011-2013", ...english });
  await appendClauses(hands.product, await hands.as("do"), plan, hostileText(hands.sowing, "decided", true));
  await hands.send("do", `${plan}/step?act=submit-to-group`, "step");
  await hands.send("do", `${plan}/step?act=submit-to-officers`, "step");
  await hands.send("officer-pe", `${plan}/step?act=end-consideration`, "step");
  await hands.send("do", `${plan}/step?act=freeze`, "step");
  const round = await hands.send("do", `${plan}/open-round`, "round", {
    mode: "express",
    closing: closingIn(10),
  });
  await hands.send("mx", `${round}/position`, "position", position(hands, "joins-with-reservation"));
  return round;
}

/** An officer's reservation in the round that the demonstration has open. */
export const reserve = (hands: Hands, round: string): Promise<string> =>
  hands.send("officer-uy", `${round}/position`, "position", position(hands, "joins-with-reservation"));

/** A commission that a group is asked to create. Answers the decision. */
export const proposeCommission = (hands: Hands, group: string): Promise<string> =>
  hands.send("mx", `${group}/decisions/new/commission`, "decision", {
    "name-en": hands.sowing.one("commission", 160, open),
    "name-es": hands.sowing.one("commission", 160, open),
    "name-pt": "",
    "name-fr": "",
    mission: hands.sowing.many("mission", { limit: 12_000, most: 25, but: open }),
    output: "o-escuela",
    countries: "BR\nTT",
    chair: "TT",
    ...english,
    step: "confirm",
  });

/** A group that is proposed. Answers its page. */
export function proposeGroup(hands: Hands): Promise<string> {
  const { sowing } = hands;
  const name = () => sowing.one("proposed group", 120, open);
  return hands.send("focal-cl", "/en/groups/propose", "group", {
    ...english,
    "name-en": name(),
    "name-es": name(),
    "name-pt": name(),
    "name-fr": name(),
    area: "D",
    purpose: sowing.many("group purpose", { limit: 12_000, most: 25, but: open }),
    reasons: sowing.many("group reasons", { limit: 4000, most: 25 }),
  });
}

/** All countries are consulted on it, and one objects. Answers the round. */
export async function consult(hands: Hands, group: string): Promise<string> {
  await hands.send("officer-pe", group, "open-consultation", { closing: closingIn(10) });
  const round = await roundOf(hands.product, group);
  await hands.send("focal-ar", `${round}/position`, "position", position(hands, "objects"));
  return round;
}
