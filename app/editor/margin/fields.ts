/** Fields of outputs as the margin knows them: where they are, what they say, and how a note calls them. */
import { useMemo } from "react";
import type { Node } from "prosemirror-model";
import { useT } from "#app/components/speech.tsx";
import { anchorOfField } from "#app/document/anchor.ts";
import { valueIn } from "#app/document/fields.ts";
import type { Anchor } from "#app/document/margin.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { fieldChange, fieldLabel, outputSpeaker } from "#app/i18n/output-fields.ts";
import type { T } from "#app/i18n/speaker.ts";
import { clausesIn } from "../clauses.ts";
import { valueOf, type Tongue } from "../saying.ts";
import type { Written } from "./desk.ts";
import type { Item, SayChange } from "./items.ts";

/** What fields say to the reader, and what a suggestion makes of it. */
export function useFieldWords({ language, countries }: Tongue): {
  says(name: FieldName, value: string): string;
  readonly change: SayChange;
} {
  const t = useT();
  return useMemo(() => {
    const speaker = outputSpeaker(t, language, countries);
    return {
      says: (name, value) => speaker.value(name, value),
      change: (name, from, to) => fieldChange(speaker, name, from, to),
    };
  }, [t, language, countries]);
}

/** An anchor for a field of the output that begins at that place, as it is filled now; null where there is none. */
export function fieldAt(doc: Node, epoch: number, pos: number, field: FieldName): Anchor | null {
  const output = clausesIn(doc).find((one) => one.pos === pos && one.kind === "output");
  return output === undefined
    ? null
    : anchorOfField(epoch, output.id, field, valueIn(output.node.attrs, field));
}

/** Whether a draft suggests something for the same field, as it is filled now. */
export function isFor({ act, anchor, sending }: Written, of: Anchor): boolean {
  if (act !== "suggest" || anchor === null || sending.kind === "sending") return false;
  return anchor.field === of.field && anchor.clause === of.clause && anchor.quote === of.quote;
}

/** What a field of an output holds now; "" where there is no such output. */
export function valueOfField(doc: Node, clause: string, name: string): string {
  const output = clausesIn(doc).find(({ id }) => id === clause);
  return output === undefined ? "" : valueOf(output.node, name);
}

/** What each note about a field is about: "Due of output 3". */
export function aboutsOf(doc: Node, items: readonly Item[], t: T): ReadonlyMap<string, string> {
  return new Map(
    items.flatMap(({ key, anchor }) => {
      if (anchor.field === undefined) return [];
      const field = fieldLabel(t, anchor.field);
      const output = clausesIn(doc).find(({ id, kind }) => id === anchor.clause && kind === "output");
      const number = output?.numeral ?? null;
      return [
        [key, number === null ? t("margin:field.gone", { field }) : t("margin:field.of", { field, number })],
      ];
    }),
  );
}
