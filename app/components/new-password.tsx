/** Choosing a password: twice, with what makes a good one. The address is there for password managers. */
import { TextField } from "./field.tsx";
import { useT } from "./speech.tsx";

export function NewPassword({ email }: { readonly email: string }) {
  const t = useT();
  return (
    <>
      <div className="field">
        <span className="strong">{t("account:email")}</span>
        <p>{email}</p>
        <input type="hidden" name="email" value={email} autoComplete="username" />
      </div>
      <TextField
        name="password"
        label={t("account:password.new")}
        hint={t("account:password.hint")}
        type="password"
        autoComplete="new-password"
        required
      />
      <TextField
        name="again"
        label={t("account:password.again")}
        type="password"
        autoComplete="new-password"
        required
      />
    </>
  );
}
