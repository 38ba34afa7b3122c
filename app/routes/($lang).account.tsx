import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { RadioGroup, SelectField } from "#app/components/choice-field.tsx";
import { TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { NewPassword } from "#app/components/new-password.tsx";
import { Notice } from "#app/components/notice.tsx";
import { OwnOffices } from "#app/components/own-offices.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { SessionList } from "#app/components/session-list.tsx";
import { Part } from "#app/components/part.tsx";
import { useT } from "#app/components/speech.tsx";
import { letterFamilies } from "#app/domain/letter-families.ts";
import { changingPassword, choosingLanguage, choosingLetters, endingSession } from "#app/forms/account.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath, languages, ownNames } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

const confirmed = ["password", "language", "letters", "session", "sessions"] as const;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  if (context.actor.kind === "stranger") throw redirect(`/${language}/sign-in?to=/${language}/account`);
  return loading(async () => ({
    title: translator(language)("account:title"),
    done: confirmed.find((known) => known === url.searchParams.get("done")) ?? null,
    account: await context.services.accounts.read(context.actor, context.sessionHandle, language),
    letters: await context.services.letters.choices(context.actor),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const { actor, sessionHandle, address } = context;
  const { accounts } = context.services;
  return posted(request, async (fields) => {
    const done = (what: (typeof confirmed)[number], into = language) =>
      redirect(`/${into}/account?done=${what}`);
    switch (fields["do"]) {
      case "language": {
        const chosen = readFields(choosingLanguage, fields).language;
        await accounts.changeLanguage(actor, chosen);
        throw done("language", chosen);
      }
      case "letters": {
        const { family, wanted } = readFields(choosingLetters, fields);
        await context.services.letters.choose(actor, { family, wanted: wanted === "yes" });
        throw done("letters");
      }
      case "end-session":
        await accounts.endSession(actor, readFields(endingSession, fields).handle);
        throw done("session");
      case "end-others":
        await accounts.endOtherSessions(actor, sessionHandle);
        throw done("sessions");
      default: {
        const device = { address, sessionHandle, userAgent: request.headers.get("user-agent") };
        const { cookie } = await accounts.changePassword(actor, readFields(changingPassword, fields), device);
        context.setCookie(cookie);
        throw done("password");
      }
    }
  });
}

export default function Account() {
  const { title, done, account, letters } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const ofForm = (name: string) => ((refused?.values["do"] ?? "password") === name ? refused : null);
  return (
    <>
      <PageHead title={title} facts={[account.name, account.email]} />
      {done !== null && <Notice kind="done" title={t(`account:done.${done}`)} />}
      <Part id="offices" title={t("account:offices")} first>
        <OwnOffices offices={account.offices} />
      </Part>
      <Part id="sessions" title={t("account:sessions")}>
        <SessionList sessions={account.sessions} refused={ofForm("end-session")} />
      </Part>
      <Part id="language" title={t("account:language")} note={t("account:language.hint")}>
        <Form
          id="language-form"
          labelledBy="language-heading"
          refused={ofForm("language")}
          hidden={{ do: "language" }}
        >
          <SelectField
            name="language"
            label={t("account:language.which")}
            value={account.language ?? undefined}
            options={languages.map((known) => ({ value: known, label: ownNames[known] }))}
            size={20}
          />
          <Actions>
            <Button>{t("frame:form.save")}</Button>
          </Actions>
        </Form>
      </Part>
      <Part id="letters" title={t("round-letters:wanted.title")}>
        {letterFamilies.map((family) => (
          <div key={family} className="acts">
            <Form
              id={`letters-${family}`}
              label={t(`round-letters:wanted.${family}.label`)}
              refused={ofForm("letters")}
              hidden={{ do: "letters", family }}
            >
              <RadioGroup
                name="wanted"
                label={t(`round-letters:wanted.${family}.label`)}
                hint={t(`round-letters:wanted.${family}.hint`)}
                value={letters[family] ? "yes" : "no"}
                tight
                options={[
                  { value: "yes", label: t("round-letters:wanted.yes") },
                  { value: "no", label: t("round-letters:wanted.no") },
                ]}
              />
              <Actions>
                <Button>{t("frame:form.save")}</Button>
              </Actions>
            </Form>
          </div>
        ))}
      </Part>
      <Part id="password" title={t("account:password.change")} note={t("account:password.consequence")}>
        <Form
          id="password-form"
          labelledBy="password-heading"
          refused={ofForm("password")}
          hidden={{ do: "password" }}
        >
          <TextField
            name="current"
            label={t("account:password.current")}
            type="password"
            autoComplete="current-password"
          />
          <NewPassword email={account.email} />
          <Actions>
            <Button kind="go">{t("account:password.change")}</Button>
          </Actions>
        </Form>
      </Part>
    </>
  );
}
