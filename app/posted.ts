/** A sent form on its way through an action: read, done, or shown again with what was entered. */
import type { AppLoadContext } from "@remix-run/node";
import { acting } from "#app/answers.ts";
import { entered, sentForm } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** Reads the form and does `work` with its fields; a body that is no form is refused like any other fault. */
export function posted<T>(request: Request, work: (fields: Readonly<Record<string, string>>) => Promise<T>) {
  return acting({}, async () => {
    const fields = await sentForm(request);
    return acting(entered(fields), () => work(fields));
  });
}

/**
 * Like `posted`, for a form that may carry a letter: the letter is kept first, and `work` has its id, or null without one.
 * A form that comes back still holds it.
 */
export function postedWithLetter<T>(
  { context, request }: { readonly context: AppLoadContext; readonly request: Request },
  work: (fields: Readonly<Record<string, string>>, letterId: string | null) => Promise<T>,
) {
  const values: Record<string, string> = {};
  return acting(values, async () => {
    const language = languageOfPath(new URL(request.url).pathname);
    const letterId = await context.services.letterFiles.receive(context.actor, request, language, values);
    return work(values, letterId);
  });
}
