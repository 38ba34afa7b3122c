/** Whom a comment is to reach: countries, people, everybody in the group. They are named at its end, and hear of it. */
import { useId, useLayoutEffect, useRef } from "react";
import { Icon } from "#app/components/icon.tsx";
import { useT } from "#app/components/speech.tsx";
import type { Margin } from "#app/document/margin.ts";
import { mentionLimit } from "#app/domain/mention.ts";

interface TellingProps {
  readonly naming: Margin["naming"];
  readonly tell: readonly string[];
  set(tell: readonly string[]): void;
}

export function Telling({ naming, tell, set }: TellingProps) {
  const t = useT();
  const id = useId();
  const list = useRef<HTMLSelectElement>(null);
  const removed = useRef(false);
  // The keyboard was on the button of a name that is gone.
  useLayoutEffect(() => {
    if (removed.current) list.current?.focus({ preventScroll: true });
    removed.current = false;
  }, [tell]);
  const names = new Map(naming.map(({ mark, name }) => [mark, name]));
  const rest = naming.filter(({ mark }) => !tell.includes(mark));
  return (
    <div className="note-tell">
      {tell.length > 0 && (
        <ul aria-label={t("margin:tell.list")}>
          {tell.map((mark) => (
            <li key={mark}>
              <span>@{names.get(mark) ?? ""}</span>{" "}
              <button
                type="button"
                className="btn low bare"
                onClick={() => {
                  removed.current = true;
                  set(tell.filter((one) => one !== mark));
                }}
              >
                <Icon name="objects" />
                <span className="sr">{t("margin:tell.remove", { name: names.get(mark) ?? "" })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && tell.length < mentionLimit && (
        <>
          <label className="sr" htmlFor={`${id}-tell`}>
            {t("margin:tell")}
          </label>
          <select
            className="input"
            id={`${id}-tell`}
            ref={list}
            value=""
            onChange={({ target }) => target.value !== "" && set([...tell, target.value])}
          >
            <option value="">{t("margin:tell")}</option>
            {rest.map(({ mark, name }) => (
              <option key={mark} value={mark}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  );
}
