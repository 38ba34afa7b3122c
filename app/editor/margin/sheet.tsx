/** Notes on a narrow screen: a sheet from below. The keyboard stays in it, Escape closes it, and the text is seen above. */
import { Icon } from "#app/components/icon.tsx";
import { useT } from "#app/components/speech.tsx";
import { useModal } from "../modal.ts";
import { Cards, type Listed } from "./column.tsx";
import { Filters, type FilterProps } from "./filters.tsx";

export function Sheet(props: {
  readonly listed: Listed;
  /** Of the sheet with all notes; null of one with those on a passage. */
  readonly filters: FilterProps | null;
  close(): void;
}) {
  const { listed, filters, close } = props;
  const t = useT();
  const sheet = useModal(close, "[data-focused]");
  return (
    <dialog className="margin-sheet" aria-labelledby="margin-sheet-title" ref={sheet}>
      <div className="margin-sheet-head">
        <h2 id="margin-sheet-title">{t(filters === null ? "margin:sheet.passage" : "margin:title")}</h2>
        <button type="button" className="btn low bare" onClick={close}>
          {t("margin:close")} <Icon name="objects" />
        </button>
      </div>
      {filters !== null && <Filters {...filters} />}
      {listed.placed.length + listed.lost.length === 0 && <p className="soft">{listed.empty}</p>}
      <Cards listed={listed} quoted />
    </dialog>
  );
}
