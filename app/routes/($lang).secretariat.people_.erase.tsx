import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { Definitions, type Definition } from "#app/components/definitions.tsx";
import { TextArea } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Review, Two } from "#app/components/review.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { erasing } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return loading(async () => ({
    title: translator(languageOfPath(url.pathname))("redaction:erase.title"),
    view: await context.services.people.erasing(context.actor, url.searchParams.get("person") ?? ""),
  }));
}

/** The first sending answers with what will go; the second, with the same fields, erases the account. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return posted(request, async (fields) => {
    const form = readFields(erasing, fields);
    if (fields["step"] !== "confirm") {
      await services.people.reviewErasing(actor, form);
      return { reviewed: form };
    }
    await services.people.erase(actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/people?done=erased`);
  });
}

export default function Erase() {
  const { title, view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useT();
  const local = useLocal();
  const { person, offices, mentions } = view;
  const reviewed = answer !== undefined && "reviewed" in answer ? answer.reviewed : null;
  const crumbs = [
    { name: t("secretariat:title"), path: "/secretariat" },
    { name: t("secretariat:tab.people"), path: "/secretariat/people" },
  ];
  const rows: readonly Definition[] = [
    { term: t("redaction:erase.person"), value: `${person.name} · ${person.email}` },
    { term: t("redaction:erase.goes"), value: t("redaction:erase.goes.text") },
    { term: t("redaction:erase.ends"), value: t("redaction:erase.offices", { count: offices }) },
    { term: t("redaction:erase.stays"), value: t("redaction:erase.stays.text") },
    {
      term: t("redaction:erase.mentions"),
      value:
        mentions.posts + mentions.pages + mentions.entries === 0
          ? t("redaction:erase.mentions.none")
          : t("redaction:erase.mentions.text", { ...mentions }),
    },
  ];
  if (reviewed !== null) {
    const back = `/secretariat/people/erase?person=${person.id}`;
    return (
      <>
        <PageHead
          title={t("redaction:erase.review.title", { name: person.name })}
          crumbs={crumbs}
          step={{ step: 2, steps: 2 }}
        />
        <Review
          id="erase"
          rows={[...rows, { term: t("redaction:reason"), value: reviewed.reason }]}
          confirm={t("redaction:erase.confirm")}
          backHref={local(back)}
          hidden={{ ...reviewed }}
          follows={[t("redaction:erase.follows"), t("redaction:erase.devices")]}
        />
      </>
    );
  }
  return (
    <>
      <PageHead title={title} crumbs={crumbs} step={{ step: 1, steps: 2 }} />
      <Two
        asideLabel={t("redaction:erase.goes")}
        aside={<Definitions small rows={rows.filter(({ term }) => term !== t("redaction:erase.person"))} />}
      >
        <Form id="erase" label={title} refused={refusedIn(answer)} hidden={{ personId: person.id }}>
          <p>
            <b>{person.name}</b> · {person.email}
          </p>
          <TextArea
            name="reason"
            label={t("redaction:reason")}
            hint={t("redaction:erase.reason.hint")}
            rows={3}
            maxLength={500}
          />
          <Actions>
            <Button kind="go" name="step" value="review">
              {t("redaction:erase.review")}
            </Button>
            <a href={local("/secretariat/people")}>{t("frame:form.cancel")}</a>
          </Actions>
        </Form>
      </Two>
    </>
  );
}
