import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { languageOfPath } from "#app/i18n/language.ts";

const home = (request: Request) => redirect(`/${languageOfPath(new URL(request.url).pathname)}`);

/** An address somebody typed or kept: signing out is done by a button only. */
export function loader({ request }: LoaderFunctionArgs) {
  return home(request);
}

export async function action({ context, request }: ActionFunctionArgs) {
  context.setCookie(await context.services.accounts.signOut(context.actor, context.sessionHandle));
  const answer = home(request);
  // Copies of texts that the browser kept are the person's, not the device's.
  answer.headers.set("Clear-Site-Data", '"storage"');
  return answer;
}
