/** A scenario's figures as a table: medians, spread, ratios to the peer, and whether the goals were met. */
import { median, short, table, type Figures } from "./figures.ts";
import type { Goal, Scenario } from "./scenario.ts";
import type { SystemName } from "./systems.ts";

const peer: SystemName = "hocuspocus";

type Found = ReadonlyMap<SystemName, readonly Figures[]>;

const valuesOf = (found: Found, system: SystemName, figure: string): number[] =>
  (found.get(system) ?? []).flatMap((figures) => figures[figure] ?? []).filter(Number.isFinite);

/** The median, its spread, and how many times the peer's median it is. */
function cell(found: Found, system: SystemName, figure: string): string {
  const values = valuesOf(found, system, figure);
  if (values.length === 0) return "–";
  const middle = median(values);
  const spread = values.length > 1 ? ` [${short(Math.min(...values))}–${short(Math.max(...values))}]` : "";
  const theirs = median(valuesOf(found, peer, figure));
  const ratio = system === peer || !(theirs > 0) ? "" : ` (${(middle / theirs).toFixed(2)}×)`;
  return `${short(middle)}${spread}${ratio}`;
}

export function reportOf(scenario: Scenario, found: Found): string {
  const systems = [...found.keys()];
  const figures = [...new Set([...found.values()].flat().flatMap((run) => Object.keys(run)))];
  const lines = figures.map((figure) => [figure, ...systems.map((system) => cell(found, system, figure))]);
  const goals = scenario.goals.map((goal) => verdict(found, goal)).filter((line) => line !== null);
  return [`### ${scenario.name}: ${scenario.says}`, table(["", ...systems], lines), ...goals].join("\n\n");
}

/** Whether a goal is met; null where its systems were not measured. */
function verdict(found: Found, { figure, system, most, least, to }: Goal): string | null {
  const ours = median(valuesOf(found, system, figure));
  const theirs = to === undefined ? 1 : median(valuesOf(found, to, figure));
  const value = ours / theirs;
  if (!Number.isFinite(value)) return null;
  const met = (most === undefined || value <= most) && (least === undefined || value >= least);
  const unit = to === undefined ? "" : "×";
  const asked = `${most === undefined ? "≥" : "≤"} ${most ?? least}${unit}${to === undefined ? "" : ` of ${to}`}`;
  return `- ${system}, ${figure}: ${short(value)}${unit}, goal ${asked}: **${met ? "met" : "missed"}**`;
}
