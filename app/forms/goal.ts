import { z } from "zod";
import { goalTextLimits, paragraphsOf } from "#app/domain/goal-text.ts";
import { country, identity, language, line, prose } from "./form.ts";
import { actedAs, roundTimes } from "./round.ts";

const words = {
  title: line(goalTextLimits.title),
  text: prose(goalTextLimits.text)
    .transform(paragraphsOf)
    .pipe(z.array(z.string()).min(1).max(goalTextLimits.paragraphs, "field.too-many-paragraphs")),
  rationale: prose(goalTextLimits.rationale, 0).default(""),
  area: z.string().trim().min(1, "field.choose").max(8, "field.invalid"),
  language,
};

interface Words {
  readonly title: string;
  readonly text: readonly string[];
  readonly rationale: string;
}

const asDraft = <Sent extends Words>({ title, text, rationale, ...rest }: Sent) => ({
  ...rest,
  text: { title, paragraphs: text, rationale },
});

const revision = z.coerce.number().int().min(0).max(2_147_483_647);

const as = actedAs;

/** A new draft; its id was made with the form, so that the form is taken once. */
export const drafting = z.object({ ...words, id: identity, country }).transform(asDraft);

/** A change of the draft, from the page that showed `revision`. */
export const editing = z.object({ ...words, revision }).transform(asDraft);

/** The steps of the chain and of its rounds that the page of a goal sends, told apart by `act`. */
export const goalStep = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["discuss", "table"]), revision, as }),
  z.object({ act: z.enum(["cosponsor", "take-over"]), revision, country }),
  z.object({ act: z.literal("withdraw"), revision, as, reason: prose(4000) }),
  z.object({ act: z.literal("return"), revision, as, reasons: prose(4000) }),
  z.object({
    act: z.enum(["open-group-round", "open-officers-round"]),
    revision,
    as,
    mode: z.enum(["express", "silence"]),
    ...roundTimes,
  }),
]);
