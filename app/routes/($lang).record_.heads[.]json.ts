import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";

/** Every published head, for others to keep: version 1 of `elac-heads` (README, "Checking the record"). */
export function loader({ context }: LoaderFunctionArgs) {
  return loading(async () => {
    const heads = await context.services.proofs.headsFile(context.actor);
    return new Response(`${JSON.stringify(heads, null, 2)}\n`, {
      headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "public, max-age=300" },
    });
  });
}
