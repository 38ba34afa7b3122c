import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { download } from "#app/download.ts";
import { readFields } from "#app/forms/form.ts";
import { takingAway } from "#app/forms/plan.ts";

/** A text of the plan as a file. What takes longer than a moment leads to a page that says how far it is. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const wanted = readFields(takingAway, Object.fromEntries(url.searchParams));
    const { actor, address, services } = context;
    const answer = await services.planFiles.make(actor, slug, address, wanted);
    return "file" in answer ? download(answer.file) : redirect(`${url.pathname}/${answer.making.id}`);
  });
}
