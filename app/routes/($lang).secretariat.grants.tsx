import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { ActReference } from "#app/components/act-reference.tsx";
import { Actions, Button, TextLink } from "#app/components/button.tsx";
import { CheckboxField, SelectField } from "#app/components/choice-field.tsx";
import { Form } from "#app/components/form.tsx";
import { Filter } from "#app/components/list.tsx";
import { Moment } from "#app/components/moment.tsx";
import { ActFields } from "#app/components/naming-fields.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { NothingHere, SecretariatPage } from "#app/components/secretariat.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { Table } from "#app/components/table.tsx";
import { offices } from "#app/domain/roles.ts";
import { actOf, endingGrant } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const office = offices.find((known) => known === url.searchParams.get("office")) ?? null;
  const ended = url.searchParams.get("ended") === "on";
  const asked = { ended, offices: office === null ? null : [office], language };
  return loading(async () => ({
    title: translator(language)("secretariat:grants.title"),
    done: doneIn(url),
    chosen: url.searchParams.get("grant"),
    office,
    ended,
    grants: await context.services.grants.list(context.actor, asked),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const form = readFields(endingGrant, fields);
    await context.services.grants.end(context.actor, { grantId: form.grantId, act: actOf(form, letterId) });
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/grants?done=ended`);
  });
}

export default function Grants() {
  const { title, done, chosen, office, ended, grants } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const grant = grants.find(({ grantId }) => grantId === (chosen ?? refused?.values["grantId"])) ?? null;
  const bodyOf = (one: (typeof grants)[number]) =>
    [one.countryName, one.sector === null ? null : t(`people:sector.${one.sector}`), one.group?.name ?? null]
      .filter((part) => part !== null)
      .join(" · ");
  return (
    <SecretariatPage
      page="grants"
      title={title}
      done={done}
      facts={[t("secretariat:grants.count", { count: grants.length })]}
      form={
        grant === null ? (
          <div className="panel form">
            <h2>{t("secretariat:grant.choose")}</h2>
            <p className="hint">{t("secretariat:grant.choose.text")}</p>
          </div>
        ) : (
          <Form
            id="end"
            look="panel"
            labelledBy="end-title"
            refused={refused}
            files
            hidden={{ grantId: grant.grantId }}
          >
            <h2 id="end-title">{t("secretariat:grant.end")}</h2>
            <p className="hint">
              {[grant.person.name, t(`people:office.${grant.office}`), bodyOf(grant)]
                .filter((part) => part !== "")
                .join(" · ")}
            </p>
            <ActFields kinds={["ending"]} />
            <p className="hint acts">{t("secretariat:grant.end.consequence")}</p>
            <Actions>
              <Button kind="go">{t("secretariat:grant.end.do")}</Button>
              <a href={local("/secretariat/grants")}>{t("frame:form.cancel")}</a>
            </Actions>
          </Form>
        )
      }
    >
      <Filter id="narrow">
        <SelectField
          name="office"
          label={t("people:office")}
          value={office ?? undefined}
          prompt={t("secretariat:filter.all")}
          options={offices.map((known) => ({ value: known, label: t(`people:office.${known}`) }))}
        />
        <CheckboxField name="ended" label={t("secretariat:grants.ended")} checked={ended} />
      </Filter>
      {grants.length === 0 ? (
        <NothingHere page="grants" />
      ) : (
        <Table
          caption={title}
          dense
          columns={[
            { key: "person", head: t("people:person"), names: true },
            { key: "office", head: t("people:office") },
            { key: "rights", head: t("people:rights"), labelled: true },
            { key: "act", head: t("people:act"), labelled: true },
            { key: "from", head: t("people:from-until"), labelled: true, look: "nowrap" },
            { key: "do", head: t("secretariat:do"), headHidden: true, end: true },
          ]}
          rows={grants.map((one) => ({
            id: `g-${one.grantId}`,
            chosen: one.grantId === grant?.grantId,
            cells: {
              person: one.person.name,
              office: (
                <>
                  {t(`people:office.${one.office}`)}
                  {one.chair && <> · {t("people:chair")}</>}
                  <small>{bodyOf(one)}</small>
                </>
              ),
              rights: one.rights.map((right) => t(`people:right.${right}`)).join(", "),
              act: (
                <>
                  {t(`people:act.${one.act.kind}`)}: <ActReference {...one.act} />
                </>
              ),
              from: (
                <>
                  <Moment at={one.from} as="day" />
                  {one.until !== null && (
                    <>
                      {" – "}
                      <Moment at={one.until} as="day" />
                    </>
                  )}
                </>
              ),
              do:
                one.until !== null ? null : (
                  <TextLink path={`/secretariat/grants?grant=${one.grantId}#end`} about={one.person.name}>
                    {t("secretariat:grant.end.link")}
                  </TextLink>
                ),
            },
          }))}
        />
      )}
    </SecretariatPage>
  );
}
