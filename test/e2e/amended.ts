/** Brings about what the demonstration does not show: an amendment that its Chair may make the text. */
import { clientOf } from "./client.ts";
import type { Product } from "./product.ts";
import { closingIn, roundOf } from "./rounds.ts";

/** A goal of telework on whose round Peru objected with an amendment; the round was withdrawn. */
export async function amendedGoal(
  product: Product,
): Promise<{ readonly goal: string; readonly amendment: string }> {
  const [colombia, argentina, peru] = await Promise.all(
    ["co", "ar", "pe"].map((who) => clientOf(product, who)),
  );
  if (!colombia || !argentina || !peru) throw new Error("three are signed in");
  const drafted = await colombia.submit("/en/groups/telework/goals/new", "goal", {
    title: "A register of telework centres",
    text: "Each country lists its telework centres.\n\nThe lists are published every year.",
    rationale: "",
    area: "E",
    country: "CO",
    language: "en",
  });
  const goal = drafted.location ?? "";
  await colombia.submit(goal, "discuss");
  await argentina.submit(goal, "open-group-round", { mode: "express", opening: "", closing: closingIn(10) });
  const round = await roundOf(product, goal);
  await peru.submit(`${round}/position`, "position", {
    kind: "objects",
    objectionPassage: "2",
    reason: "Our law asks for a consultation first.",
    lift: "That the words invite to publish.",
    amendment: "Countries are invited to publish the lists every year.",
    explanation: "",
    step: "confirm",
  });
  await argentina.submit(round, "withdraw-round", { reason: "To take up the amendment of Peru." });
  const { text, status } = await argentina.get(goal);
  const amendment = /href="\/en(\/amendments\/[0-9a-f-]+)"/.exec(text)?.[1];
  if (amendment === undefined) throw new Error(`${goal} (${status}) offers no amendment`);
  return { goal: goal.replace(/^\/en/, ""), amendment };
}
