import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { TextLink } from "#app/components/button.tsx";
import { SelectField } from "#app/components/choice-field.tsx";
import { Filter } from "#app/components/list.tsx";
import { ObserverTable, SeatForms, SeatTable } from "#app/components/seats.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { SecretariatPage } from "#app/components/secretariat.tsx";
import { useT } from "#app/components/speech.tsx";
import { actOf, appointing, endingSeat, enteringObserver, personOf } from "#app/forms/people.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return loading(async () => ({
    title: translator(language)("secretariat:seats.title"),
    done: doneIn(url),
    chosen: url.searchParams.get("seat"),
    vacant: url.searchParams.get("show") === "vacant",
    table: await context.services.seats.table(context.actor, {
      cycleId: url.searchParams.get("cycle"),
      language,
    }),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const done = (what: string) =>
      redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/seats?done=${what}`);
    switch (fields["do"]) {
      case "end": {
        const form = readFields(endingSeat, fields);
        const { seatId, country } = form;
        await services.seats.end(actor, { seatId, country, act: actOf(form, letterId) });
        throw done("vacated");
      }
      case "observer": {
        const form = readFields(enteringObserver, fields);
        const { cycleId, sector, institution, designatedBy } = form;
        await services.seats.enterObserver(actor, {
          cycleId,
          sector,
          institution,
          designatedBy,
          person: personOf(form),
          act: actOf(form, letterId),
        });
        throw done("observer");
      }
      default: {
        const form = readFields(appointing, fields);
        const { seatId, country } = form;
        await services.seats.appoint(actor, {
          seatId,
          country,
          person: personOf(form),
          act: actOf(form, letterId),
        });
        throw done("appointed");
      }
    }
  });
}

export default function Seats() {
  const { title, done, chosen, vacant, table } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const officers = table.seats.filter(({ office }) => office === "officer");
  const observers = table.seats.filter(({ office }) => office === "observer");
  const occupied = officers.filter(({ holders }) => holders.length > 0).length;
  const seat = table.seats.find(({ id }) => id === (chosen ?? refused?.values["seatId"])) ?? null;
  const shown = vacant ? officers.filter(({ holders }) => holders.length === 0) : officers;
  return (
    <SecretariatPage
      page="seats"
      title={title}
      crumb={t("secretariat:cycle", { cycle: table.cycle.name })}
      done={done}
      facts={[
        t("secretariat:seats.count", { count: officers.length }),
        t("secretariat:seats.occupied", { occupied, vacant: officers.length - occupied }),
        ...(table.openRounds > 0 ? [t("secretariat:seats.rounds", { count: table.openRounds })] : []),
      ]}
      form={<SeatForms seat={seat} table={table} refused={refused} />}
    >
      <Filter id="narrow">
        <SelectField
          name="cycle"
          label={t("secretariat:filter.cycle")}
          value={table.cycle.id}
          prompt={null}
          options={table.cycles.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          name="show"
          label={t("secretariat:filter.show")}
          value={vacant ? "vacant" : "all"}
          prompt={null}
          options={["all", "vacant"].map((which) => ({
            value: which,
            label: t(`secretariat:seats.show.${which}`),
          }))}
        />
      </Filter>
      <SeatTable
        seats={shown}
        groups={table.countryGroups}
        countries={table.countries}
        chosen={seat?.id ?? null}
      />
      <p className="hint acts">
        {t("secretariat:elected.link")}{" "}
        <TextLink path={`/secretariat/seats/election?cycle=${table.cycle.id}`}>
          {t("secretariat:elected.enter")}
        </TextLink>
      </p>
      <h2 className="acts">{t("secretariat:observers.title")}</h2>
      <p className="hint">{t("secretariat:observers.hint")}</p>
      <div className="acts">
        <ObserverTable seats={observers} chosen={seat?.id ?? null} />
      </div>
      <p className="hint acts">{t("secretariat:seats.hint")}</p>
    </SecretariatPage>
  );
}
