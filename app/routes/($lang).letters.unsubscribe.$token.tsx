import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Actions, Button } from "#app/components/button.tsx";
import { Form } from "#app/components/form.tsx";
import { LinkOver } from "#app/components/link-over.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useT } from "#app/components/speech.tsx";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import { declining } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Opening the link changes nothing: mail scanners open links too. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const t = translator(languageOfPath(url.pathname));
  try {
    const letters = await context.services.letters.lookAt(params["token"] ?? "");
    const title = t(`round-letters:decline.${letters.family}.title`);
    return data({ title, over: null, letters, done: url.searchParams.has("done") });
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const gone = { title: t("round-letters:wanted.title"), over: refusal.key, letters: null, done: false };
    return data(gone, { status: statusOf(refusal) });
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { pathname } = new URL(request.url);
    // The one press of a mail program (RFC 8058) has a field of its own, and is never sent elsewhere.
    const onePress = fields["List-Unsubscribe"] === "One-Click";
    const wanted = onePress ? false : readFields(declining, fields).wanted === "yes";
    await context.services.letters.byLink(context.actor, { token: params["token"] ?? "", wanted });
    if (onePress) return null;
    throw redirect(`${pathname}?done`);
  });
}

export default function Unsubscribe() {
  const { title, over, letters, done } = useLoaderData<typeof loader>();
  const t = useT();
  if (letters === null) return <LinkOver title={title} why={over ?? "ticket.unknown"} />;
  const { name, family, declined } = letters;
  return (
    <>
      <PageHead title={title} lead={t(`round-letters:decline.${family}.lead`, { name })} />
      {(done || declined) && (
        <Notice kind="done" title={t(`round-letters:decline.${family}.${declined ? "done" : "undone"}`)} />
      )}
      <Form id="decline" label={title} hidden={{ wanted: declined ? "yes" : "no" }}>
        <p className="hint">{t("round-letters:decline.here")}</p>
        <Actions>
          <Button kind={declined ? "plain" : "go"}>
            {t(`round-letters:decline.${family}.${declined ? "undo" : "do"}`)}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
