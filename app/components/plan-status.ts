/** Where a plan of work stands, in the short words of lists and minisites. */
import { planLadder, type PlanStage } from "#app/domain/plan.ts";
import type { Formatter } from "#app/i18n/format.ts";
import type { T } from "#app/i18n/speaker.ts";
import type { Step } from "./chain.tsx";

/** As a row of a list says it; `plan` is null for a group without one. */
export function planLine(
  t: T,
  format: Formatter,
  plan: {
    readonly stage: PlanStage;
    readonly stageSince: Date;
    readonly stageUntil: Date | null;
    readonly version: number;
  } | null,
): string {
  if (plan === null) return t("groups:status.none");
  if (plan.stage === "adopted")
    return t("groups:status.adopted", { date: format.longDay(plan.stageSince), version: plan.version });
  const stage = t(`chains:plan.${plan.stage}`);
  return plan.stageUntil === null
    ? stage
    : t("groups:status.until", { stage, date: format.longDay(plan.stageUntil) });
}

export interface PlanStanding {
  readonly stage: PlanStage;
  readonly version: number;
  readonly considerationEnds: Date | null;
}

/** As one sentence. */
export function planSentence(t: T, format: Formatter, plan: PlanStanding, considering: boolean): string {
  if (plan.stage === "officers")
    return considering && plan.considerationEnds !== null
      ? t("groups:plan.officers", { date: format.brief(plan.considerationEnds) })
      : t("groups:plan.officers.over");
  return t(`groups:plan.${plan.stage}`, { version: plan.version });
}

/** As the bars of its chain: what is done with its day, what is now, and what the next steps bring. */
export function planChain(
  t: T,
  format: Formatter,
  plan: PlanStanding,
  since: Date,
  reached: Readonly<Partial<Record<PlanStage, Date>>>,
  considerationDays: number,
): Step[] {
  const here = planLadder.indexOf(plan.stage);
  return planLadder.map((stage, place): Step => {
    const name = t(`chains:plan.${stage}`);
    if (place === here && stage !== "adopted") {
      const until = stage === "officers" ? plan.considerationEnds : null;
      const note =
        until === null
          ? t("groups:plan.note.since", { date: format.day(since) })
          : t("groups:plan.note.until", { date: format.brief(until) });
      return { name, note, state: "now" };
    }
    const next = planLadder[place + 1];
    const left = next === undefined ? reached[stage] : reached[next];
    if (place <= here)
      return { name, note: left === undefined ? undefined : format.day(left), state: "done" };
    return { name, note: aheadNote(t, stage, considerationDays), state: "ahead" };
  });
}

function aheadNote(t: T, stage: PlanStage, considerationDays: number): string | undefined {
  switch (stage) {
    case "officers":
      return t("groups:plan.note.working-days", { count: considerationDays });
    case "definitive":
      return t("groups:plan.note.frozen");
    case "round":
      return t("groups:plan.note.round");
    case "drafting":
    case "group":
    case "adopted":
      return undefined;
  }
}
