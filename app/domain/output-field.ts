/**
 * The fields of an output that one fills in the text of a plan, each by its name (domain §6).
 * May import: this room. Begin with `fieldNames`; what each takes is in document/fields.ts.
 */

/** In the order of the keyboard. What is recorded of an output's progress is none of them: it stands beside the text. */
export const fieldNames = [
  "title",
  "responsible",
  "due",
  "funding",
  "status",
  "kind",
  "partners",
  "goals",
  "start",
  "currency",
  "amount",
  "fundingScope",
  "fundingSector",
  "indicator",
  "target",
  "evidence",
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Whether it is written in several lines. */
export const isLong = (name: FieldName): boolean =>
  name === "indicator" || name === "target" || name === "evidence";

/** What was sent for a field, as it may stand there: without control characters, on one line where the field has one. */
export function inField(name: FieldName, sent: string): string {
  const text = sent.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]+/gu, " ");
  return (isLong(name) ? text : text.replace(/\n+/g, " ")).trim();
}
