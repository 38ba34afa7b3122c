import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { CheckboxGroup, RadioGroup } from "#app/components/choice-field.tsx";
import { TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { Moment } from "#app/components/moment.tsx";
import { ActFields, PersonFields } from "#app/components/naming-fields.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { NothingHere, SecretariatPage } from "#app/components/secretariat.tsx";
import { useNow, useT } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { aboutPerson, actOf, inviting, personOf } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return loading(async () => ({
    title: translator(language)("secretariat:invitations.title"),
    done: doneIn(url),
    invitations: await context.services.people.invitations(context.actor),
    groups: (await context.services.groups.list(language)).flatMap((area) => area.groups),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    if (fields["do"] === "again") {
      await services.people.inviteAgain(actor, readFields(aboutPerson, fields).personId);
    } else {
      const form = readFields(inviting, fields);
      const { institution, slugs } = form;
      const who = { person: personOf(form), institution, act: actOf(form, letterId) };
      if (form.as === "agency") await services.memberships.inviteAgency(actor, { ...who, slugs });
      else await services.people.invite(actor, { ...who, staff: form.as === "staff" });
    }
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/invitations?done=invited`);
  });
}

export default function Invitations() {
  const { title, done, invitations, groups } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const now = useNow();
  const again = refused?.values["do"] === "again";
  return (
    <SecretariatPage
      page="invitations"
      title={title}
      done={done}
      facts={[t("secretariat:invitations.count", { count: invitations.length })]}
      form={
        <Form id="invite" look="panel" labelledBy="invite-title" refused={again ? null : refused}>
          <h2 id="invite-title">{t("secretariat:invite")}</h2>
          <p className="hint">{t("secretariat:invite.text")}</p>
          <RadioGroup
            name="as"
            label={t("secretariat:invite.as")}
            value="agency"
            tight
            options={[
              {
                value: "agency",
                label: t("secretariat:invite.as.agency"),
                under: (
                  <CheckboxGroup
                    name="slugs"
                    label={t("people:groups")}
                    options={groups.map(({ slug, name }) => ({ value: slug, label: name }))}
                  />
                ),
              },
              { value: "staff", label: t("secretariat:invite.as.staff") },
              { value: "account", label: t("secretariat:invite.as.account") },
            ]}
          />
          <PersonFields />
          <TextField name="institution" label={t("people:institution")} optional maxLength={200} />
          <ActFields kinds={["invitation"]} />
          <Actions>
            <Button kind="go">{t("secretariat:invite.do")}</Button>
          </Actions>
        </Form>
      }
    >
      {invitations.length === 0 ? (
        <NothingHere page="invitations" />
      ) : (
        <Form id="again" label={title} refused={again ? refused : null} hidden={{ do: "again" }}>
          <Table
            caption={title}
            dense
            columns={[
              { key: "person", head: t("people:person"), names: true },
              { key: "invited", head: t("secretariat:invited-on"), labelled: true, look: "nowrap" },
              { key: "good", head: t("secretariat:link-until"), labelled: true },
              { key: "do", head: t("secretariat:do"), headHidden: true, end: true },
            ]}
            rows={invitations.map(({ person, invitedAt, goodUntil }) => ({
              id: `i-${person.id}`,
              cells: {
                person: (
                  <>
                    {person.name}
                    <small>{person.email}</small>
                  </>
                ),
                invited: <Moment at={invitedAt} as="day" />,
                good:
                  goodUntil === null ? (
                    <span className="soft">{t("secretariat:link-not-sent")}</span>
                  ) : goodUntil <= now ? (
                    t("secretariat:link-over")
                  ) : (
                    <Moment at={goodUntil} as="stamp" />
                  ),
                do: (
                  <Button kind="low" name="personId" value={person.id} about={person.name}>
                    {t("secretariat:invite.again")}
                  </Button>
                ),
              },
            }))}
          />
        </Form>
      )}
    </SecretariatPage>
  );
}
