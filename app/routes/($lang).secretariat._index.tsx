import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/seats`);
}
