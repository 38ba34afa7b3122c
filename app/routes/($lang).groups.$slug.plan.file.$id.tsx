import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { acting, loading } from "#app/answers.ts";
import { PlanFile } from "#app/components/plan-file.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** How far a file is. Until it is ready, the page asks again every two seconds, without script. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const slug = params["slug"] ?? "";
  const t = translator(languageOfPath(new URL(request.url).pathname));
  return loading(async () => {
    const { actor, address, services } = context;
    const making = services.planFiles.making(actor, slug, address, params["id"] ?? "");
    const open = making.state === "waiting" || making.state === "making";
    const title = t(open ? "paper:making" : making.state === "ready" ? "paper:ready" : "paper:failed");
    return data({ slug, title, making }, open ? { headers: { Refresh: "2" } } : {});
  });
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }): HeadersInit => {
  const again = loaderHeaders.get("Refresh");
  return again === null ? {} : { Refresh: again };
};

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
  return <PlanFile {...useLoaderData<typeof loader>()} />;
}
