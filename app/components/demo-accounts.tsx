/** The people of the demonstration, by what they are, each with a button to be that person. */
import type { Office, Sector } from "#app/domain/roles.ts";
import { Button } from "./button.tsx";
import { Country } from "./country.tsx";
import { Form } from "./form.tsx";
import { useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly grants: readonly {
    readonly office: string;
    readonly country: string | null;
    readonly sector: string | null;
    readonly chair: boolean;
  }[];
}

/** In this order; a person stands under the first that fits. */
const order: readonly Office[] = [
  "secretariat",
  "officer",
  "coordinator",
  "focal-point",
  "representative",
  "observer",
  "speaker",
  "agency",
];

export function DemoAccounts(props: {
  readonly accounts: readonly DemoAccount[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<string, string>>;
  readonly password: string;
}) {
  const { accounts, names, password } = props;
  const t = useT();
  const officeOf = (account: DemoAccount) =>
    order.find((office) => account.grants.some((grant) => grant.office === office));
  const about = (account: DemoAccount, office: Office | undefined): string => {
    const grant = account.grants.find((held) => held.office === office);
    if (grant === undefined) return "";
    const country = grant.country === null ? null : (names[grant.country] ?? grant.country);
    const sector = grant.sector === null ? null : t(`people:sector.${grant.sector as Sector}`);
    const chair = grant.chair ? t("people:chair") : null;
    return [country, sector, chair].filter((part) => part !== null).join(" · ");
  };
  const bands = [...order, undefined]
    .map((office) => ({
      name: t(office === undefined ? "account:demo.none" : `people:office.${office}`),
      rows: accounts
        .filter((account) => officeOf(account) === office)
        .map((account) => ({
          id: `demo-${account.email.replace(/\W+/g, "-")}`,
          cells: {
            who: (
              <Country
                iso={account.grants.find((held) => held.office === office)?.country ?? null}
                name={account.name}
              />
            ),
            what: about(account, office),
            email: account.email,
            do: (
              <Button kind="low" name="as" value={account.email} about={account.name}>
                {t("account:demo.be")}
              </Button>
            ),
          },
        })),
    }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people">{t("account:demo.title")}</h2>
      <p className="hint">
        {t("account:demo.text")} {t("account:demo.password", { password })}
      </p>
      <div className="acts">
        <Form id="demo" labelledBy="demo-people">
          <Table
            caption={t("account:demo.title")}
            dense
            columns={[
              { key: "who", head: t("people:person"), names: true },
              { key: "what", head: t("people:office.for") },
              { key: "email", head: t("account:email"), look: "soft" },
              { key: "do", head: t("account:demo.be"), headHidden: true, end: true },
            ]}
            bands={bands}
          />
        </Form>
      </div>
    </section>
  );
}
