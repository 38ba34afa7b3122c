import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { Actions, Button } from "#app/components/button.tsx";
import { CheckboxGroup, SelectField } from "#app/components/choice-field.tsx";
import { Form } from "#app/components/form.tsx";
import { ActFields } from "#app/components/naming-fields.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { enteringChair } from "#app/forms/decision.ts";
import { readFields } from "#app/forms/form.ts";
import { actForm, actOf } from "#app/forms/people.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

/** The secretariat enters the Chair and the Vice Chairs that the act which created the group names. Others are refused. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const around = await context.services.decisions.around(context.actor, slug, language);
    if (!around.entersChair) throw refuse("forbidden", "may-not.group.enter-chair");
    const group = await context.services.groups.head(slug, language);
    return { title: translator(language)("decisions:enter-chair"), slug, group };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const slug = params["slug"] ?? "";
    const act = actOf(readFields(actForm, fields), letterId);
    await context.services.decisions.enterChair(context.actor, {
      slug,
      ...readFields(enteringChair, fields),
      act,
    });
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/members`);
  });
}

export default function EnterChair() {
  const { title, slug, group } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const path = `/groups/${slug}/members`;
  const countries = group.countries.map(({ iso, name }) => ({ value: iso, label: name }));
  return (
    <>
      <PageHead
        title={title}
        lead={t("decisions:enter-chair.what")}
        crumbs={[{ name: t("groups:members.title"), path }]}
      />
      <div className="writing">
        <Form id="chair" label={title} refused={refused} files>
          <SelectField
            name="chair"
            label={t("decisions:clause.chair")}
            options={countries}
            value={group.chair?.iso}
          />
          <CheckboxGroup
            name="viceChairs"
            label={t("decisions:clause.vice-chairs")}
            options={countries}
            values={group.viceChairs.map(({ iso }) => iso)}
          />
          <ActFields kinds={["founding", "conference", "letter"]} />
          <Actions>
            <Button kind="go">{title}</Button>
            <a href={local(path)}>{t("frame:form.cancel")}</a>
          </Actions>
        </Form>
      </div>
    </>
  );
}
