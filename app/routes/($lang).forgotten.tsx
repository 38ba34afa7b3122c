import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { forgetting } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const title = translator(languageOfPath(url.pathname))("account:forgotten.title");
  return { title, sent: url.searchParams.get("done") === "sent" };
}

export async function action({ context, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { email } = readFields(forgetting, fields);
    await context.services.accounts.forgotten(context.actor, email, context.address);
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/forgotten?done=sent`);
  });
}

export default function Forgotten() {
  const { title, sent } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  if (sent)
    return (
      <>
        <PageHead title={title} />
        <Notice kind="done" title={t("account:forgotten.sent")}>
          {t("account:forgotten.sent.text")}
        </Notice>
        <p className="acts">
          <a href={local("/sign-in")}>{t("account:to-sign-in")}</a>
        </p>
      </>
    );
  return (
    <>
      <PageHead title={title} lead={t("account:forgotten.lead")} />
      <Form id="forgotten" label={title} refused={refused}>
        <TextField name="email" label={t("account:email")} type="email" autoComplete="username" required />
        <Actions>
          <Button kind="go">{t("account:forgotten.do")}</Button>
          <a href={local("/sign-in")}>{t("account:to-sign-in")}</a>
        </Actions>
      </Form>
    </>
  );
}
