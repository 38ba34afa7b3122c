import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { leadToRound } from "#app/round-address.ts";

/** Where positions on a plan used to be given. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(() => leadToRound(context, request, { plan: params["slug"] }, "/position"));
}
