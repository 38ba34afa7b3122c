import { z } from "zod";
import { offices } from "#app/domain/roles.ts";
import { positionKinds } from "#app/domain/round.ts";
import { identity, language, prose } from "./form.ts";
import { actedAs, instant } from "./round.ts";

const words = (maximum: number) =>
  prose(maximum, 0)
    .optional()
    .transform((text) => text || null);

const passage = z
  .string()
  .trim()
  .max(200)
  .optional()
  .transform((text) => text || null);

/** For which seat and in which office a formal form is given: "officer 0193…", "representative PE". */
const capacity = z
  .string()
  .max(64)
  .transform((text, context) => {
    const [office = "", seat = ""] = text.split(" ");
    const known = offices.find((name) => name === office);
    if (known !== undefined && seat !== "") return { office: known, seat };
    context.addIssue({ code: "custom", message: "field.choose-capacity" });
    return z.NEVER;
  });

const common = { roundId: identity, capacity, language };

const given = {
  kind: z.enum(positionKinds, "field.choose-position"),
  reservationPassage: passage,
  text: words(8000),
  confirmBy: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, "field.invalid")
    .optional()
    .transform((day) => day || null),
  objectionPassage: passage,
  reason: words(8000),
  lift: words(4000),
  amendment: words(8000),
  /** In a silence procedure other words may be offered without an objection; they break it all the same. */
  reservationAmendment: words(8000),
  explanation: words(8000),
};
const step = z.enum(["review", "change", "confirm"]).default("review");

/** The words that belong to the kind that was chosen; fields of the others are sent too, and left out here. */
function wordsOf(sent: z.output<z.ZodObject<typeof given>>) {
  const { kind, explanation } = sent;
  const reserves = kind === "joins-with-reservation";
  const objects = kind === "objects";
  return {
    kind,
    explanation,
    passage: reserves ? sent.reservationPassage : objects ? sent.objectionPassage : null,
    text: reserves ? sent.text : null,
    reason: objects ? sent.reason : null,
    lift: objects ? sent.lift : null,
    amendment: objects ? sent.amendment : reserves ? sent.reservationAmendment : null,
    confirmDay: kind === "ad-referendum" ? sent.confirmBy : null,
  };
}

const after = z.coerce.number().int().min(0).max(10_000);

/** A position as both steps send it. */
export const position = z
  .object({ ...common, ...given, releaseId: identity, after, step })
  .transform((sent) => {
    const { roundId, language: spoken, releaseId, after: known, step: at, capacity: held } = sent;
    return { roundId, language: spoken, releaseId, after: known, step: at, ...held, ...wordsOf(sent) };
  });

const received = {
  roundId: identity,
  seat: z.string("field.choose").min(1, "field.choose").max(64),
  office: z.enum(["officer", "representative", "focal-point"], "field.choose-capacity"),
  language,
  receivedAt: instant,
};

/** A position received by letter, as both steps send it; the second says what the first was told. */
export const letterPosition = z
  .object({ ...received, ...given, releaseId: identity, after: after.optional(), step })
  .transform((sent) => {
    const { roundId, seat, office, language: spoken, receivedAt, releaseId, after: known, step: at } = sent;
    return {
      roundId,
      seat,
      office,
      language: spoken,
      receivedAt,
      releaseId,
      after: known,
      step: at,
      ...wordsOf(sent),
    };
  });

/** What a capital said by letter of a position ad referendum. */
export const letterConfirmation = z.object({
  ...received,
  confirmed: z.enum(["yes", "no"], "field.choose").transform((word) => word === "yes"),
  step,
});

const ending = { roundId: identity, as: actedAs };

/** What else is done with a round from its page, told apart by `act`. */
export const roundStep = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("confirm"),
    ...common,
    confirmed: z.enum(["yes", "no"]).transform((word) => word === "yes"),
    step,
  }),
  z.object({ act: z.literal("explain"), ...common, text: prose(8000) }),
  z.object({
    act: z.literal("extend"),
    ...ending,
    before: z.iso.datetime("field.invalid").transform((text) => new Date(text)),
    closing: instant,
  }),
  z.object({ act: z.literal("withdraw-round"), ...ending, reason: prose(4000) }),
  z.object({ act: z.literal("annul-round"), ...ending, reason: prose(4000) }),
  z.object({ act: z.literal("record"), ...ending }),
]);
