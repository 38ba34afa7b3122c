/**
 * Choosing a position: what each brings stands under it, and what it needs opens inside it, without script.
 * It sends `kind`, and per kind `reservationPassage`, `text`; `confirmBy`; `objectionPassage`, `reason`, `lift`,
 * `amendment`, in a silence procedure `reservationAmendment` as well; with every kind `explanation`.
 */
import type { ReactNode } from "react";
import { regionalDay } from "#app/domain/region.ts";
import type { RollKind } from "#app/domain/roles.ts";
import type { Mode, PositionKind } from "#app/domain/round.ts";
import { RadioGroup, SelectField, type Option } from "./choice-field.tsx";
import { PositionMark, toneOf } from "./country.tsx";
import { DateField, TextArea } from "./field.tsx";
import { usePositionWords } from "./position-words.ts";
import { useFormat, useT } from "./speech.tsx";

export interface GivenPosition {
  readonly kind?: string;
  readonly reservationPassage?: string;
  readonly text?: string;
  readonly confirmBy?: string;
  readonly objectionPassage?: string;
  readonly reason?: string;
  readonly lift?: string;
  readonly amendment?: string;
  readonly reservationAmendment?: string;
  readonly explanation?: string;
}

/** What its fields are called, for the `names` of the form around it. */
export function usePositionNames(): Readonly<Record<string, string>> {
  const t = useT();
  const passage = t("frame:position.which-passage");
  return {
    kind: t("frame:position.legend"),
    reservationPassage: passage,
    text: t("frame:position.reservation-words"),
    confirmBy: t("frame:position.confirm-by"),
    objectionPassage: passage,
    reason: t("frame:position.reason"),
    lift: t("frame:position.lift"),
    amendment: t("frame:position.amendment"),
    reservationAmendment: t("frame:position.amendment"),
    explanation: t("frame:position.explanation"),
  };
}

export function PositionPicker(props: {
  /** The positions that may be given in this round, in the order shown. */
  readonly kinds: readonly PositionKind[];
  /** Passages of the text, as the release numbers them. */
  readonly passages: readonly Option[];
  readonly confirmLatest?: Date;
  /** What was given before, or on the first step. */
  readonly given?: GivenPosition;
  /** Whose round it is: in a consultation positions are called otherwise. */
  readonly roll?: RollKind;
  /** In a silence procedure other words may be offered with a reservation, too (domain §4). */
  readonly mode: Mode;
}) {
  const t = useT();
  const { given = {} } = props;
  const { word, hint } = usePositionWords(props.roll ?? "group");
  const under: Partial<Record<PositionKind, ReactNode>> = {
    "joins-with-reservation": (
      <>
        <Passage name="reservationPassage" passages={props.passages} value={given.reservationPassage} />
        <TextArea
          name="text"
          label={t("frame:position.reservation-words")}
          hint={t("frame:position.published-as-written")}
          value={given.text}
        />
        {props.mode === "silence" && props.roll !== "region" && (
          <TextArea
            name="reservationAmendment"
            label={t("frame:position.amendment")}
            hint={t("frame:position.amendment-breaks")}
            optional
            rows={3}
            value={given.reservationAmendment}
          />
        )}
      </>
    ),
    "ad-referendum": <ConfirmBy latest={props.confirmLatest} value={given.confirmBy} />,
    objects: (
      <>
        <Passage name="objectionPassage" passages={props.passages} value={given.objectionPassage} />
        <TextArea name="reason" label={t("frame:position.reason")} value={given.reason} />
        <TextArea
          name="lift"
          label={t("frame:position.lift")}
          hint={t("frame:position.lift-hint")}
          rows={3}
          value={given.lift}
        />
        <TextArea
          name="amendment"
          label={t("frame:position.amendment")}
          optional
          rows={3}
          value={given.amendment}
        />
      </>
    ),
  };
  return (
    <>
      <RadioGroup
        name="kind"
        label={t("frame:position.legend")}
        labelHidden
        value={given.kind}
        options={props.kinds.map((kind) => ({
          value: kind,
          label: <PositionMark tone={toneOf(kind)}>{word(kind)}</PositionMark>,
          note: hint(kind),
          under: under[kind],
        }))}
      />
      <TextArea
        name="explanation"
        label={t("frame:position.explanation")}
        hint={t("frame:position.explanation-hint")}
        optional
        rows={2}
        value={given.explanation}
      />
    </>
  );
}

function Passage(props: {
  readonly name: string;
  readonly passages: readonly Option[];
  readonly value: string | undefined;
}) {
  const t = useT();
  return (
    <SelectField
      name={props.name}
      label={t("frame:position.which-passage")}
      prompt={t("frame:position.choose-passage")}
      options={props.passages}
      value={props.value}
      size={20}
    />
  );
}

function ConfirmBy(props: { readonly latest: Date | undefined; readonly value: string | undefined }) {
  const t = useT();
  const format = useFormat();
  const { latest } = props;
  return (
    <DateField
      name="confirmBy"
      label={t("frame:position.confirm-by")}
      hint={latest && t("frame:position.confirm-latest", { day: format.longDay(latest) })}
      max={latest && regionalDay(latest)}
      value={props.value}
    />
  );
}
