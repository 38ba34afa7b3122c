import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { Form } from "#app/components/form.tsx";
import { LinkOver } from "#app/components/link-over.tsx";
import { NewPassword } from "#app/components/new-password.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useT } from "#app/components/speech.tsx";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import { resetting } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Opening the link changes nothing: mail scanners open links too. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const title = translator(languageOfPath(new URL(request.url).pathname))("account:reset.title");
  try {
    const { name, email } = await context.services.accounts.lookAt("reset", params["token"] ?? "");
    return data({ title, over: null, who: { name, email } });
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return data({ title, over: refusal.key, who: null }, { status: statusOf(refusal) });
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { password } = readFields(resetting, fields);
    await context.services.accounts.resetPassword(context.actor, { token: params["token"] ?? "", password });
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/sign-in?done=password`);
  });
}

export default function Reset() {
  const { title, over, who } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  if (who === null) return <LinkOver title={title} why={over ?? "ticket.unknown"} />;
  return (
    <>
      <PageHead title={title} lead={t("account:reset.lead")} />
      <Form id="reset" label={title} refused={refused}>
        <NewPassword email={who.email} />
        <Actions>
          <Button kind="go">{t("account:reset.do")}</Button>
        </Actions>
      </Form>
    </>
  );
}
