/** A plan of about sixty pages after a long negotiation, and four hundred comments beside it. */
import { randomUUID } from "node:crypto";
import { anchorsIn } from "#app/document/anchor.ts";
import { parsePlan, type Plan } from "#app/document/plan.ts";
import { commentServices } from "#server/services/comments.ts";
import type { Store } from "#server/store/client.ts";
import { actorOf, groundOn } from "#test/factories.ts";
import type { LiveText } from "#test/running/database.ts";

const sections = 20;
const paragraphsEach = 10;
const outputsEach = 10;
/** 200 paragraphs of 85 words and 200 outputs of 35: 24,000 words, at 400 to a page. */
const words = { paragraph: 85, output: 35 } as const;
export const comments = 400;

const vocabulary = [
  ..."the countries of region agree on what they will do together and by when access networks schools rural".split(
    " ",
  ),
  ..."public services data training institutions measure report each year cost support small enterprises".split(
    " ",
  ),
];

/** So many words, other ones for each `seed`, so that each paragraph has its own. */
function prose(count: number, seed: number): string {
  let state = seed * 2_654_435_761 + 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return vocabulary[Math.floor(state / 65_536) % vocabulary.length] ?? "";
  };
  return `${Array.from({ length: count }, next).join(" ")} (${seed}).`;
}

const text = (value: string) => [{ type: "text", text: value }];

function outputAt(number: number) {
  return {
    type: "output",
    attrs: {
      id: `o${number}`,
      title: `Output ${number}: ${prose(6, number)}`,
      kind: "study",
      status: "planned",
      responsible: "CL; PE",
      goals: "1 2",
      due: "2012-06",
      indicator: prose(8, number),
    },
    content: [
      { type: "paragraph", attrs: { id: `o${number}p` }, content: text(prose(words.output, 5000 + number)) },
    ],
  };
}

/** Sections of a heading, paragraphs and outputs. */
export const longPlan: Plan = parsePlan({
  type: "doc",
  content: Array.from({ length: sections }, (_, section) => [
    { type: "heading", attrs: { id: `h${section}`, level: 1 }, content: text(`Section ${section + 1}`) },
    ...Array.from({ length: paragraphsEach }, (__, index) => {
      const number = section * paragraphsEach + index;
      return {
        type: "paragraph",
        attrs: { id: `p${number}` },
        content: text(prose(words.paragraph, number)),
      };
    }),
    ...Array.from({ length: outputsEach }, (__, index) => outputAt(section * outputsEach + index)),
  ]).flat(),
});

const noLimits = {
  trySignIn: async () => undefined,
  signedIn: async () => undefined,
  tryLetter: async () => undefined,
  tryPost: async () => undefined,
  tryFile: async () => undefined,
};

/** Everybody in turn comments on words of a paragraph or of an output's description, through the service. */
export async function addComments(store: Store, live: LiveText): Promise<void> {
  const ground = groundOn(store);
  ground.clock.set(new Date());
  const services = commentServices(ground, noLimits);
  const actors = await store.transaction((tx) => Promise.all(live.editors.map(({ id }) => actorOf(tx, id))));
  for (let index = 0; index < comments; index++) {
    const number = Math.floor(index / 2) % (sections * paragraphsEach);
    // In turns beside a paragraph and beside an output's description.
    const [clause, said] =
      index % 2 === 0
        ? [`p${number}`, prose(words.paragraph, number)]
        : [`o${number}`, prose(words.output, 5000 + number)];
    const quote = said.split(" ").slice(8, 14).join(" ");
    const [anchor] = anchorsIn(longPlan, live.epoch, clause, quote);
    const actor = actors[index % actors.length];
    if (!actor || !anchor) throw new Error(`“${quote}” is not in ${clause}`);
    const form = { language: "en", text: prose(20, index), as: "", onceKey: randomUUID() } as const;
    await services.comment(actor, live.groupId, { ...form, anchor });
  }
}
