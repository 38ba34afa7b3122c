import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { download } from "#app/download.ts";

/** A file that was in the making and is ready. */
export function loader({ context, params }: LoaderFunctionArgs) {
  return loading(async () => {
    const { actor, address, services } = context;
    return download(services.planFiles.take(actor, params["slug"] ?? "", address, params["id"] ?? ""));
  });
}
