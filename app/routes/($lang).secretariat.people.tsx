import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button, TextLink } from "#app/components/button.tsx";
import { TextArea, TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { Filter } from "#app/components/list.tsx";
import { Moment } from "#app/components/moment.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { NothingHere, SecretariatPage } from "#app/components/secretariat.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { aboutPerson, suspending } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const text = (url.searchParams.get("q") ?? "").slice(0, 100).trim();
  return loading(async () => ({
    title: translator(languageOfPath(url.pathname))("secretariat:people.title"),
    done: doneIn(url),
    chosen: url.searchParams.get("person"),
    text,
    people: await context.services.people.list(context.actor, text),
    self: context.actor.kind === "person" ? context.actor.id : null,
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return posted(request, async (fields) => {
    const done = (what: string) =>
      redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/people?done=${what}`);
    if (fields["do"] === "restore") {
      await services.people.restore(actor, readFields(aboutPerson, fields).personId);
      throw done("restored");
    }
    await services.people.suspend(actor, readFields(suspending, fields));
    throw done("suspended");
  });
}

export default function People() {
  const { title, done, chosen, text, people, self } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const person = people.find(({ id }) => id === (chosen ?? refused?.values["personId"])) ?? null;
  const standing = (one: (typeof people)[number]) =>
    t(`secretariat:person.${one.suspended ? "suspended" : one.joined ? "here" : "invited"}`);
  return (
    <SecretariatPage
      page="people"
      title={title}
      done={done}
      facts={[t("secretariat:people.count", { count: people.length })]}
      form={
        person === null ? (
          <div className="panel form">
            <h2>{t("secretariat:person.choose")}</h2>
            <p className="hint">{t("secretariat:person.choose.text")}</p>
          </div>
        ) : (
          <Form
            id="account"
            look="panel"
            labelledBy="account-title"
            refused={refused}
            hidden={{ do: person.suspended ? "restore" : "suspend", personId: person.id }}
          >
            <h2 id="account-title">
              {t(person.suspended ? "secretariat:person.restore" : "secretariat:person.suspend")}
            </h2>
            <p className="hint">{`${person.name} · ${person.email}`}</p>
            {!person.suspended && (
              <TextArea name="reason" label={t("secretariat:person.reason")} rows={3} maxLength={500} />
            )}
            <p className="hint acts">
              {t(person.suspended ? "secretariat:person.restore.text" : "secretariat:person.suspend.text")}
            </p>
            <Actions>
              <Button kind="go">
                {t(person.suspended ? "secretariat:person.restore" : "secretariat:person.suspend")}
              </Button>
              <a href={local("/secretariat/people")}>{t("frame:form.cancel")}</a>
            </Actions>
            <p className="acts">
              <TextLink path={`/secretariat/people/erase?person=${person.id}`} about={person.name}>
                {t("redaction:erase.title")}
              </TextLink>
            </p>
          </Form>
        )
      }
    >
      <Filter id="narrow">
        <TextField name="q" type="search" label={t("secretariat:people.find")} value={text} maxLength={100} />
      </Filter>
      {people.length === 0 ? (
        <NothingHere page="people" />
      ) : (
        <Table
          caption={title}
          dense
          columns={[
            { key: "person", head: t("people:person"), names: true },
            { key: "institution", head: t("people:institution"), labelled: true },
            { key: "standing", head: t("secretariat:account"), labelled: true },
            { key: "seen", head: t("secretariat:last-seen"), labelled: true, look: "nowrap" },
            { key: "do", head: t("secretariat:do"), headHidden: true, end: true },
          ]}
          rows={people.map((one) => ({
            id: `p-${one.id}`,
            chosen: one.id === person?.id,
            cells: {
              person: (
                <>
                  {one.name}
                  <small>{one.email}</small>
                </>
              ),
              institution: one.institution,
              standing: standing(one),
              seen: one.lastSeenAt === null ? null : <Moment at={one.lastSeenAt} as="relative" />,
              do:
                one.id === self ? null : (
                  <TextLink path={`/secretariat/people?person=${one.id}#account`} about={one.name}>
                    {t(one.suspended ? "secretariat:person.restore" : "secretariat:person.suspend")}
                  </TextLink>
                ),
            },
          }))}
        />
      )}
    </SecretariatPage>
  );
}
