/** What a page of the secretariat can confirm after its form was sent: the address carries one of these words. */
export const thingsDone = [
  "appointed",
  "vacated",
  "elected",
  "observer",
  "focal-point",
  "ended",
  "invited",
  "suspended",
  "restored",
  "erased",
  "redacted",
  "queued",
  "terms",
] as const;

/** The word in the address, or null for one that is none of ours. */
export function doneIn(url: URL): string | null {
  const word = url.searchParams.get("done");
  return thingsDone.find((known) => known === word) ?? null;
}
