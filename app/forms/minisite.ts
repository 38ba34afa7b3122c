import { z } from "zod";
import { language, line, prose } from "./form.ts";

const version = z.coerce.number().int().min(0).max(1_000_000).catch(0);

/** A page or a news item of a minisite. */
export const textForm = z.object({
  language,
  title: line(140, 3),
  text: prose(20_000),
  base: version,
});

/** The mandate has no title of its own. */
export const mandateForm = z.object({
  language,
  title: z
    .string()
    .optional()
    .transform(() => ""),
  text: prose(1_200),
  base: version,
});

/** Which button was pressed; whatever else was sent is a draft. */
export const intent = z.enum(["draft", "publish", "preview", "unpublish"]).catch("draft");

export const languageOnly = z.object({ language });

/** Title and language of a document; its bytes come beside them. */
export const fileForm = z.object({ title: line(140, 3), language });

export const removalForm = z.object({ file: z.string().uuid("field.invalid"), reason: prose(500, 3) });
