/** The history of a plan's text: the line of releases and named versions, the ways to compare, who wrote when. */
import type { Refused } from "#app/answers.ts";
import { regionalDay } from "#app/domain/region.ts";
import type { HistoryPage, NamedSitting } from "#server/services/plan-history.ts";
import type { HistoryEntry } from "#server/services/plan-timeline.ts";
import { Actions, Button, TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { CountryCode } from "./country.tsx";
import { DateField, TextArea, TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { Fold, Part } from "./part.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";
import { sayAddress, sayPoint, sayWriter } from "./text-point.ts";

export interface HistoryProps {
  readonly slug: string;
  readonly page: HistoryPage;
  readonly refused: Refused | null;
}

/** Addresses below the plan; of an earlier period they name it. */
export function textPaths(slug: string, period: string | null) {
  const path = `/groups/${slug}/plan`;
  const own = period === null ? "" : `&period=${period}`;
  return {
    plan: period === null ? path : `${path}?period=${period}`,
    history: period === null ? `${path}/versions` : `${path}/versions?period=${period}`,
    release: (number: number) => `${path}/releases/${number}${period === null ? "" : `?period=${period}`}`,
    at: (point: string, more = "") => `${path}/versions/at?point=${point}${more}${own}`,
    compare: (from: string, to: string, more = "") => `${path}/compare?from=${from}&to=${to}${more}${own}`,
    restore: (point: string) => `${path}/versions/restore?point=${point}`,
  };
}

export function TextHistory({
  slug,
  page,
  period,
  refused,
}: HistoryProps & { readonly period: string | null }) {
  const t = useT();
  return (
    <>
      <Part id="line" title={t("versions:line")} note={t("versions:line.hint")} first>
        {page.may.name && <NameForm refused={refused} />}
        <Line page={page} slug={slug} period={period} />
      </Part>
      {page.entries.length + page.others.length > 1 && (
        <Part id="compare" title={t("versions:compare")}>
          <CompareForm slug={slug} page={page} period={period} />
        </Part>
      )}
      {page.sittings !== null && (
        <>
          <Part id="moment" title={t("versions:moment")} note={t("versions:moment.hint")}>
            <MomentForm slug={slug} period={period} />
          </Part>
          <Part id="wrote" title={t("versions:wrote")}>
            <Sittings page={page} slug={slug} period={period} sittings={page.sittings} />
          </Part>
        </>
      )}
    </>
  );
}

function NameForm({ refused }: { readonly refused: Refused | null }) {
  const t = useT();
  return (
    <Fold title={t("versions:name")} open={refused !== null}>
      <Form id="name-version" label={t("versions:name")} refused={refused}>
        <p>{t("versions:name.what")}</p>
        <TextField
          name="name"
          label={t("versions:name.label")}
          hint={t("versions:name.hint")}
          maxLength={120}
        />
        <TextArea name="note" label={t("versions:name.note")} optional rows={2} maxLength={500} />
        <Actions>
          <Button kind="go">{t("versions:name.do")}</Button>
        </Actions>
      </Form>
    </Fold>
  );
}

interface InPlan {
  readonly slug: string;
  readonly page: HistoryPage;
  readonly period: string | null;
}

function Line({ slug, page, period }: InPlan) {
  const t = useT();
  if (page.entries.length === 0) return <p className="soft">{t("versions:line.none")}</p>;
  return (
    <ol className="line history">
      {page.entries.map((entry) => (
        <li key={`${entry.kind}-${entry.address}`} className={entry.kind === "version" ? "named" : undefined}>
          <Moment at={entry.at} as="stamp" />
          <Entry entry={entry} slug={slug} page={page} period={period} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry, slug, page, period }: InPlan & { readonly entry: HistoryEntry }) {
  const t = useT();
  const format = useFormat();
  const paths = textPaths(slug, period);
  const names = new Map(
    page.entries.flatMap((one) => (one.kind === "restored" ? [] : [[one.address, sayEntry(one)]])),
  );
  const { kind, address, by, note, adopted, earlier } = entry;
  const gone = earlier === "gone";
  const said = sayEntry(entry);
  return (
    <div>
      <p>
        {gone || kind === "restored" ? (
          <b>{said}</b>
        ) : (
          <TextLink path={kind === "release" ? paths.release(entry.number) : paths.at(address)}>
            {said}
          </TextLink>
        )}{" "}
        <span className="soft s">
          {kind === "version" && <>{t("versions:named")} · </>}
          {kind === "release" && <>{t("versions:frozen")} · </>}
          {t("versions:by", { who: sayWriter({ t }, by, page.countries) })}
          {adopted !== null && <> · {t("versions:adopted", { version: adopted })}</>}
        </span>
      </p>
      {note !== null && <p className="soft s">{note}</p>}
      {earlier !== null && <p className="soft s">{t(gone ? "versions:gone" : "versions:earlier")}</p>}
      {!gone && page.sittings !== null && (
        <p className="s links">
          {kind === "restored" ? (
            <TextLink path={paths.at(address)}>{t("versions:restored.before")}</TextLink>
          ) : (
            <TextLink path={paths.compare(address, "live")} about={said}>
              {t("versions:to-live")}
            </TextLink>
          )}
          {page.may.restore && kind !== "release" && (
            <TextLink path={paths.restore(address)} about={said}>
              {t(kind === "restored" ? "versions:restore.undo" : "versions:restore")}
            </TextLink>
          )}
          {page.may.restore && kind === "release" && (
            <TextLink path={paths.restore(address)} about={said}>
              {t("versions:restore")}
            </TextLink>
          )}
        </p>
      )}
    </div>
  );

  function sayEntry(one: HistoryEntry): string {
    if (one.kind === "restored")
      return t("versions:restored", { point: sayAddress({ t, format }, one.from ?? "", names) });
    return sayPoint({ t, format }, { ...one, kind: one.kind });
  }
}

function CompareForm({ slug, page, period }: InPlan) {
  const t = useT();
  const format = useFormat();
  const local = useLocal();
  const options = [
    ...page.others.map((kind) => ({
      value: kind,
      label: sayPoint({ t, format }, { kind, number: page.plan.state.version, name: null, at: null }),
    })),
    ...page.entries.flatMap(({ kind, address, earlier, ...rest }) =>
      kind === "restored" || earlier === "gone"
        ? []
        : [
            {
              value: address,
              label: `${sayPoint({ t, format }, { kind, ...rest })}, ${format.stamp(rest.at)}`,
            },
          ],
    ),
  ];
  const [first, second] = options;
  return (
    <Form
      id="compare-texts"
      method="get"
      action={local(`/groups/${slug}/plan/compare`)}
      label={t("versions:compare")}
      hidden={period === null ? {} : { period }}
    >
      <SelectField
        name="from"
        label={t("versions:compare.from")}
        options={options}
        prompt={null}
        value={second?.value ?? ""}
      />
      <SelectField
        name="to"
        label={t("versions:compare.to")}
        options={options}
        prompt={null}
        value={first?.value ?? ""}
      />
      <Actions>
        <Button>{t("versions:compare.do")}</Button>
      </Actions>
    </Form>
  );
}

function MomentForm({ slug, period }: Pick<InPlan, "slug" | "period">) {
  const t = useT();
  const local = useLocal();
  return (
    <Form
      id="moment-form"
      method="get"
      action={local(`/groups/${slug}/plan/versions/at`)}
      label={t("versions:moment")}
      hidden={period === null ? {} : { period }}
    >
      <DateField name="point" label={t("versions:moment.when")} time required />
      <Actions>
        <Button>{t("versions:moment.do")}</Button>
      </Actions>
    </Form>
  );
}

/** By day, the latest first. */
function Sittings({ slug, page, period, sittings }: InPlan & { readonly sittings: readonly NamedSitting[] }) {
  const t = useT();
  const format = useFormat();
  const paths = textPaths(slug, period);
  if (sittings.length === 0) return <p className="soft">{t("versions:wrote.none")}</p>;
  const days: { day: string; at: Date; sittings: NamedSitting[] }[] = [];
  for (const sitting of sittings) {
    const day = regionalDay(sitting.to);
    const last = days.at(-1);
    if (last?.day === day) last.sittings.push(sitting);
    else days.push({ day, at: sitting.to, sittings: [sitting] });
  }
  /** What the text was before somebody sat down: it is after the sitting that ended last before. */
  const before = new Map(sittings.map(({ address }, place) => [address, sittings[place + 1]]));
  const spanOf = ({ from, to }: NamedSitting) => {
    const [begin, end] = [format.time(from), format.time(to)];
    return begin === end ? end : t("versions:wrote.range", { from: begin, to: end });
  };
  return (
    <div className="sittings">
      {days.map(({ day, at, sittings: own }, place) => (
        <section key={`${day}-${place}`} aria-label={format.longDay(at)}>
          <h3>{format.longDay(at)}</h3>
          <ul>
            {own.map((sitting) => {
              const earlier = before.get(sitting.address);
              const about = `${format.longDay(sitting.to)}, ${format.time(sitting.to)}`;
              return (
                <li key={sitting.address}>
                  <span className="num">{spanOf(sitting)}</span>
                  <span className="who">
                    <CountryCode iso={sitting.by?.country ?? null} />
                    <span>
                      {sitting.by === null
                        ? t(`versions:act.${sitting.own ?? "other"}`)
                        : sayWriter({ t }, sitting.by, page.countries)}
                    </span>
                  </span>
                  <span className="soft s">{t("versions:wrote.changes", { count: sitting.changes })}</span>
                  <span className="ways">
                    {earlier?.epoch === sitting.epoch && (
                      <TextLink
                        path={paths.compare(earlier.address, sitting.address, "&view=list")}
                        about={about}
                      >
                        {t("versions:compare.title")}
                      </TextLink>
                    )}
                    <TextLink path={paths.at(sitting.address)} about={about}>
                      {t("versions:wrote.text")}
                    </TextLink>
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {page.more !== null && (
        <p>
          <TextLink
            path={`/groups/${slug}/plan/versions?until=${page.more}${period === null ? "" : `&period=${period}`}#wrote`}
          >
            {t("versions:wrote.older")}
          </TextLink>
        </p>
      )}
    </div>
  );
}
