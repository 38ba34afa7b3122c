/** A copy of a plan for machines: version 1 of `elac-plan`. */
import { jsonOf } from "#app/document/plan.ts";
import { canonicalJson } from "#app/domain/release.ts";
import type { Paper } from "./paper.ts";

/**
 * Canonical JSON (RFC 8785) as a whole, so that what stands under `text` is, byte for byte, what `sha256` is taken over. For live
 * text `sha256` is null: nothing was frozen.
 */
export function planJson(paper: Paper): string {
  const { symbol, group, slug, period, language, copy, at, sha256, text } = paper;
  return canonicalJson({
    format: "elac-plan",
    version: 1,
    symbol,
    group: { name: group, address: slug },
    period,
    language,
    copy: copy.kind,
    number: copy.kind === "live" ? null : copy.number,
    at,
    sha256,
    text: jsonOf(text),
  });
}
