import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { ActReference } from "#app/components/act-reference.tsx";
import { Actions, Button, TextLink } from "#app/components/button.tsx";
import { CheckboxField, SelectField } from "#app/components/choice-field.tsx";
import { Country } from "#app/components/country.tsx";
import { FocalPointHistory } from "#app/components/focal-point-history.tsx";
import { TextField } from "#app/components/field.tsx";
import { Form } from "#app/components/form.tsx";
import { Moment } from "#app/components/moment.tsx";
import { ActFields, PersonFields } from "#app/components/naming-fields.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { SecretariatPage } from "#app/components/secretariat.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { actOf, enteringFocalPoint, personOf } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const chosen = url.searchParams.get("country");
  return loading(async () => ({
    title: translator(language)("secretariat:focal-points.title"),
    done: doneIn(url),
    chosen,
    ...(await context.services.seats.focalPoints(context.actor, language, chosen)),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const form = readFields(enteringFocalPoint, fields);
    const { country, institution, beside } = form;
    const entered = { country, institution, beside, person: personOf(form), act: actOf(form, letterId) };
    await context.services.seats.enterFocalPoint(context.actor, entered);
    throw redirect(
      `/${languageOfPath(new URL(request.url).pathname)}/secretariat/focal-points?done=focal-point`,
    );
  });
}

export default function FocalPoints() {
  const { title, done, chosen, points, history } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const named = points.filter(({ holders }) => holders.length > 0).length;
  return (
    <SecretariatPage
      page="focal-points"
      title={title}
      done={done}
      facts={[t("secretariat:focal-points.count", { named, all: points.length })]}
      form={
        <>
          <Form id="focal-point" look="panel" labelledBy="focal-point-title" refused={refused} files>
            <h2 id="focal-point-title">{t("secretariat:focal-point.enter")}</h2>
            <p className="hint">{t("secretariat:focal-point.enter.text")}</p>
            <SelectField
              name="country"
              label={t("people:country")}
              value={chosen ?? undefined}
              options={points.map(({ iso, name }) => ({ value: iso, label: name }))}
            />
            <PersonFields />
            <TextField name="institution" label={t("people:entity")} optional maxLength={200} />
            <ActFields kinds={["appointment", "ratification"]} begins />
            <CheckboxField name="beside" label={t("secretariat:focal-point.beside")} />
            <Actions>
              <Button kind="go">{t("secretariat:focal-point.enter.do")}</Button>
              <a href={local("/secretariat/focal-points")}>{t("frame:form.cancel")}</a>
            </Actions>
          </Form>
          {history.length > 0 && (
            <section className="acts" aria-labelledby="history-title">
              <h2 id="history-title">{t("secretariat:focal-point.history")}</h2>
              <FocalPointHistory points={history} letters />
            </section>
          )}
        </>
      }
    >
      <Table
        caption={title}
        dense
        columns={[
          { key: "country", head: t("people:country"), names: true },
          { key: "person", head: t("people:person") },
          { key: "since", head: t("people:since"), labelled: true, look: "nowrap" },
          { key: "act", head: t("people:act"), labelled: true },
          { key: "do", head: t("secretariat:do"), headHidden: true, end: true },
        ]}
        rows={points.map(({ iso, name, holders }) => {
          const [first] = holders;
          return {
            id: `country-${iso}`,
            chosen: iso === chosen,
            cells: {
              country: <Country iso={iso} name={name} />,
              person:
                first === undefined ? (
                  <span className="soft">{t("secretariat:nobody")}</span>
                ) : (
                  holders.map(({ grantId, name: person, institution }) => (
                    <span className="block" key={grantId}>
                      {person}
                      {institution !== null && <small>{institution}</small>}
                    </span>
                  ))
                ),
              since: first === undefined ? null : <Moment at={first.from} as="day" />,
              act: first === undefined ? null : <ActReference {...first.act} />,
              do: (
                <TextLink path={`/secretariat/focal-points?country=${iso}#focal-point`} about={name}>
                  {t(first === undefined ? "secretariat:seat.fill" : "frame:form.change")}
                </TextLink>
              ),
            },
          };
        })}
      />
    </SecretariatPage>
  );
}
