import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { acting } from "#app/answers.ts";
import { readFields, sentForm } from "#app/forms/form.ts";
import { preferences } from "#app/forms/preferences.ts";
import { inLanguage, languageCookie } from "#app/i18n/language.ts";

const year = 365 * 24 * 3600;

/** Keeps the language or the theme that a reader chose, in a cookie and for people with an account there, and leads back. */
export async function action({ context, request }: ActionFunctionArgs) {
  return acting({}, async () => {
    const { language, theme, back, in: current } = readFields(preferences, await sentForm(request));
    const keep = (name: string, value: string, age: number) =>
      context.setCookie(
        `${name}=${value}; Path=/; Max-Age=${age}; SameSite=Lax${context.appUrl.startsWith("https:") ? "; Secure" : ""}`,
      );
    if (theme !== undefined) keep("theme", theme, theme === "device" ? 0 : year);
    if (language !== undefined) {
      keep(languageCookie, language, year);
      if (context.actor.kind === "person")
        await context.services.accounts.changeLanguage(context.actor, language);
    }
    const [path = "/", ...search] = back.split("?");
    return redirect([inLanguage(path, language ?? current ?? "es"), ...search].join("?"), 303);
  });
}
