import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { ThreadPage, type ThreadAsked } from "#app/components/thread-page.tsx";
import { entered, readFields, sentForm } from "#app/forms/form.ts";
import { closeForm, editForm, hideForm, postForm, threadIntent } from "#app/forms/thread.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { pageOf } from "#app/page-of.ts";

/** A thread's number as an address gives it; what is no number is a thread that is not there. */
const threadOf = (param: string | undefined): number => (/^\d{1,9}$/.test(param ?? "") ? Number(param) : 0);

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const at = { slug: params["slug"] ?? "", thread: threadOf(params["thread"]), page: pageOf(request) };
  return loading(async () => {
    const view = await context.services.threads.read(context.actor, at, language);
    return { ...view, title: view.thread.title, asked: askedFor(url) };
  });
}

/** Which form the address opens: `?edit=3`, `?hide=3`, `?reply=3`, `?close`. */
function askedFor({ searchParams }: URL): ThreadAsked {
  const number = (name: string) => {
    const value = searchParams.get(name);
    return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
  };
  return {
    edit: number("edit"),
    hide: number("hide"),
    reply: number("reply"),
    close: searchParams.has("close"),
  };
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  const slug = params["slug"] ?? "";
  const at = { slug, thread: threadOf(params["thread"]) };
  return acting(values, async () => {
    const fields = await sentForm(request);
    Object.assign(values, entered(fields));
    const { actor, services } = context;
    const address = new URL(request.url).pathname;
    switch (threadIntent.parse(fields["intent"])) {
      case "edit": {
        const { post, text } = readFields(editForm, fields);
        await services.threads.edit(actor, { ...at, post }, text);
        return redirect(services.threads.addressOf(address, post));
      }
      case "hide": {
        const { post, reason } = readFields(hideForm, fields);
        await services.threads.hide(actor, { ...at, post }, reason);
        return redirect(services.threads.addressOf(address, post));
      }
      case "close":
        await services.threads.close(actor, at, readFields(closeForm, fields).reason);
        return redirect(address);
      case "answer": {
        const post = await services.threads.answer(actor, at, readFields(postForm, fields));
        return redirect(services.threads.addressOf(address, post));
      }
    }
  });
}

export default function DiscussionThreadPage() {
  return (
    <ThreadPage view={useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />
  );
}
