/** All scenarios, in the order in which they run and are shown. */
import type { Scenario } from "./scenario.ts";
import { coldOpen, growth } from "./scenario-history.ts";
import { lifeScenarios } from "./scenario-life.ts";
import { typingScenarios } from "./scenario-typing.ts";

/** `trace`: where a recorded trace of edits lies, if it does. */
export const allScenarios = (trace: string): readonly Scenario[] => [
  ...typingScenarios,
  coldOpen(trace),
  ...lifeScenarios,
  growth,
];
