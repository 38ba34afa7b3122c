/** Where somebody is signed in, with a way to end each. */
import type { Refused } from "#app/answers.ts";
import { Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { Moment } from "./moment.tsx";
import { useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export interface ListedSession {
  readonly handle: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string | null;
  readonly current: boolean;
}

const browsers = ["Firefox", "Edg", "OPR", "Chrome", "Safari"] as const;
const systems = ["Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux"] as const;
const spoken: Readonly<Record<string, string>> = { Edg: "Edge", OPR: "Opera", "Mac OS X": "macOS" };

/** "Firefox · Windows": enough to know one's own machines by. */
function deviceOf(userAgent: string | null): string | null {
  const found = [browsers, systems].flatMap((names) => names.find((name) => userAgent?.includes(name)) ?? []);
  return found.length === 0 ? null : found.map((name) => spoken[name] ?? name).join(" · ");
}

export function SessionList(props: {
  readonly sessions: readonly ListedSession[];
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { sessions, refused } = props;
  return (
    <>
      <Form id="session-form" label={t("account:sessions")} refused={refused} hidden={{ do: "end-session" }}>
        <Table
          caption={t("account:sessions")}
          dense
          columns={[
            { key: "device", head: t("account:session.device"), names: true },
            { key: "since", head: t("account:session.since"), labelled: true },
            { key: "seen", head: t("account:session.seen"), labelled: true },
            { key: "do", head: t("account:session.end"), headHidden: true, end: true },
          ]}
          rows={sessions.map(({ handle, createdAt, lastSeenAt, userAgent, current }) => ({
            id: `s-${handle}`,
            cells: {
              device: deviceOf(userAgent) ?? t("account:session.unknown"),
              since: <Moment at={createdAt} as="stamp" />,
              seen: current ? t("account:session.current") : <Moment at={lastSeenAt} as="relative" />,
              do: current ? null : (
                <Button kind="low" name="handle" value={handle} about={deviceOf(userAgent) ?? undefined}>
                  {t("account:session.end")}
                </Button>
              ),
            },
          }))}
        />
      </Form>
      {sessions.length > 1 && (
        <Form id="others-form" label={t("account:session.end-others")} hidden={{ do: "end-others" }}>
          <p className="acts">
            <Button>{t("account:session.end-others")}</Button>
          </p>
        </Form>
      )}
    </>
  );
}
