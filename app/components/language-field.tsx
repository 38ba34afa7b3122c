/** In which of the four languages something is written. */
import { languages, ownNames, type Language } from "#app/i18n/language.ts";
import { SelectField } from "./choice-field.tsx";

export function LanguageField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: Language | undefined;
}) {
  return (
    <SelectField
      name="language"
      prompt={null}
      size={20}
      options={languages.map((one) => ({ value: one, label: ownNames[one] }))}
      {...props}
    />
  );
}
