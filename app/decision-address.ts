/** Decisions of groups in addresses: "/groups/gender/decisions/4". */
import { refuse } from "#app/domain/refusal.ts";

/** The group's slug and the decision's number. Refuses `decision.unknown`. */
export function numberOfDecision(params: Readonly<Record<string, string | undefined>>): {
  readonly slug: string;
  readonly number: number;
} {
  const { slug = "", number = "" } = params;
  if (!/^[1-9]\d{0,8}$/.test(number)) throw refuse("unknown", "decision.unknown");
  return { slug, number: Number(number) };
}
