import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import { sentForm } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { marginAct } from "#app/margin-acts.ts";

/** What one reader sees is for nobody else. */
const fresh = { "Cache-Control": "private, no-store" };

/** Everything beside the plan's text, as JSON (`Margin` of document/margin.ts). */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const { actor, services } = context;
  return answered(request, async () =>
    Response.json(await services.margins.read(actor, params["slug"] ?? "", language), { headers: fresh }),
  );
}

/**
 * One act beside the text: `act` and its fields. To whoever asks for JSON `{ ok: true, number }`, or the refusal with its
 * status; to a form the page of everything beside the text.
 */
export function action({ context, params, request }: ActionFunctionArgs) {
  const { pathname } = new URL(request.url);
  const slug = params["slug"] ?? "";
  return answered(request, async () => {
    const fields = await sentForm(request);
    const number = await marginAct(context, { slug, language: languageOfPath(pathname) }, fields);
    if (!wantsJson(request)) return redirect(pathname.replace(/\/margin$/, "/comments"), 303);
    return Response.json({ ok: true, number }, { headers: fresh });
  });
}

const wantsJson = (request: Request): boolean =>
  /\bapplication\/json\b/.test(request.headers.get("accept") ?? "");

/** A refusal as JSON for whoever asks for that, else as a page. */
async function answered(request: Request, work: () => Promise<Response>): Promise<Response> {
  if (!wantsJson(request)) return loading(work);
  try {
    return await work();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const { kind, key, params, fields, retryAfter } = refusal;
    const wait: HeadersInit =
      retryAfter === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfter)) };
    return Response.json(
      { ok: false, refusal: { kind, key, params, ...(fields === undefined ? {} : { fields }) } },
      { status: statusOf(refusal), headers: { ...fresh, ...wait } },
    );
  }
}
