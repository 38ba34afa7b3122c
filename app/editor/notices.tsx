/** What stands in the way of writing, said in a sentence above the text; and what an earlier copy on this device holds. */
import { Aside } from "./aside.tsx";
import { Glyph } from "./glyph.tsx";
import type { Tongue } from "./saying.ts";
import type { SavedState } from "./socket-provider.ts";
import type { Text } from "./view.ts";

interface NoticesProps {
  readonly tongue: Tongue;
  readonly state: SavedState;
  /** Whether what is not saved is kept on this device; null where that is not known, or nothing should be. */
  readonly keeps: boolean | null;
  readonly mayEdit: boolean;
  readonly mayWrite: boolean;
  readonly copy: { readonly person: string; readonly document: string };
  readonly text: Text | null;
}

export function Notices({ tongue, state, keeps, mayEdit, mayWrite, copy, text }: NoticesProps) {
  const { t } = tongue;
  const why = state.kind === "reload-needed" || state.kind === "read-only" ? state.why : null;
  // A reader who never could write is not told so on each page.
  const tells = state.kind === "reload-needed" || (state.kind === "read-only" && mayEdit);
  return (
    <>
      {tells && (
        <div className={state.kind === "reload-needed" ? "notice wait" : "notice quiet"}>
          <Glyph />
          <div>
            <p>
              <b>{t(`state.${state.kind}`)}.</b> {why !== null && t(`why.${why}`)}
            </p>
            {state.changes > 0 && (
              <p>{t(keeps === true ? "notice.kept" : "notice.lost", { count: state.changes })}</p>
            )}
          </div>
          {state.kind === "reload-needed" && (
            <button type="button" className="btn low do" onClick={() => window.location.reload()}>
              {t("notice.reload")}
            </button>
          )}
        </div>
      )}
      {keeps === false && !tells && (
        <div className="notice wait">
          <Glyph />
          <div>
            <p>{t("notice.unkept")}</p>
          </div>
        </div>
      )}
      {text !== null && mayEdit && <Aside tongue={tongue} copy={copy} text={text} mayWrite={mayWrite} />}
    </>
  );
}
