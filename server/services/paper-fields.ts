/** The fields of outputs in a text from a file: beside what the outputs of the live text hold. */
import { attribute } from "#app/document/attributes.ts";
import type { Attrs, PlanNode } from "#app/document/plan.ts";
import type { ReadFields } from "#app/document/settling.ts";
import type { Language } from "#app/domain/release.ts";
import { attrsOfField, outputFields, outputSpeaker } from "#app/i18n/output-fields.ts";
import { translator } from "#app/i18n/translate.ts";
import type { DraftNode } from "#server/intake/draft.ts";

/**
 * Reads the fields of an output as the file says them; `names` are those of countries, by language. A field whose words are those
 * that the output would say by itself keeps its value (a date is said in words, and kept as a date); one that is not in the file
 * stays as it is.
 */
export function fieldsIn(names: ReadonlyMap<Language, Readonly<Record<string, string>>>): ReadFields {
  return (block: PlanNode, before: Attrs | null) => {
    const { said = {}, spoken } = block as DraftNode;
    if (spoken === undefined) return { attrs: before ?? {}, unread: [] };
    const speaker = outputSpeaker(translator(spoken), spoken, names.get(spoken) ?? {});
    const attrs: Record<string, string | number> = {};
    const unread: string[] = [];
    const keep = (field: (typeof outputFields)[number]) => {
      for (const name of attrsOfField(field)) {
        const held = before?.[name];
        if (held !== undefined) attrs[name] = held;
      }
    };
    for (const field of outputFields) {
      const words = said[field];
      const has = before === null ? "" : speaker.say(field, before);
      if (words === undefined || words === has.replace(/\s+/g, " ").trim()) {
        keep(field);
        continue;
      }
      const found = speaker.read(field, words);
      const fits =
        found !== null &&
        Object.entries(found).every(([name, value]) => attribute("output", name, value) !== null);
      if (fits) Object.assign(attrs, found);
      else {
        keep(field);
        unread.push(`${speaker.label(field)}: ${words}`.slice(0, 80));
      }
    }
    return { attrs, unread };
  };
}
