/**
 * Blocks of a file that came with the look of another. Below a paragraph that a tracked change deletes LibreOffice writes the next
 * one with the style of the deleted: a heading as a paragraph, the first item of a list as one, a paragraph as an item. What such a
 * block is by that says nothing; where it says what its clause said, it is that clause. Begin with `restored`.
 */
import { field, type PlanNode } from "./plan.ts";
import type { Clause } from "./reading.ts";
import { saidInLine, wordsOfBlock } from "./saying.ts";

/** A block of a file; `joined`: it stands below a paragraph that a tracked change deletes. */
export type Block = PlanNode & { readonly joined?: true };

/** The blocks, those as they were whose look says nothing. */
export function restored(blocks: readonly Block[], live: readonly Clause[]): readonly PlanNode[] {
  const clauses = new Map(live.map((clause) => [clause.id, clause.node]));
  const found: PlanNode[] = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (block === undefined) break;
    const was = block.joined === true ? clauses.get(field(block, "id")) : undefined;
    const end = was?.type.endsWith("_list") === true ? endOf(was, blocks, at) : null;
    if (was !== undefined && end !== null) {
      found.push(was);
      at = end;
    } else found.push(was === undefined ? block : asLine(block, was));
  }
  return found;
}

/** A heading or paragraph whose words are the same; its looks may be others. */
function asLine(block: PlanNode, was: PlanNode): PlanNode {
  const isLine = was.type === "paragraph" || was.type === "heading";
  if (!isLine || wordsOfBlock(block) !== wordsOfBlock(was)) return block;
  const [line] = linesIn(block);
  return { type: was.type, attrs: { ...was.attrs }, content: line?.content ?? [] };
}

/** The last of the blocks that together say what a list said: its first item stands alone before the rest. Null where they do not. */
function endOf(was: PlanNode, blocks: readonly PlanNode[], at: number): number | null {
  const wanted = linesIn(was).map(saidOf);
  let held = 0;
  for (let end = at; end < blocks.length; end++) {
    const block = blocks[end];
    if (block === undefined || (end > at && field(block, "id") !== "")) return null;
    for (const line of linesIn(block)) if (saidOf(line) !== wanted[held++]) return null;
    if (held === wanted.length) return end;
  }
  return null;
}

/** The paragraphs and headings in a block, in order. */
function linesIn(node: PlanNode): readonly PlanNode[] {
  return node.type === "paragraph" || node.type === "heading"
    ? [node]
    : (node.content ?? []).flatMap(linesIn);
}

const saidOf = (line: PlanNode): string => JSON.stringify(saidInLine(line.content ?? []));
