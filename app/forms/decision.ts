import { z } from "zod";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { decisionLimits } from "#app/domain/decision-text.ts";
import type { DecisionKind } from "#app/domain/decision.ts";
import { paragraphsOf } from "#app/domain/goal-text.ts";
import { modes } from "#app/domain/round.ts";
import { country, identity, language, line, prose, readFields } from "./form.ts";
import { actedAs, roundTimes } from "./round.ts";

const chosen = z.string("field.choose").trim().min(1, "field.choose").max(80, "field.invalid");
const oneCountry = country.or(z.literal("").transform(() => "")).refine((iso) => iso !== "", "field.choose");

const countries = z
  .string()
  .optional()
  // A browser sends the lines of a hidden field, as the second step has them, with its own line ends.
  .transform((text) => (text ?? "").split(/\s+/).filter((iso) => iso !== ""))
  .pipe(z.array(country).max(40));

const paragraphs = prose(decisionLimits.text).transform(paragraphsOf);

const revision = z.coerce.number().int().min(0).max(2_147_483_647);

/** What every form of a new decision sends, and every form that changes one. */
const proposing = z.object({ id: identity, country: oneCountry, language });
const editing = z.object({ revision, language });

const name = line(decisionLimits.name, 0).default("");

/** What is asked, by kind. */
const kinds = {
  chairs: z
    .object({ chair: oneCountry, viceChairs: countries, from: z.string().trim().max(10).default("") })
    .transform(({ chair, viceChairs, from }) => ({
      asked: { kind: "chairs", chair, viceChairs, from: from === "" ? null : from } satisfies DecisionAsked,
    })),
  commission: z
    .object({
      language,
      name,
      "name-es": name,
      "name-en": name,
      "name-pt": name,
      "name-fr": name,
      mission: paragraphs,
      output: chosen,
      countries,
      chair: oneCountry,
    })
    .transform(({ mission, output, countries: members, chair, language: written, ...said }) => ({
      asked: {
        kind: "commission",
        names: {
          es: said["name-es"],
          en: said["name-en"],
          pt: said["name-pt"],
          fr: said["name-fr"],
          ...(said.name === "" ? {} : { [written]: said.name }),
        },
        mission,
        outputId: output,
        countries: members,
        chair,
      } satisfies DecisionAsked,
    })),
  "end-commission": z
    .object({ commission: chosen, reasons: paragraphs })
    .transform(({ commission, reasons }) => ({
      asked: { kind: "end-commission", commissionId: commission, reasons } satisfies DecisionAsked,
    })),
  "goal-withdrawal": z.object({ goal: chosen, reasons: paragraphs }).transform(({ goal, reasons }) => ({
    asked: { kind: "goal-withdrawal", goalId: goal, reasons } satisfies DecisionAsked,
  })),
};

export interface SentProposal {
  readonly id: string;
  readonly country: string;
  readonly language: z.output<typeof language>;
  readonly asked: DecisionAsked;
}

/** A new decision of that kind, as both steps of its form send it. */
export function readProposal(kind: DecisionKind, fields: Readonly<Record<string, string>>): SentProposal {
  return readFields(z.intersection(proposing, kinds[kind]), fields);
}

export type SentEdit = Omit<SentProposal, "id" | "country"> & { readonly revision: number };

/** Another text for a decision of that kind, as both steps of its form send it. */
export function readEdit(kind: DecisionKind, fields: Readonly<Record<string, string>>): SentEdit {
  return readFields(z.intersection(editing, kinds[kind]), fields);
}

/** The acts that the page of a decision sends, told apart by `act`. */
export const decisionStep = z.discriminatedUnion("act", [
  z.object({ act: z.literal("drop"), revision, as: actedAs }),
  z.object({
    act: z.literal("open-round"),
    revision,
    as: actedAs,
    mode: z.enum(modes, "field.choose"),
    ...roundTimes,
  }),
]);

/** Chair and Vice Chairs as the secretariat enters them, beside the act that names them. */
export const enteringChair = z.object({ chair: oneCountry, viceChairs: countries });
