/** What the outline of a plan says: made once on the server, so that a page carries these few words and not the text twice. */
import type { OutputStatus } from "#app/document/attributes.ts";
import type { Plan } from "#app/document/plan.ts";
import { openPointsOf } from "#app/document/openness.ts";
import { outlineOf } from "#app/document/reading.ts";
import { pointLine, type PointLine, type Saying } from "./open-point-words.ts";

export interface PlanGlance {
  readonly sections: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly outputs: readonly {
      readonly id: string;
      readonly number: number;
      readonly title: string;
      readonly status: OutputStatus | null;
    }[];
  }[];
  /** Brackets and gaps, in the order of the text. */
  readonly points: readonly PointLine[];
}

export function glanceOf(plan: Plan, saying: Saying): PlanGlance {
  return {
    sections: outlineOf(plan).map((section) => ({
      id: section.id,
      number: section.number,
      title: section.title,
      outputs: section.outputs.map(({ id, number, title, status }) => ({ id, number, title, status })),
    })),
    points: openPointsOf(plan).map((point) => pointLine(saying, point)),
  };
}
