/** Words of formal acts without a passage, and the record of it, so that what is left is proved like what stood there (domain §9). */
import { timesIn, withoutPassage } from "#app/domain/redaction.ts";
import type { Tx } from "#server/store/client.ts";
import { forgetWords } from "#server/store/redactions.ts";
import type { KeptAct } from "#server/store/redactions-formal.ts";

/** What stands in a round where words went: for the entry of the redaction that names the round. */
export interface RestatedRound {
  readonly roundId: string;
  readonly number: number;
  /** By the hash of the words that went: the field of `words` that holds what stands in their place. */
  readonly replaced: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
}

/** How often the words stand in a formal act and beside its entries, and what takes them out there. */
export function actWithout(
  tx: Tx,
  { rows, beside, rounds }: Pick<KeptAct, "rows" | "beside" | "rounds">,
  passage: string,
): { readonly times: number; readonly take: (now: Date) => Promise<readonly RestatedRound[]> } {
  const changes = rows.flatMap(({ fields, set }) => {
    const found = Object.entries(fields).flatMap(([name, held]) => {
      const { value, times } = valueWithout(held, passage);
      return times === 0 ? [] : [{ name, value, times }];
    });
    return found.length === 0 ? [] : [{ set, found }];
  });
  const words = beside.flatMap((word) => {
    const { text, times } = withoutPassage(word.value, passage);
    return times === 0 ? [] : [{ ...word, text, times }];
  });
  // What a row holds stands beside its entry once more: it is told once.
  const held = new Set(rows.flatMap(({ fields }) => Object.values(fields)));
  const alone = words.filter(({ value }) => !held.has(value));
  return {
    times: timesIn([...changes.flatMap(({ found }) => found), ...alone]),
    take: async (now) => {
      for (const { set, found } of changes)
        await set(Object.fromEntries(found.map(({ name, value }) => [name, value])), now);
      for (const { entryId, field } of words) await forgetWords(tx, entryId, field, now);
      return [...rounds].flatMap(([roundId, number]) => {
        const own = words.filter((word) => word.roundId === roundId);
        const named = own.map(({ hash, text }, at) => ({ hash, text, field: `restated-${at + 1}` }));
        if (named.length === 0) return [];
        const replaced = Object.fromEntries(named.map(({ hash, field }) => [hash, field]));
        return [
          {
            roundId,
            number,
            replaced,
            words: Object.fromEntries(named.map(({ field, text }) => [field, text])),
          },
        ];
      });
    },
  };
}

/** How often the passage stands in the words of a release of a goal, a group or a decision. */
export const standsInText = (canonical: string, passage: string): boolean =>
  valueWithout(JSON.parse(canonical), passage).times > 0;

/** Parts of a draft that people write; all others are codes, kinds and references. */
const written = new Set([
  "title",
  "paragraphs",
  "rationale",
  "names",
  "name",
  "purpose",
  "reasons",
  "mission",
]);

/** A text, or a draft, without the passage. */
function valueWithout(held: unknown, passage: string): { value: unknown; times: number } {
  if (typeof held === "string") {
    const { text, times } = withoutPassage(held, passage);
    return { value: text, times };
  }
  return draftWithout(held, passage, false);
}

function draftWithout(held: unknown, passage: string, isWritten: boolean): { value: unknown; times: number } {
  if (typeof held === "string" && isWritten) return valueWithout(held, passage);
  if (typeof held !== "object" || held === null) return { value: held, times: 0 };
  let times = 0;
  const part = (value: unknown, within: boolean): unknown => {
    const without = draftWithout(value, passage, within);
    times += without.times;
    return without.value;
  };
  const value = Array.isArray(held)
    ? held.map((one) => part(one, isWritten))
    : Object.fromEntries(
        Object.entries(held).map(([name, one]) => [name, part(one, isWritten || written.has(name))]),
      );
  return { value, times };
}
