/** A letter that an act rests on: a file in a form with `files`. One that was kept before is named, not asked for again. */
import { FileField } from "./field.tsx";
import { useField } from "./form.tsx";
import { useFormat, useT } from "./speech.tsx";

/** In bytes; the server has the same limit. */
const limit = 25_000_000;

const kinds = [".pdf", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".webp"];

export function LetterField(props: {
  /** It will be open to everybody: a position rests on it. */
  readonly open?: boolean;
  readonly required?: boolean;
  readonly label?: string;
  /** One that was kept at an earlier step, by id and name. */
  readonly kept?: { readonly id?: string | undefined; readonly name?: string | undefined };
}) {
  const t = useT();
  const format = useFormat();
  const id = useField("letterId", false, props.kept?.id);
  const name = useField("letterName", false, props.kept?.name);
  const kept = (id.value ?? "") !== "";
  const hint = t(props.open === true ? "people:letter.hint.public" : "people:letter.hint", {
    size: format.size(limit),
  });
  return (
    <>
      {kept && <input type="hidden" name="letterId" value={id.value} />}
      <FileField
        name="letter"
        label={props.label ?? t("people:letter")}
        hint={kept ? t("people:letter.kept", { name: name.value ?? "" }) : hint}
        accept={kinds.join(",")}
        optional={props.required !== true}
      />
    </>
  );
}
