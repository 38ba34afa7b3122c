/** What is told when brackets were closed: what stands now, and that undo brings the rest back. */
import type { Cleaning } from "#app/document/cleaning.ts";
import type { Wording } from "./brackets.ts";
import type { Tongue } from "./saying.ts";

/** `wordings` are those of the passage as it stood before. */
export function sayClosed({ t }: Tongue, { act, id }: Cleaning, wordings: readonly Wording[]): string {
  const words = quoted(t, wordings.find((one) => one.id === id)?.words ?? "");
  if (act === "accept" && wordings.length === 1) return t("closed.accept.alone", { words });
  return t(wordings.length === 1 ? "closed.strike" : `closed.${act}`, { words });
}

/** Words in quotation marks, the first of them where they are many. */
export function quoted(t: Tongue["t"], words: string): string {
  const plain = words.replace(/\s+/g, " ").trim();
  return t("quoted", {
    words: plain.length > 80 ? `${plain.slice(0, 80).replace(/\s+\S*$/, "")}…` : plain,
  });
}
