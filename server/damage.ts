/** Damage to the log of a live text, told: to the operator by figure and log, to whoever has it open by the bus. */
import { Counter, type Registry } from "prom-client";
import type { Bus } from "./bus.ts";
import type { Log } from "./log.ts";
import type { Damage } from "./store/log-damage.ts";

/** What hears of damage. The log names the document and the row, and nothing of the text. */
export function damageTold(to: {
  readonly bus: Bus;
  readonly log: Log;
  readonly registry: Registry;
}): (damage: Damage) => void {
  const counted = new Counter({
    name: "elac_log_damage_total",
    help: "Live texts: folds and rows found not to be what was written, since the start.",
    labelNames: ["what"],
    registers: [to.registry],
  });
  return (damage) => {
    counted.inc({ what: damage.what });
    to.log.error({ ...damage }, "the log of a live text is damaged");
    if (damage.what === "row") to.bus.tell({ kind: "text-damaged", documentId: damage.documentId });
  };
}
