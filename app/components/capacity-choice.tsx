/** In which capacity a formal form is given: sent with it, said on it, and chosen where somebody has more than one. */
import type { ActedAs } from "#server/services/capacities.ts";
import type { RoundView } from "#server/services/round-view.ts";
import { RadioGroup } from "./choice-field.tsx";
import { useT } from "./speech.tsx";

type Names = Readonly<Record<string, string>>;
type OwnSeat = RoundView["part"]["seats"][number];

/** For whom a form is given, as its field `capacity` sends it. */
export const capacityOf = ({ seat }: Pick<OwnSeat, "seat">, office: string): string => `${office} ${seat}`;

/** "Uruguay, seat of the Southern Cone among the Presiding Officers", "Peru, as its representative in the group". */
export function useCapacityIn(view: RoundView, names: Names) {
  const t = useT();
  return (seat: OwnSeat, office: string): string => {
    const country = names[seat.country] ?? seat.country;
    const line = view.reading.standing.find((standing) => standing.seat === seat.seat);
    const group =
      line?.group === null || line?.group === undefined ? "" : t(`consensus:country-group.${line.group}`);
    return t(`rounds:capacity.${office}`, { country, group });
  };
}

/** For a form that speaks for a seat: its field `capacity`. */
export function CapacityChoice(props: {
  readonly view: RoundView;
  readonly names: Names;
  readonly seat: OwnSeat;
  readonly value?: string | undefined;
}) {
  const { view, names, seat } = props;
  const say = useCapacityIn(view, names);
  const options = seat.offices.map((office) => ({
    value: capacityOf(seat, office),
    label: say(seat, office),
  }));
  return <Choice name="capacity" line="rounds:position.as" options={options} value={props.value} />;
}

/** For a step of the Chair, or of one who takes it in the Chair's stead: its field `as`. */
export function ActingAs({ as, names }: { readonly as: readonly ActedAs[]; readonly names: Names }) {
  const t = useT();
  const options = as.map(({ office, country }) => ({
    value: country === null ? office : `${office} ${country}`,
    label:
      country === null
        ? t(`record:office.${office}`)
        : t("rounds:acting-as", { office: t(`record:office.${office}`), country: names[country] ?? country }),
  }));
  return <Choice name="as" line="rounds:acting-as.line" options={options} />;
}

function Choice(props: {
  readonly name: string;
  /** Key of the sentence that says the one capacity. */
  readonly line: "rounds:position.as" | "rounds:acting-as.line";
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value?: string | undefined;
}) {
  const t = useT();
  const { name, options, value } = props;
  const [one, other] = options;
  if (one === undefined) return null;
  if (other !== undefined)
    return (
      <RadioGroup
        name={name}
        label={t(name === "as" ? "rounds:acting-as.which" : "rounds:position.which-capacity")}
        options={options}
        value={value}
      />
    );
  return (
    <>
      <input type="hidden" name={name} value={one.value} />
      <p className="as">{t(props.line, { capacity: one.label })}</p>
    </>
  );
}
