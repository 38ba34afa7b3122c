import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { SelectField } from "#app/components/choice-field.tsx";
import { Filter } from "#app/components/list.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { SecretariatPage } from "#app/components/secretariat.tsx";
import { useT } from "#app/components/speech.tsx";
import { TermsForm, TermsHistory, TermsInForce } from "#app/components/terms-page.tsx";
import { rollKinds } from "#app/domain/roles.ts";
import { readFields } from "#app/forms/form.ts";
import { actOf } from "#app/forms/people.ts";
import { changingTerms } from "#app/forms/terms.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const roll = rollKinds.find((kind) => kind === url.searchParams.get("roll")) ?? "group";
  return loading(async () => ({
    title: translator(languageOfPath(url.pathname))("terms:title"),
    done: doneIn(url),
    table: await context.services.terms.table(context.actor, {
      cycleId: url.searchParams.get("cycle"),
      roll,
    }),
  }));
}

export function action({ context, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const form = readFields(changingTerms, fields);
    const { cycleId, roll, after, terms } = form;
    await context.services.terms.change(context.actor, {
      cycleId,
      roll,
      after,
      terms,
      act: actOf(form, letterId),
    });
    const language = languageOfPath(new URL(request.url).pathname);
    const asked = new URLSearchParams({ cycle: cycleId, roll, done: "terms" });
    throw redirect(`/${language}/secretariat/terms?${asked}`);
  });
}

export default function TermsOfRounds() {
  const { title, done, table } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  return (
    <SecretariatPage
      page="terms"
      title={title}
      crumb={t("secretariat:cycle", { cycle: table.cycle.name })}
      done={done}
      form={<TermsForm table={table} refused={refused} />}
    >
      <p className="hint">{t("terms:what")}</p>
      <div className="acts">
        <Filter id="narrow">
          <SelectField
            name="cycle"
            label={t("secretariat:filter.cycle")}
            value={table.cycle.id}
            prompt={null}
            options={table.cycles.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="roll"
            label={t("terms:body")}
            value={table.roll}
            prompt={null}
            options={rollKinds.map((kind) => ({ value: kind, label: t(`terms:body.${kind}`) }))}
          />
        </Filter>
      </div>
      <h2 className="acts">{t("terms:in-force")}</h2>
      <div className="acts">
        <TermsInForce table={table} />
      </div>
      <TermsHistory table={table} />
    </SecretariatPage>
  );
}
