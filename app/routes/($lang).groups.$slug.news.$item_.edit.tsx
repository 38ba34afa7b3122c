import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedIn } from "#app/answers.ts";
import { TextForm } from "#app/components/text-form.tsx";
import { keepText, loadEditing, previewedIn } from "#app/keeping.ts";

export const loader = (args: LoaderFunctionArgs) => loadEditing(args, "news");

export const action = (args: ActionFunctionArgs) => keepText(args, "news");

export default function EditPage() {
  const edited = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <TextForm edited={edited} refused={refusedIn(answer)} previewed={previewedIn(answer)} />;
}
