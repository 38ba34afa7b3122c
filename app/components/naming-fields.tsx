/** Fields that every act on people asks for: who, and the act it rests on. */
import type { ActKind } from "#app/domain/act.ts";
import { languages, ownNames } from "#app/i18n/language.ts";
import { RadioGroup, SelectField } from "./choice-field.tsx";
import { DateField, TextField } from "./field.tsx";
import { LetterField } from "./letter-field.tsx";
import { useT } from "./speech.tsx";

/** Name, address, and the language of letters. `number` tells several persons of one form apart. */
export function PersonFields(props: {
  readonly number?: number;
  readonly optional?: boolean;
  readonly position?: boolean;
  /** Who is known already. */
  readonly given?: { readonly name: string; readonly email: string | null };
}) {
  const t = useT();
  const { number, optional, given } = props;
  const field = (name: string) => (number === undefined ? name : `${name}-${number}`);
  return (
    <>
      <TextField
        name={field("name")}
        label={t("people:person.name")}
        value={given?.name}
        optional={optional}
        autoComplete="off"
        maxLength={120}
      />
      <TextField
        name={field("email")}
        label={t("people:person.email")}
        value={given?.email ?? undefined}
        type="email"
        optional={optional}
        autoComplete="off"
        maxLength={254}
      />
      {props.position === true && (
        <TextField
          name={field("position")}
          label={t("people:person.position")}
          optional
          autoComplete="off"
          maxLength={160}
        />
      )}
      <SelectField
        name={field("language")}
        label={t("people:person.language")}
        value="es"
        prompt={null}
        options={languages.map((language) => ({ value: language, label: ownNames[language] }))}
      />
    </>
  );
}

/** The act: how it is called, where it is found, its date, its letter; for what begins by it, from when that holds. */
export function ActFields(props: { readonly kinds: readonly ActKind[]; readonly begins?: boolean }) {
  const t = useT();
  const { kinds } = props;
  const [only] = kinds;
  return (
    <>
      {kinds.length === 1 && <input type="hidden" name="kind" value={only} />}
      {kinds.length > 1 && (
        <RadioGroup
          name="kind"
          label={t("people:act.which")}
          value={only}
          tight
          options={kinds.map((kind) => ({ value: kind, label: t(`people:act.${kind}`) }))}
        />
      )}
      <TextField
        name="reference"
        label={t("people:act.reference")}
        hint={t("people:act.reference-hint")}
        maxLength={300}
        autoComplete="off"
      />
      <DateField name="date" label={t("people:act.date")} optional />
      {props.begins === true && (
        <DateField name="from" label={t("people:act.from")} hint={t("people:act.from-hint")} optional />
      )}
      <LetterField />
    </>
  );
}
