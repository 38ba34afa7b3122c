import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TextPage } from "#app/components/text-page.tsx";
import { loadText } from "#app/keeping.ts";

export const loader = (args: LoaderFunctionArgs) => loadText(args, "page");

export default function ReadPage() {
  const { text, crumbs, path, keeps } = useLoaderData<typeof loader>();
  return <TextPage text={text} crumbs={crumbs} path={path} keeps={keeps} />;
}
