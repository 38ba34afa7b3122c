import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { acting, loading } from "#app/answers.ts";
import { PlanFile } from "#app/components/plan-file.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import script from "#app/live/file.ts?worker&url";

/** How far a file is. Until it is ready a small script follows it; without one the page has a link to look again. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const slug = params["slug"] ?? "";
  const t = translator(languageOfPath(new URL(request.url).pathname));
  return loading(async () => {
    const { actor, address, services } = context;
    const making = services.planFiles.making(actor, slug, address, params["id"] ?? "");
    const open = making.state === "waiting" || making.state === "making";
    const title = t(open ? "paper:making" : making.state === "ready" ? "paper:ready" : "paper:failed");
    return { slug, title, making, open };
  });
}

/** Cancels it. */
export function action({ context, params, request }: ActionFunctionArgs) {
  return acting({}, async () => {
    const slug = params["slug"] ?? "";
    const { actor, address, services } = context;
    services.planFiles.cancel(actor, slug, address, params["id"] ?? "");
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/plan`);
  });
}

export default function PlanFilePage() {
  const { open, ...shown } = useLoaderData<typeof loader>();
  return (
    <>
      <PlanFile {...shown} />
      {open && <script type="module" src={script} />}
    </>
  );
}
