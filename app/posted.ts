/** A sent form on its way through an action: read, done, or shown again with what was entered. */
import { acting } from "#app/answers.ts";
import { entered, sentForm } from "#app/forms/form.ts";

/** Reads the form and does `work` with its fields; a body that is no form is refused like any other fault. */
export function posted<T>(request: Request, work: (fields: Readonly<Record<string, string>>) => Promise<T>) {
  return acting({}, async () => {
    const fields = await sentForm(request);
    return acting(entered(fields), () => work(fields));
  });
}
