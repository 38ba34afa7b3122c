/** Which route shows which words, by the fields that they were filled into. */
import type { Sown } from "#test/hostile/sowing.ts";

export const shown: Readonly<Record<string, readonly string[]>> = {};
export const nowhere: readonly string[] = [];
export const whole: readonly (readonly [route: string, field: string, gone?: (sown: Sown) => boolean])[] = [
  ["groups.$slug.news.$item", "news"],
  ["groups.$slug.discussion.$thread", "post"],
  ["groups.$slug.plan._index", "text paragraph"],
  ["groups.$slug.plan._index", "comment"],
  ["groups.$slug.plan.comments", "comment"],
  ["groups.$slug.plan.comments", "text paragraph"],
  ["groups.$slug.plan.compare", "text paragraph"],
  ["groups.$slug.plan.print._index", "text paragraph"],
  ["groups.$slug.plan.import.$id", "text paragraph"],
  ["rounds.$number._index", "decided paragraph"],
];
