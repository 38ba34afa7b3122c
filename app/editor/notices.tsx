/** What stands in the way of writing, said in a sentence above the text; and what an earlier copy on this device holds. */
import { useEffect, useState } from "react";
import type { Node } from "prosemirror-model";
import { nodeOfPlan } from "#app/document/plan.ts";
import { readPlan } from "#app/document/ydoc.ts";
import { asideCopies, eraseCopy } from "./local-copy.ts";
import type { Tongue } from "./saying.ts";
import type { SavedState } from "./socket-provider.ts";
import type { Text } from "./view.ts";

interface NoticesProps {
  readonly tongue: Tongue;
  readonly state: SavedState;
  readonly keeps: boolean | null;
  readonly mayEdit: boolean;
  readonly copy: { readonly person: string; readonly document: string };
  readonly text: Text | null;
}

export function Notices({ tongue, state, keeps, mayEdit, copy, text }: NoticesProps) {
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
      {keeps === false && state.kind !== "reload-needed" && state.kind !== "read-only" && (
        <div className="notice wait">
          <Glyph />
          <p>{t("notice.unkept")}</p>
        </div>
      )}
      {text !== null && mayEdit && <Aside tongue={tongue} copy={copy} text={text} />}
    </>
  );
}

interface Earlier {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Lines of copies that could not be joined to the text, to be taken over by hand. Never merged. */
function Aside({ tongue, copy, text }: Pick<NoticesProps, "tongue" | "copy"> & { readonly text: Text }) {
  const { t } = tongue;
  const [copies, setCopies] = useState<readonly Earlier[]>([]);
  const { person, document } = copy;
  useEffect(() => {
    let gone = false;
    void asideCopies({ person, document }).then((found) => {
      if (gone) return;
      const here = new Set(linesOf(text.view.state.doc));
      const kept = found.map(({ name, doc }) => {
        const lines = linesOf(nodeOfPlan(readPlan(doc).plan)).filter((line) => !here.has(line));
        doc.destroy();
        return { name, lines };
      });
      for (const { name, lines } of kept) if (lines.length === 0) void eraseCopy(name);
      setCopies(kept.filter(({ lines }) => lines.length > 0));
    });
    return () => {
      gone = true;
    };
  }, [person, document, text]);

  return copies.map(({ name, lines }) => (
    <div className="notice wait" key={name}>
      <Glyph />
      <div>
        <p>{t("aside", { count: lines.length })}</p>
        <details>
          <summary>{t("aside.show")}</summary>
          {lines.map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </details>
      </div>
      <button
        type="button"
        className="btn low do"
        onClick={() => {
          setCopies((all) => all.filter((one) => one.name !== name));
          void eraseCopy(name);
        }}
      >
        {t("aside.forget")}
      </button>
    </div>
  ));
}

function Glyph() {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 3.5v5.5M8 12v.5" />
    </svg>
  );
}

/** The lines of a text, with the fields of its outputs. */
function linesOf(doc: Node): string[] {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push(node.textContent);
    if (node.type.name !== "output") return;
    for (const [name, value] of Object.entries(node.attrs))
      if (name !== "id" && typeof value === "string") lines.push(value);
  });
  return lines.filter((line) => line.trim() !== "");
}
