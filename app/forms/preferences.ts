import { z } from "zod";
import { language } from "./form.ts";

/** A reader's choice, and the page to lead back to: an address of this site only, as a header can hold it. */
export const preferences = z.object({
  language: language.optional(),
  theme: z.enum(["light", "dark", "device"]).optional(),
  in: language.optional(),
  back: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/)
    .catch("/"),
});
