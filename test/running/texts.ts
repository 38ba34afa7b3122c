/** Texts to type in, and where. */
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";
import type { Spot } from "./typing.ts";

/** A plan of so many paragraphs, each of about so many characters. */
export function paragraphs(count: number, length = 60): Plan {
  const words = "The countries of the region agree on what they will do together and by when. ";
  const text = words.repeat(Math.ceil(length / words.length)).slice(0, length);
  return {
    type: "doc",
    content: Array.from({ length: count }, (_, index) => ({
      type: "paragraph",
      attrs: { id: `p${index + 1}` },
      content: [{ type: "text", text }],
    })),
  };
}

/** The last character of each paragraph of a document's first state: where somebody may go on typing. */
export function endsOf(plan: Plan): Spot[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  const ends: Spot[] = [];
  for (const block of planFragment(doc).toArray()) {
    const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(text instanceof Y.XmlText)) continue;
    let last: Y.Item | null = text._start;
    while (last?.right) last = last.right;
    if (last) ends.push({ client: last.lastId.client, clock: last.lastId.clock });
  }
  doc.destroy();
  return ends;
}
