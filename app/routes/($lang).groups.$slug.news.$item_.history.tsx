import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TextHistory } from "#app/components/text-page.tsx";
import { loadHistory } from "#app/keeping.ts";

export const loader = (args: LoaderFunctionArgs) => loadHistory(args, "news");

export default function HistoryPage() {
  const { path, back, ...history } = useLoaderData<typeof loader>();
  return <TextHistory history={history} path={path} back={back} />;
}
