/** What is said beside a plan's text, with quotes of it: comments on every paragraph, suggested words and their ends. */
import { randomUUID } from "node:crypto";
import { wordsOf, type PlanNode } from "#app/document/plan.ts";
import type { Hands } from "./hands.ts";

/** Comments on these clauses, each with all its words as the quote, and suggestions in some of them. */
export async function speakBeside(hands: Hands, plan: string, clauses: readonly PlanNode[]): Promise<void> {
  const { sowing } = hands;
  const paragraphs = clauses.filter(
    ({ type, attrs }) => type === "paragraph" && /-p\d+$/.test(String(attrs?.id)),
  );
  for (const [place, clause] of paragraphs.entries()) {
    const id = String(clause.attrs?.id);
    await hands.send(place % 2 === 0 ? "observer" : "br", `${plan}/comment?clause=${id}`, "comment", {
      words: wordsOf(clause),
      text: sowing.one("comment", 8000),
      language: "en",
    });
  }
  const numbers: string[] = [];
  for (const clause of paragraphs.slice(0, 6)) {
    const words = wordsOf(clause);
    const list = await hands.send("br", `${plan}/comment?clause=${String(clause.attrs?.id)}`, "suggest-0", {
      wanted: `${words} ${sowing.one("suggested words", 1900)} `,
      language: "en",
    });
    numbers.push(/#w(\d+)$/.exec(list)?.[1] ?? "");
  }
  const [first = "", second = "", third = ""] = numbers;
  const act = async (who: string, fields: Readonly<Record<string, string>>) => {
    const answer = await (await hands.as(who)).post(`${plan}/margin`, fields);
    if (answer.location === null) throw new Error(`${who} ${JSON.stringify(fields)}: ${answer.status}`);
  };
  const spoken = (field: string) => ({
    text: sowing.one(field, 8000),
    language: "en",
    onceKey: randomUUID(),
  });
  await act("chair", { act: "reject", number: first, reason: sowing.one("rejection", 500) });
  await act("cl", { act: "discuss", number: second, ...spoken("discussed words") });
  await act("cl", { act: "sponsor", number: third });
  const thread = await hands.found("br", `${plan}/comments`, /id="t(\d+)"/);
  await act("chair", { act: "answer", number: thread, ...spoken("answer") });
}
