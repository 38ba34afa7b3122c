/** The terms of a body in a cycle: what holds for new rounds, by which act, and every change before. */
import type { Refused } from "#app/answers.ts";
import type { Term } from "#app/domain/round.ts";
import { hourTerms, roomHours } from "#app/domain/reminders.ts";
import { defaultTerms } from "#app/domain/round.ts";
import type { TermName } from "#app/domain/terms.ts";
import type { TermsTable } from "#server/services/terms.ts";
import { ActReference } from "./act-reference.tsx";
import { Actions, Button } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { ActFields } from "./naming-fields.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

/** What a term says: a number, none, or whether a reminder is sent. */
function useValue(): (name: TermName, value: number | null) => string {
  const t = useT();
  const format = useFormat();
  return (name, value) => {
    if (value === null) return t("terms:none");
    const reminds = name === "remindHalfway" || hourTerms.some((one) => one === name);
    if (reminds && value === 0) return t("terms:remind.not-sent");
    return name === "remindHalfway" ? t("terms:remind.sent") : format.number(value);
  };
}

/** What a term is called: all countries are not silent but consulted. */
function useLabel({ roll }: TermsTable): (name: TermName) => string {
  const t = useT();
  return (name) =>
    t(name === "minSilenceHours" && roll === "region" ? "terms:minConsultationHours" : `terms:${name}`);
}

/** What holds for rounds that open now. */
export function TermsInForce({ table }: { readonly table: TermsTable }) {
  const t = useT();
  const say = useValue();
  const label = useLabel(table);
  return (
    <Table
      caption={t("terms:in-force")}
      columns={[
        { key: "term", head: t("terms:term"), names: true },
        { key: "value", head: t("terms:value"), labelled: true, look: "num" },
        { key: "basis", head: t("terms:basis"), labelled: true },
      ]}
      rows={table.names.map((name) => ({
        id: name,
        cells: {
          term: label(name),
          value: <b>{say(name, table.terms[name].value)}</b>,
          basis: <Basis term={table.terms[name]} table={table} />,
        },
      }))}
    />
  );
}

/** By which act, with its letter; or why the platform sets it. */
function Basis({ term, table }: { readonly term: Term<number | null>; readonly table: TermsTable }) {
  const t = useT();
  if (term.basis === "default")
    return (
      <>
        {t("terms:by-default")}
        <small>{t(`consensus:${term.reason}`)}</small>
      </>
    );
  const act = table.history.find((row) => row.act?.reference === term.reason)?.act;
  return <ActReference reference={term.reason} letterId={act?.letterId ?? null} />;
}

/** Every change, the latest first. */
export function TermsHistory({ table }: { readonly table: TermsTable }) {
  const t = useT();
  const say = useValue();
  const label = useLabel(table);
  const changes = table.history.filter(({ act }) => act !== null);
  return (
    <>
      <h2 className="acts">{t("terms:history")}</h2>
      {changes.length === 0 ? (
        <p className="hint">{t("terms:history.none")}</p>
      ) : (
        <div className="acts">
          <Table
            caption={t("terms:history")}
            columns={[
              { key: "since", head: t("terms:since"), look: "nowrap", names: true },
              { key: "what", head: t("terms:term") },
              { key: "act", head: t("terms:basis"), labelled: true },
            ]}
            rows={changes.map(({ id, from, act, changed, terms }) => ({
              id: `c-${id}`,
              cells: {
                since: <Moment at={from} />,
                what: changed.map((name) => (
                  <div key={name}>
                    {t("terms:set", { term: label(name), value: say(name, terms[name].value) })}
                  </div>
                )),
                act: act !== null && <ActReference reference={act.reference} letterId={act.letterId} />,
              },
            }))}
          />
        </div>
      )}
    </>
  );
}

/** Other terms, and the act they rest on. */
export function TermsForm({
  table,
  refused,
}: {
  readonly table: TermsTable;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const local = useLocal();
  const say = useValue();
  const label = useLabel(table);
  const { cycle, roll, latest, names, terms } = table;
  const standing = (name: TermName) => terms[name].value?.toString() ?? "";
  return (
    <Form
      id="terms"
      look="panel"
      labelledBy="terms-title"
      refused={refused}
      files
      hidden={{ cycleId: cycle.id, roll, after: latest }}
      names={Object.fromEntries(names.map((name) => [name, label(name)]))}
    >
      <h2 id="terms-title">{t("terms:change")}</h2>
      <p className="hint">{t("terms:change.hint")}</p>
      {names.map((name) =>
        name === "remindHalfway" ? (
          <SelectField
            key={name}
            name={name}
            label={label(name)}
            value={standing(name)}
            prompt={null}
            options={["1", "0"].map((value) => ({ value, label: say(name, Number(value)) }))}
          />
        ) : (
          <TextField
            key={name}
            name={name}
            type="text"
            inputMode="numeric"
            size={10}
            label={label(name)}
            hint={name === "remindFirst" ? t("terms:remind.hint", { hours: roomHours }) : undefined}
            value={standing(name)}
            optional={defaultTerms[name].value === null}
          />
        ),
      )}
      <ActFields kinds={["conference", "letter"]} />
      <Actions>
        <Button kind="go">{t("terms:save")}</Button>
        <a href={local(`/secretariat/terms?cycle=${cycle.id}&roll=${roll}`)}>{t("frame:form.cancel")}</a>
      </Actions>
    </Form>
  );
}
