/** Seats by country group and by sector, with who sits in them, and the forms to fill and to empty them. */
import type { Refused } from "#app/answers.ts";
import type { Iso, Sector } from "#app/domain/roles.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { CheckboxField, SelectField } from "./choice-field.tsx";
import { Country } from "./country.tsx";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { ActFields, PersonFields } from "./naming-fields.tsx";
import { useLocal, useT } from "./speech.tsx";
import { useTerm, type TermShown } from "./officers-matrix.tsx";
import { ActReference } from "./act-reference.tsx";
import { Table, type Column } from "./table.tsx";

export interface ShownSeat extends TermShown {
  readonly id: string;
  readonly office: "officer" | "observer";
  readonly cycleId: string;
  readonly countryGroup: string | null;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair: boolean;
  readonly position: number;
  readonly from: Date;
  readonly holders: readonly {
    readonly grantId: string;
    readonly name: string;
    readonly from: Date;
    readonly designatedBy: string | null;
    readonly act: string;
    readonly letterId: string | null;
  }[];
  readonly act: { readonly reference: string; readonly letterId: string | null };
}

interface Named {
  readonly name: string;
}
type ShownCountry = Named & { readonly iso: Iso; readonly group: string };
type ShownGroup = Named & { readonly id: string };

/** What the page shows around the chosen seat. */
export interface SeatsAround {
  readonly cycle: { readonly id: string; readonly name: string };
  readonly seats: readonly ShownSeat[];
  readonly countries: readonly ShownCountry[];
  readonly countryGroups: readonly ShownGroup[];
}

const numberOf = (seat: ShownSeat): number => seat.position + 1;

export function SeatTable(props: {
  readonly seats: readonly ShownSeat[];
  readonly groups: readonly ShownGroup[];
  readonly countries: readonly ShownCountry[];
  readonly chosen: string | null;
}) {
  const t = useT();
  const { seats, groups, countries, chosen } = props;
  const columns: readonly Column[] = [
    { key: "seat", head: t("secretariat:seat"), look: "soft num", width: "k1" },
    { key: "country", head: t("people:country"), names: true, width: "k2" },
    { key: "person", head: t("people:person"), width: "k3" },
    { key: "since", head: t("people:since"), labelled: true, look: "num nowrap", width: "k4" },
    { key: "act", head: t("people:act"), labelled: true },
    { key: "do", head: t("secretariat:do"), headHidden: true, end: true, width: "k6" },
  ];
  const termOf = useTerm();
  const nameOf = (iso: Iso) => countries.find((country) => country.iso === iso)?.name ?? iso;
  const row = (seat: ShownSeat) => {
    const [holder] = seat.holders;
    const vacant = seat.country === null;
    return {
      id: `seat-${seat.id}`,
      chosen: seat.id === chosen,
      cells: {
        seat: numberOf(seat),
        country: (
          <Country
            iso={seat.country}
            name={
              <>
                {seat.country === null ? t("secretariat:vacant") : nameOf(seat.country)}
                {seat.chair && <span className="soft"> {t("people:chair")}</span>}
              </>
            }
            soft={vacant}
          />
        ),
        person:
          holder === undefined ? (
            <span className="soft">{t("secretariat:nobody")}</span>
          ) : (
            seat.holders.map(({ name }) => name).join(", ")
          ),
        since: (
          <>
            <Moment at={holder?.from ?? seat.from} as="day" />
            <small>{termOf(seat)}</small>
          </>
        ),
        act: <ActReference {...(holder === undefined ? seat.act : { ...holder, reference: holder.act })} />,
        do: (
          <DoLink
            seat={seat}
            chosen={chosen}
            about={t("secretariat:seat.number", { number: numberOf(seat) })}
          />
        ),
      },
    };
  };
  const bands = groups
    .map((group) => ({
      name: group.name,
      rows: seats.filter(({ countryGroup }) => countryGroup === group.id).map(row),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Table
      caption={t("secretariat:seats.title")}
      columns={columns}
      bands={bands}
      dense
      numbered
      look="seats"
    />
  );
}

export function ObserverTable({
  seats,
  chosen,
}: {
  readonly seats: readonly ShownSeat[];
  readonly chosen: string | null;
}) {
  const t = useT();
  return (
    <Table
      caption={t("secretariat:observers.title")}
      dense
      look="seats"
      columns={[
        { key: "sector", head: t("people:sector"), names: true, width: "k12" },
        { key: "person", head: t("people:person"), width: "k3" },
        { key: "since", head: t("people:since"), labelled: true, look: "num nowrap", width: "k4" },
        { key: "act", head: t("people:act"), labelled: true },
        { key: "do", head: t("secretariat:do"), headHidden: true, end: true, width: "k6" },
      ]}
      rows={seats.map((seat) => {
        const [holder] = seat.holders;
        const sector = t(`people:sector.${seat.sector ?? "civil-society"}`);
        return {
          id: `seat-${seat.id}`,
          chosen: seat.id === chosen,
          cells: {
            sector,
            person:
              holder === undefined ? <span className="soft">{t("secretariat:nobody")}</span> : holder.name,
            since: <Moment at={holder?.from ?? seat.from} as="day" />,
            act:
              holder === undefined ? (
                t("secretariat:observers.not-designated")
              ) : (
                <>
                  <ActReference reference={holder.act} letterId={holder.letterId} />
                  {holder.designatedBy !== null && (
                    <small>{t("officers:observer.designated-by", { body: holder.designatedBy })}</small>
                  )}
                </>
              ),
            do: <DoLink seat={seat} chosen={chosen} about={sector} />,
          },
        };
      })}
    />
  );
}

function DoLink(props: { readonly seat: ShownSeat; readonly chosen: string | null; readonly about: string }) {
  const t = useT();
  const { seat, chosen, about } = props;
  if (seat.id === chosen) return <b>{t("secretariat:seat.open")}</b>;
  return (
    <TextLink path={`/secretariat/seats?cycle=${seat.cycleId}&seat=${seat.id}#act`} about={about}>
      {t(seat.holders.length === 0 ? "secretariat:seat.fill" : "frame:form.change")}
    </TextLink>
  );
}

export function SeatForms(props: {
  readonly seat: ShownSeat | null;
  readonly table: SeatsAround;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { seat, table, refused } = props;
  if (seat === null)
    return (
      <div className="panel form" id="act">
        <h2>{t("secretariat:seat.choose")}</h2>
        <p className="hint">{t("secretariat:seat.choose.text")}</p>
      </div>
    );
  const ending = refused?.values["do"] === "end";
  return (
    <div id="act">
      {seat.office === "observer" ? (
        <ObserverForm seat={seat} refused={ending ? null : refused} />
      ) : (
        <AppointForm seat={seat} table={table} refused={ending ? null : refused} />
      )}
      {(seat.holders.length > 0 || (seat.office === "officer" && seat.country !== null)) && (
        <div className="acts">
          <EndForm seat={seat} refused={ending ? refused : null} />
        </div>
      )}
    </div>
  );
}

function AppointForm(props: {
  readonly seat: ShownSeat;
  readonly table: SeatsAround;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const local = useLocal();
  const { seat, table, refused } = props;
  const taken = table.seats.filter(({ id }) => id !== seat.id).map(({ country }) => country);
  const open = table.countries.filter(
    ({ iso, group }) => group === seat.countryGroup && !taken.includes(iso),
  );
  const group = table.countryGroups.find(({ id }) => id === seat.countryGroup)?.name ?? "";
  return (
    <Form
      id="appoint"
      look="panel"
      labelledBy="appoint-title"
      refused={refused}
      files
      hidden={{ do: "appoint", seatId: seat.id }}
    >
      <h2 id="appoint-title">{t("secretariat:seat.appoint", { number: numberOf(seat) })}</h2>
      <p className="hint">{group}</p>
      <SelectField
        name="country"
        label={t("people:country")}
        value={seat.country ?? undefined}
        options={open.map(({ iso, name }) => ({ value: iso, label: name }))}
      />
      <PersonFields />
      <ActFields kinds={["letter", "conference", "designation"]} begins />
      <p className="hint acts">{t("secretariat:seat.consequence")}</p>
      <Actions>
        <Button kind="go">{t("secretariat:seat.appoint.do")}</Button>
        <a href={local("/secretariat/seats")}>{t("frame:form.cancel")}</a>
      </Actions>
    </Form>
  );
}

function ObserverForm({ seat, refused }: { readonly seat: ShownSeat; readonly refused: Refused | null }) {
  const t = useT();
  const local = useLocal();
  const hidden = { do: "observer", cycleId: seat.cycleId, sector: seat.sector ?? "", seatId: seat.id };
  return (
    <Form id="observer" look="panel" labelledBy="observer-title" refused={refused} hidden={hidden} files>
      <h2 id="observer-title">{t("secretariat:observer.enter")}</h2>
      <p className="hint">{t(`people:sector.${seat.sector ?? "civil-society"}`)}</p>
      <PersonFields />
      <TextField name="institution" label={t("people:institution")} optional maxLength={200} />
      <TextField name="designatedBy" label={t("people:designated-by")} maxLength={200} />
      <ActFields kinds={["designation", "letter"]} begins />
      <Actions>
        <Button kind="go">{t("secretariat:observer.enter.do")}</Button>
        <a href={local("/secretariat/seats")}>{t("frame:form.cancel")}</a>
      </Actions>
    </Form>
  );
}

function EndForm({ seat, refused }: { readonly seat: ShownSeat; readonly refused: Refused | null }) {
  const t = useT();
  return (
    <Form
      id="end"
      look="panel"
      labelledBy="end-title"
      refused={refused}
      files
      hidden={{ do: "end", seatId: seat.id }}
    >
      <h2 id="end-title">{t("secretariat:seat.end")}</h2>
      <p className="hint">{t("secretariat:seat.end.text")}</p>
      {seat.office === "officer" && (
        <CheckboxField name="country" label={t("secretariat:seat.end.country")} />
      )}
      <ActFields kinds={["ending"]} />
      <Actions>
        <Button>{t("secretariat:seat.end.do")}</Button>
      </Actions>
    </Form>
  );
}
