import { z } from "zod";
import { offices } from "#app/domain/roles.ts";
import { positionKinds } from "#app/domain/round.ts";
import { identity, language, prose } from "./form.ts";
import { instant } from "./round.ts";

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

/** A position as both steps send it. Fields of kinds that were not chosen are sent too, and left out here. */
export const position = z
  .object({
    ...common,
    releaseId: identity,
    after: z.coerce.number().int().min(0).max(10_000),
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
    explanation: words(8000),
    step: z.enum(["review", "change", "confirm"]).default("review"),
  })
  .transform(({ capacity: held, reservationPassage, objectionPassage, confirmBy, ...sent }) => {
    const { kind } = sent;
    const reserves = kind === "joins-with-reservation";
    const objects = kind === "objects";
    return {
      ...sent,
      ...held,
      passage: reserves ? reservationPassage : objects ? objectionPassage : null,
      text: reserves ? sent.text : null,
      reason: objects ? sent.reason : null,
      lift: objects ? sent.lift : null,
      amendment: objects ? sent.amendment : null,
      confirmDay: kind === "ad-referendum" ? confirmBy : null,
    };
  });

/** What else is done with a round from its page, told apart by `act`. */
export const roundStep = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("confirm"),
    ...common,
    confirmed: z.enum(["yes", "no"]).transform((word) => word === "yes"),
  }),
  z.object({ act: z.literal("explain"), ...common, text: prose(8000) }),
  z.object({
    act: z.literal("extend"),
    roundId: identity,
    before: z.iso.datetime("field.invalid").transform((text) => new Date(text)),
    closing: instant,
  }),
  z.object({ act: z.literal("withdraw-round"), roundId: identity, reason: prose(4000) }),
  z.object({ act: z.literal("annul-round"), roundId: identity, reason: prose(4000) }),
  z.object({ act: z.literal("record"), roundId: identity }),
]);
