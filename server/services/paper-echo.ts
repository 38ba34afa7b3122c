/** What a clause is once it was in a file and came back, by which what nobody changed is known. */
import type { PlanNode } from "#app/document/plan.ts";
import type { Echo } from "#app/document/settling.ts";
import { documentSymbol } from "#app/domain/document-symbol.ts";
import { readMarkdown } from "#server/intake/markdown.ts";
import { markdownOf } from "#server/present/markdown.ts";
import type { Paper } from "#server/present/paper.ts";
import type { PlanRecord } from "#server/store/plans.ts";

/** So many clauses that came back otherwise are asked after; beyond, a text was rather written anew. */
const most = 200;

/**
 * Of a Markdown file, which has no cells over several columns or rows, no lists in cells, and not every emphasis. Word files hold all
 * that a plan has and need none.
 */
export function markdownEcho(plan: PlanRecord, site: string): Echo {
  let asked = 0;
  const paper = (node: PlanNode): Paper => ({
    symbol: documentSymbol(plan.groupSlug, plan.period, { kind: "live" }),
    group: plan.groupSlug,
    slug: plan.groupSlug,
    period: plan.period,
    language: plan.language,
    copy: { kind: "live" },
    at: new Date(0).toISOString(),
    sha256: null,
    text: { type: "doc", content: [node] },
    countries: {},
    site,
    since: null,
    comments: [],
  });
  return ({ node }) => {
    if (++asked > most) return null;
    const { content } = readMarkdown(new TextEncoder().encode(markdownOf(paper(node))), site);
    return content.length === 1 ? (content[0] ?? null) : null;
  };
}
