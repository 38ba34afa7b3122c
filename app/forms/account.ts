import { z } from "zod";
import { letterFamilies } from "#app/domain/letter-families.ts";
import { email, language } from "./form.ts";

/** As typed: a password is never trimmed. Its strength is judged where it is set. */
const password = z.string().min(1).max(1000);

/** A new password, typed twice. */
const chosenTwice = { password, again: z.string() };

const theSame = (given: { password: string; again: string }) => given.password === given.again;
const differs = { path: ["again"], message: "field.not-the-same" };

export const signingIn = z.object({ email, password });
export const signingInAs = z.object({ as: email });
export const forgetting = z.object({ email });
export const accepting = z.object({ ...chosenTwice, language }).refine(theSame, differs);
export const resetting = z.object(chosenTwice).refine(theSame, differs);
export const changingPassword = z.object({ current: password, ...chosenTwice }).refine(theSame, differs);
/** Whether letters that are not formal are wanted. */
export const declining = z.object({ wanted: z.enum(["yes", "no"]) });
export const choosingLetters = declining.extend({ family: z.enum(letterFamilies) });
export const choosingLanguage = z.object({ language });
export const endingSession = z.object({ handle: z.string().uuid("field.invalid") });

/** Where to go after signing in: a page of this site, in a language, and nothing else. */
export function pageToGoTo(wanted: string | null): string | null {
  return wanted !== null && /^\/(?:es|en|pt|fr)(?:\/[\w./-]*)?(?:\?[\w.=&%+-]*)?$/.test(wanted)
    ? wanted
    : null;
}
