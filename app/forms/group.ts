import { z } from "zod";
import { groupProposalLimits, type GroupNames } from "#app/domain/group-proposal.ts";
import { paragraphsOf } from "#app/domain/goal-text.ts";
import { languages } from "#app/domain/release.ts";
import { country, identity, language, line, prose } from "./form.ts";
import { actFields } from "./people.ts";
import { actedAs, roundTimes } from "./round.ts";

const { name, text, paragraphs, reasons } = groupProposalLimits;

const optionalName = line(name, 0).default("");
const names = {
  "name-es": optionalName,
  "name-en": optionalName,
  "name-pt": optionalName,
  "name-fr": optionalName,
};

type Named = Readonly<Record<keyof typeof names, string>>;

/** The names that were written, by language. */
const namesOf = (sent: Named): GroupNames =>
  Object.fromEntries(languages.map((one) => [one, sent[`name-${one}`]]).filter(([, words]) => words !== ""));

const optionalCountry = country
  .or(z.literal(""))
  .default("")
  .transform((iso) => iso || null);

const inParagraphs = (maximum: number) =>
  prose(maximum)
    .transform(paragraphsOf)
    .pipe(z.array(z.string()).min(1, "field.missing").max(paragraphs, "field.too-many-paragraphs"));

const creation = {
  ...names,
  language,
  area: z.string().trim().min(1, "field.choose").max(8, "field.invalid"),
  purpose: inParagraphs(text),
  chair: optionalCountry,
  "vice-1": optionalCountry,
  "vice-2": optionalCountry,
  "vice-3": optionalCountry,
  reasons: inParagraphs(reasons),
};

type Creation = Readonly<{
  [Field in keyof typeof creation]: z.output<(typeof creation)[Field]>;
}>;

const asCreation = <Sent extends Creation>(sent: Sent) => {
  const { area, purpose, chair, reasons: why } = sent;
  const viceChairs = [sent["vice-1"], sent["vice-2"], sent["vice-3"]].filter((iso) => iso !== null);
  const text = {
    proposes: "creation",
    names: namesOf(sent),
    purpose,
    area,
    chair,
    viceChairs: [...new Set(viceChairs)],
    reasons: why,
  } as const;
  return { text, language: sent.language };
};

const revision = z.coerce.number().int().min(0).max(2_147_483_647);

/** A new group; its id was made with the form, so that the form is taken once. */
export const proposingGroup = z
  .object({ ...creation, id: identity, country })
  .transform((sent) => ({ ...asCreation(sent), id: sent.id, country: sent.country }));

/** A change of what is proposed, from the page that showed `revision`: a group's creation or its end. */
export const editingGroup = z
  .object({ ...creation, country, revision })
  .transform((sent) => ({ ...asCreation(sent), country: sent.country, revision: sent.revision }));

/** That a group end, as it is first proposed and as it is changed. */
export const endingGroup = z.object({ reasons: inParagraphs(text), language, country, revision });

/** The steps of the chain that the page of a proposal sends, told apart by `act`. */
export const groupStep = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["co-propose", "leave-proposal", "revise-proposal"]), revision, country }),
  z.object({ act: z.literal("withdraw-proposal"), revision, country, reason: prose(4000) }),
  z.object({ act: z.literal("open-consultation"), revision, as: actedAs, ...roundTimes }),
  z.object({
    act: z.literal("open-officers-round"),
    revision,
    as: actedAs,
    mode: z.enum(["express", "silence"], "field.choose"),
    ...roundTimes,
  }),
  z.object({
    act: z.literal("withdraw-rounds"),
    as: actedAs,
    reason: prose(4000),
    rounds: z
      .string()
      .transform((sent) => sent.split(/\D+/).filter(Boolean).map(Number))
      .pipe(z.array(z.number().int())),
  }),
]);

/** New names, with the act they rest on. */
export const renamingGroup = z.object({ ...names, ...actFields }).transform((sent) => {
  const { kind, reference, date, from } = sent;
  return { names: namesOf(sent), kind, reference, date, from };
});
