/** Which notes are listed, and how many there are. */
import { useId } from "react";
import { useT } from "#app/components/speech.tsx";
import type { Filter } from "./items.ts";

export interface FilterProps {
  readonly filter: Filter;
  /** Notes that wait for something. */
  readonly open: number;
  set(filter: Filter): void;
}

export function Filters({ filter, open, set }: FilterProps) {
  const t = useT();
  const id = useId();
  return (
    <div className="margin-filters">
      <p role="status">{t("margin:open", { count: open })}</p>
      <label className="sr" htmlFor={`${id}-state`}>
        {t("margin:filter")}
      </label>
      <select
        className="input"
        id={`${id}-state`}
        value={filter.state}
        onChange={({ target }) => set({ ...filter, state: stateIn(target.value) })}
      >
        {(["open", "closed", "all"] as const).map((state) => (
          <option key={state} value={state}>
            {t(`margin:filter.${state}`)}
          </option>
        ))}
      </select>
      <label className="margin-only">
        <input
          type="checkbox"
          checked={filter.suggestionsOnly}
          onChange={({ target }) => set({ ...filter, suggestionsOnly: target.checked })}
        />
        <span>{t("margin:filter.suggestions")}</span>
      </label>
    </div>
  );
}

function stateIn(value: string): Filter["state"] {
  return value === "closed" || value === "all" ? value : "open";
}
