/** The form in which the secretariat enters new names of a group, with the act they rest on. */
import type { Refused } from "#app/answers.ts";
import { languages } from "#app/i18n/language.ts";
import { Actions, Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { NameFields } from "./group-proposal-form.tsx";
import { ActFields } from "./naming-fields.tsx";
import { useLocal, useT } from "./speech.tsx";

export function GroupRenameForm(props: {
  readonly group: { readonly slug: string; readonly names: unknown };
  readonly refused: Refused | null;
}) {
  const t = useT();
  const local = useLocal();
  const { group, refused } = props;
  const names = Object(group.names) as Readonly<Record<string, string>>;
  const first = languages.find((one) => names[one] !== undefined) ?? "es";
  return (
    <div className="writing">
      <Form id="rename" label={t("group-chain:rename.save")} refused={refused} files>
        <NameFields names={names} first={first} />
        <ActFields kinds={["letter", "conference", "election"]} />
        <Actions>
          <Button kind="go">{t("group-chain:rename.save")}</Button>
          <a href={local(`/groups/${group.slug}`)}>{t("frame:form.cancel")}</a>
        </Actions>
      </Form>
    </div>
  );
}
