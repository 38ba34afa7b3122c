/** What is open in the text, kept as it is written: each line leads to its place, and brackets are closed from here too. */
import { useId, useMemo, useRef, type MouseEvent } from "react";
import type { Cleaning } from "#app/document/cleaning.ts";
import { Icon } from "#app/components/icon.tsx";
import { openPointsOf } from "#app/document/openness.ts";
import type { Plan } from "#app/document/plan.ts";
import type { OpenPoint } from "#app/domain/release.ts";
import { quoted } from "./closed-words.ts";
import { ClosingButton } from "./closing-button.tsx";
import { countryName, listOf, type Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

export function OpenPoints(props: {
  readonly plan: Plan;
  readonly text: Text;
  readonly tongue: Tongue;
  /** Whether the server is heard: without it no bracket is closed. */
  readonly connected: boolean;
  /** Whether a line takes the caret to its place, and brackets are closed from here. */
  readonly writes: boolean;
}) {
  const { plan, text, tongue, connected, writes } = props;
  const { t } = tongue;
  const title = useRef<HTMLHeadingElement>(null);
  const points = useMemo(() => openPointsOf(plan), [plan]);
  const follow = (anchor: string) => (event: MouseEvent) => {
    if (!writes || event.ctrlKey || event.metaKey || event.shiftKey || !text.go(anchor)) return;
    event.preventDefault();
    history.replaceState(history.state, "", `#${anchor}`);
  };
  const clean = (cleaning: Cleaning) => {
    text.clean(cleaning);
    // What was pressed goes with its line: the keyboard goes on at the head of the list.
    title.current?.focus();
  };
  return (
    <section className="points" aria-labelledby="open-points">
      <h2 id="open-points" tabIndex={-1} ref={title}>
        {t("points", { count: points.length })}
      </h2>
      {points.length === 0 && <p className="soft">{t("points.none")}</p>}
      <ol>
        {points.map((point, place) => (
          <li key={`${point.anchor} ${place}`}>
            <a href={`#${point.anchor}`} onClick={follow(point.anchor)}>
              <span>{point.number}</span>
              <span>
                {sayPoint(tongue, point)}
                {point.wordings.length > 1 && (
                  <small> {t("points.alternatives", { count: point.wordings.length - 1 })}</small>
                )}
              </span>
            </a>
            {writes && <Settle point={point} tongue={tongue} connected={connected} clean={clean} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The ways to close a passage in brackets; none where they were typed as signs. */
function Settle(props: {
  readonly point: OpenPoint;
  readonly tongue: Tongue;
  readonly connected: boolean;
  clean(cleaning: Cleaning): void;
}) {
  const { point, tongue, connected, clean } = props;
  const { t } = tongue;
  const why = useId();
  const wordings = point.wordings.flatMap(({ id, words }) => (id === null ? [] : [{ id, words }]));
  const [first] = wordings;
  if (first === undefined) return null;
  return (
    <details>
      <summary>
        {t("points.close")}
        <Icon name="down" />
        <span className="sr"> {sayPoint(tongue, point)}</span>
      </summary>
      <div>
        {!connected && (
          <p className="soft" id={why}>
            {t("bracket.offline")}
          </p>
        )}
        {wordings.map(({ id, words }) => (
          <ClosingButton
            key={id}
            main
            connected={connected}
            why={why}
            close={() => clean({ act: "accept", id })}
          >
            {t("bracket.accept.words", { words: quoted(t, words) })}
          </ClosingButton>
        ))}
        <ClosingButton
          connected={connected}
          why={why}
          close={() => clean({ act: "strike-all", id: first.id })}
        >
          {wordings.length > 1
            ? t("bracket.strike-all")
            : t("bracket.strike.words", { words: quoted(t, first.words) })}
        </ClosingButton>
      </div>
    </details>
  );
}

function sayPoint(tongue: Tongue, { kind, note, wordings }: OpenPoint): string {
  const { t } = tongue;
  if (kind === "gap") return note === "" ? t("points.gap") : t("points.gap.note", { note });
  if (wordings.some(({ id }) => id === null)) return t("points.bracket.typed");
  const codes = [...new Set(wordings.flatMap(({ holders }) => holders))].sort();
  const countries = listOf(
    tongue,
    codes.map((code) => countryName(tongue, code)),
  );
  return codes.length === 0 ? t("points.bracket.nobody") : t("points.bracket", { countries });
}
