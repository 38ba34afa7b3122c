import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-field.tsx";
import { Form } from "#app/components/form.tsx";
import { LinkOver } from "#app/components/link-over.tsx";
import { NewPassword } from "#app/components/new-password.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useT } from "#app/components/speech.tsx";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import { accepting } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath, languages, ownNames } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Opening the link changes nothing: mail scanners open links too. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const title = translator(language)("account:invitation.title");
  try {
    const { name, email } = await context.services.accounts.lookAt("invitation", params["token"] ?? "");
    return data({ title, language, over: null, who: { name, email } });
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return data({ title, language, over: refusal.key, who: null }, { status: statusOf(refusal) });
  }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { password, language } = readFields(accepting, fields);
    const { address, sessionHandle } = context;
    const device = { address, sessionHandle, userAgent: request.headers.get("user-agent") };
    const given = { token: params["token"] ?? "", password, language };
    const { cookie } = await context.services.accounts.acceptInvitation(context.actor, given, device);
    context.setCookie(cookie);
    throw redirect(`/${language}/desk`);
  });
}

export default function Invitation() {
  const { title, language, over, who } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  if (who === null) return <LinkOver title={title} why={over ?? "ticket.unknown"} />;
  return (
    <>
      <PageHead title={title} lead={t("account:invitation.lead", { name: who.name })} />
      <Form id="invitation" label={title} refused={refused}>
        <NewPassword email={who.email} />
        <SelectField
          name="language"
          label={t("account:language")}
          hint={t("account:language.hint")}
          value={language}
          prompt={null}
          options={languages.map((known) => ({ value: known, label: ownNames[known] }))}
        />
        <Actions>
          <Button kind="go">{t("account:invitation.do")}</Button>
        </Actions>
      </Form>
    </>
  );
}
