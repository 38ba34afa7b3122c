import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { leadToRound } from "#app/round-address.ts";

/** Where the round of a plan used to be. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(() => leadToRound(context, request, { plan: params["slug"] }, ""));
}
