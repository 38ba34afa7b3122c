import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Button } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-field.tsx";
import { Form } from "#app/components/form.tsx";
import { Filter } from "#app/components/list.tsx";
import { Moment } from "#app/components/moment.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { NothingHere, SecretariatPage } from "#app/components/secretariat.tsx";
import { useT } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { aboutLetter } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

const states = ["queued", "sent", "dropped", "dead"] as const;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const state = states.find((known) => known === url.searchParams.get("state")) ?? null;
  return loading(async () => {
    const { letters, counts } = await context.services.letters.list(context.actor, state);
    const title = translator(languageOfPath(url.pathname))("secretariat:letters.title");
    return { title, done: doneIn(url), state, letters, counts };
  });
}

export async function action({ context, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    await context.services.letters.retry(context.actor, readFields(aboutLetter, fields).letterId);
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/letters?done=queued`);
  });
}

export default function Letters() {
  const { title, done, state, letters, counts } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const facts = states.map((known) => t(`secretariat:letters.${known}`, { count: counts[known] }));
  return (
    <SecretariatPage page="letters" title={title} done={done} facts={facts}>
      <Filter id="narrow">
        <SelectField
          name="state"
          label={t("secretariat:letter.state")}
          value={state ?? undefined}
          prompt={t("secretariat:filter.all")}
          options={states.map((known) => ({ value: known, label: t(`secretariat:letter.state.${known}`) }))}
        />
      </Filter>
      {letters.length === 0 ? (
        <NothingHere page="letters" />
      ) : (
        <Form id="letters" label={title} refused={refused}>
          <Table
            caption={title}
            dense
            columns={[
              { key: "subject", head: t("secretariat:letter.subject"), names: true },
              { key: "to", head: t("secretariat:letter.to"), labelled: true },
              { key: "state", head: t("secretariat:letter.state"), labelled: true },
              { key: "at", head: t("secretariat:letter.at"), labelled: true, look: "nowrap" },
              { key: "do", head: t("secretariat:do"), headHidden: true, end: true },
            ]}
            rows={letters.map((letter) => ({
              id: `l-${letter.id}`,
              cells: {
                subject: <span lang={letter.language}>{letter.subject}</span>,
                to: letter.address,
                state: (
                  <>
                    {t(`secretariat:letter.state.${letter.state}`)}
                    {letter.error !== null && (
                      <small>
                        {t("secretariat:letter.tries", { count: letter.attempts })} {letter.error}
                      </small>
                    )}
                  </>
                ),
                at: <Moment at={letter.sentAt ?? letter.createdAt} as="stamp" />,
                do:
                  letter.state === "dead" ? (
                    <Button kind="low" name="letterId" value={letter.id} about={letter.address}>
                      {t("secretariat:letter.again")}
                    </Button>
                  ) : null,
              },
            }))}
          />
        </Form>
      )}
    </SecretariatPage>
  );
}
