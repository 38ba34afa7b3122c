import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { DemoAccounts } from "#app/components/demo-accounts.tsx";
import { TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { Notice } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { pageToGoTo, signingIn, signingInAs } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return loading(async () => ({
    title: translator(languageOfPath(url.pathname))("account:sign-in.title"),
    done: url.searchParams.get("done") === "password",
    demo: await context.services.accounts.demonstration(languageOfPath(url.pathname)),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const url = new URL(request.url);
  return posted(request, async (fields) => {
    const { accounts } = context.services;
    const { address, sessionHandle } = context;
    const device = { address, sessionHandle, userAgent: request.headers.get("user-agent") };
    const asSomebody = "as" in fields;
    const { cookie, language } = asSomebody
      ? await accounts.signInAs(context.actor, readFields(signingInAs, fields).as, device)
      : await accounts.signIn(context.actor, readFields(signingIn, fields), device);
    context.setCookie(cookie);
    const wanted = pageToGoTo(url.searchParams.get("to"));
    // Whoever takes a part in the demonstration goes on reading in their own language, not in that of the part.
    const own = asSomebody ? null : language;
    throw redirect(wanted ?? `/${own ?? languageOfPath(url.pathname)}/desk`);
  });
}

export default function SignIn() {
  const { title, done, demo } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  return (
    <>
      <PageHead title={title} lead={t("account:sign-in.lead")} />
      {done && (
        <Notice kind="done" title={t("account:reset.done")}>
          {t("account:reset.done.text")}
        </Notice>
      )}
      <div className={demo !== null ? "work acts" : "acts"}>
        <Form id="sign-in" look="panel" label={title} refused={refused}>
          <TextField name="email" label={t("account:email")} type="email" autoComplete="username" required />
          <TextField
            name="password"
            label={t("account:password")}
            type="password"
            autoComplete="current-password"
            required
          />
          <Actions>
            <Button kind="go">{t("account:sign-in.do")}</Button>
            <a href={local("/forgotten")}>{t("account:forgotten.title")}</a>
          </Actions>
          <p className="hint acts">{t("account:sign-in.invited-only")}</p>
        </Form>
        {demo !== null && <DemoAccounts accounts={demo.people} names={demo.names} password={demo.password} />}
      </div>
    </>
  );
}
