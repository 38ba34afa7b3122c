import { z } from "zod";
import { identity, language, line, prose } from "./form.ts";

const post = {
  language,
  text: prose(8_000),
  /** The voice to speak with, as the form offered it; the server looks for it among those the person holds. */
  as: z.string().max(80).default(""),
  onceKey: identity,
};

export const postForm = z.object({
  ...post,
  replyTo: z.coerce.number().int().min(1).nullable().catch(null),
});

export const threadForm = z.object({
  ...post,
  title: line(140, 3),
  subject: z.string().max(80).default(""),
  passage: z
    .string()
    .regex(/^\d{0,4}$/, "field.invalid")
    .transform((number) => (number === "" ? null : number))
    .nullable()
    .default(null),
});

export const editForm = z.object({ post: z.coerce.number().int().min(1), text: prose(8_000) });

export const hideForm = z.object({ post: z.coerce.number().int().min(1), reason: prose(500, 3) });

export const closeForm = z.object({ reason: prose(500, 3) });

/** What a form of the thread's page asks for; whatever else was sent is an answer. */
export const threadIntent = z.enum(["answer", "edit", "hide", "close"]).catch("answer");
