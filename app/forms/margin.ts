/** What may be sent about the words of a plan: comments on a passage, and words suggested for it. */
import { z } from "zod";
import { mentionAt, mentionLimit } from "#app/domain/mention.ts";
import { fieldNames, inField } from "#app/domain/output-field.ts";
import { inLines, wordingLimits } from "#app/domain/wording.ts";
import { identity, language, prose } from "./form.ts";

/** Characters of a relative position, of a clause's id, of a quote, and of what stands beside it. */
const limits = { position: 120, clause: 80, quote: 2000, beside: 32, text: 8_000 } as const;

const position = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .max(limits.position)
  .nullable();

/** Of words, or of a clause as a whole. */
const ofPassage = z.object({
  epoch: z.number().int().min(0),
  start: position,
  end: position,
  clause: z.string().min(1).max(limits.clause),
  quote: z.string().max(limits.quote),
  before: z.string().max(limits.beside),
  after: z.string().max(limits.beside),
});

const fieldName = z.enum(fieldNames, "field.invalid");

const json = z
  .string()
  .max(30_000)
  .transform((text, on): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      on.addIssue({ code: "custom", message: "field.invalid" });
      return z.NEVER;
    }
  });

/** An anchor (document/margin.ts) as JSON in a field: what a comment is about, and what may be suggested anew. */
const passageAnchor = json.pipe(ofPassage);
const anyAnchor = json.pipe(ofPassage.extend({ field: fieldName.optional() }));

/** Those who are to hear of a message, one mark a line (domain/mention.ts). */
const tell = z
  .string()
  .default("")
  .transform((text) => text.split("\n").filter((line) => mentionAt(line, 0)?.length === line.length))
  .transform((marks) => marks.slice(0, mentionLimit));

const number = z.coerce.number().int().min(1).max(999_999_999);

const voiced = {
  /** That of the page where it is left out. */
  language: language.optional(),
  as: z.string().max(80).default(""),
  onceKey: identity,
};

/** A message, with those who are to hear of it named at its end. */
const said = z
  .object({ ...voiced, text: prose(limits.text), tell })
  .transform(({ text, tell: marks, ...rest }) => ({
    ...rest,
    text: marks.length === 0 ? text : `${text}\n\n${marks.join(" ")}`,
  }));

export const commentForm = said.and(z.object({ anchor: passageAnchor }));
export const answerForm = said.and(z.object({ number }));
/** Words for a passage, or what a field of an output is to hold. */
export const suggestForm = z
  .object({ ...voiced, anchor: anyAnchor, replacement: z.string() })
  .transform((form) => {
    const { anchor, replacement } = form;
    const { field } = anchor;
    return { ...form, replacement: field === undefined ? inLines(replacement) : inField(field, replacement) };
  })
  .superRefine(({ replacement: input }, on) => {
    const maximum = wordingLimits.words;
    if (input.length > maximum)
      on.addIssue({
        code: "too_big",
        origin: "string",
        maximum,
        inclusive: true,
        path: ["replacement"],
        input,
      });
  });
export const numberForm = z.object({ number });
/** With the numbers of those that compete with it, as the page told them; the margin of the editor shows them as they come. */
export const acceptForm = numberForm.extend({
  told: z
    .string()
    .regex(/^(?:\d{1,9}(?:,\d{1,9})*)?$/)
    .transform((text) => (text === "" ? [] : text.split(",").map(Number)))
    .optional(),
});
/** That a reason is needed is said by the rule. */
export const rejectForm = z.object({ number, reason: z.string().max(wordingLimits.reason).default("") });

/** What is done beside the text. */
export const marginAct = z.enum([
  "comment",
  "answer",
  "resolve",
  "reopen",
  "suggest",
  "sponsor",
  "unsponsor",
  "accept",
  "reject",
  "withdraw",
  "discuss",
]);
export const whichAct = z.object({ act: marginAct });

/** From a page without script: the passage named by its clause and, where only some of its words are meant, by them. */
export const passageComment = said.and(
  z.object({ clause: z.string().min(1).max(limits.clause), words: z.string().max(limits.quote).default("") }),
);

/** The same for suggested words: a block of text as it was shown, and as it is to read. */
export const passageWording = z.object({
  ...voiced,
  clause: z.string().min(1).max(limits.clause),
  block: z.coerce.number().int().min(0).max(10_000),
  shown: z.string().max(20_000),
  wanted: z.string().transform(inLines).pipe(z.string().max(20_000)),
});

/** The same for a field of an output: what it holds as it was shown, and what it is to hold. */
export const fieldWording = z.object({
  ...voiced,
  clause: z.string().min(1).max(limits.clause),
  field: fieldName,
  shown: z
    .string()
    .max(limits.quote)
    .transform((text) => text.replace(/\r\n?/g, "\n")),
  wanted: z.string().max(20_000),
});

/** Which item of the list a form stands in: `w3`, `t7`. */
export const besideItem = z.object({
  of: z
    .string()
    .regex(/^[tw]\d{1,9}$/)
    .catch(""),
});
