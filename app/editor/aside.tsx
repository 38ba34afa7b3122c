/** What earlier copies on this device hold that is not in the text: shown, copied, proposed again. Never merged. */
import { useEffect, useReducer, useState } from "react";
import { planOfNode, type Plan } from "#app/document/plan.ts";
import { readPlan } from "#app/document/ydoc.ts";
import { lostOf, plainOf, proposed, type Lost } from "./aside-text.ts";
import { asideCopies, eraseCopy } from "./local-copy.ts";
import { Glyph } from "./glyph.tsx";
import type { Tongue } from "./saying.ts";
import type { Text } from "./view.ts";

interface AsideProps {
  readonly tongue: Tongue;
  readonly copy: { readonly person: string; readonly document: string };
  readonly text: Text;
  readonly mayWrite: boolean;
}

interface Earlier {
  readonly name: string;
  readonly plan: Plan;
  readonly lost: readonly Lost[];
}

export function Aside({ tongue, copy, text, mayWrite }: AsideProps) {
  const [copies, setCopies] = useState<readonly Earlier[]>([]);
  const { person, document } = copy;
  useEffect(() => {
    let gone = false;
    void asideCopies({ person, document }).then((found) => {
      if (gone) return;
      const here = planOfNode(text.view.state.doc);
      const kept = found.map(({ name, doc }) => {
        const { plan } = readPlan(doc);
        doc.destroy();
        return { name, plan, lost: lostOf(plan, here) };
      });
      for (const { name, lost } of kept) if (lost.length === 0) void eraseCopy(name);
      setCopies(kept.filter(({ lost }) => lost.length > 0));
    });
    return () => {
      gone = true;
    };
  }, [person, document, text]);

  return copies.map((earlier) => (
    <EarlierCopy
      key={earlier.name}
      {...{ tongue, text, mayWrite, earlier }}
      forget={() => {
        setCopies((all) => all.filter(({ name }) => name !== earlier.name));
        void eraseCopy(earlier.name);
        text.view.focus();
      }}
    />
  ));
}

type EarlierProps = Omit<AsideProps, "copy"> & { readonly earlier: Earlier; forget(): void };

function EarlierCopy({ tongue, text, mayWrite, earlier, forget }: EarlierProps) {
  const { t } = tongue;
  const { plan, lost } = earlier;
  const [put, took] = useReducer(
    (before: ReadonlySet<string>, id: string) => new Set([...before, id]),
    new Set<string>(),
  );
  const [copied, setCopied] = useState(false);
  const left = lost.filter(({ id }) => !put.has(id));
  const propose = (id: string) => {
    const tr = proposed(text.view.state, plan, id);
    if (tr === null) return;
    text.view.dispatch(tr);
    took(id);
  };
  return (
    <div className="notice wait">
      <Glyph />
      <div>
        <p>{t("aside", { count: lost.length })}</p>
        <details>
          <summary>{t("aside.show")}</summary>
          <p className="s soft">{t("aside.legend")}</p>
          <ol className="compared">
            {lost.map((one) => (
              <li key={one.id} tabIndex={-1}>
                <p className="para-head">{t(one.kind === "gone" ? "aside.lost" : "aside.differs")}</p>
                <Difference tongue={tongue} lost={one} />
                {put.has(one.id) ? (
                  <p className="s soft">{t("aside.done")}</p>
                ) : (
                  mayWrite && (
                    <button
                      type="button"
                      className="btn low"
                      onClick={({ currentTarget }) => {
                        // The button goes; the keyboard stays with what was put.
                        currentTarget.closest("li")?.focus({ preventScroll: true });
                        propose(one.id);
                      }}
                    >
                      {t(one.kind === "gone" ? "aside.put" : "aside.put-after")}
                    </button>
                  )
                )}
              </li>
            ))}
          </ol>
        </details>
        <div className="acts">
          {mayWrite && left.length > 1 && (
            <button type="button" className="btn low" onClick={() => left.forEach(({ id }) => propose(id))}>
              {t("aside.put-all")}
            </button>
          )}
          <button
            type="button"
            className="btn low"
            onClick={() =>
              void navigator.clipboard.writeText(plainOf(plan, lost)).then(
                () => setCopied(true),
                // Forbidden: what it says can still be selected above.
                () => setCopied(false),
              )
            }
          >
            {t(copied ? "aside.copied" : "aside.copy")}
          </button>
          <button type="button" className="btn low" onClick={forget}>
            {t("aside.forget")}
          </button>
        </div>
      </div>
    </div>
  );
}

function Difference({ tongue, lost }: { readonly tongue: Tongue; readonly lost: Lost }) {
  const { t } = tongue;
  const say = (name: string, value: string) => {
    if (name === "level")
      return value === "" ? t("aside.level.none") : t("aside.level.value", { level: value });
    if (value === "") return t("output.unset");
    const key = `output.${name}.${value}`;
    return t(key) === key ? value : t(key);
  };
  const nameOf = (name: string) =>
    name === "level" ? t("aside.level") : t(name === "footnote" ? "note.footnote" : `output.${name}`);
  return (
    <>
      <p>
        {lost.words.map(({ kind, words }, at) =>
          kind === "same" ? (
            <span key={at}>{words}</span>
          ) : kind === "added" ? (
            <ins key={at}>
              <span className="sr">{t("aside.added")} </span>
              {words}
            </ins>
          ) : (
            <del key={at}>
              <span className="sr">{t("aside.removed")} </span>
              {words}
            </del>
          ),
        )}
      </p>
      {lost.fields.length > 0 && (
        <ul className="s">
          {lost.fields
            .filter(({ name }) => name !== "title")
            .map(({ name, before, after }) => (
              <li key={name}>
                {t("aside.field", {
                  name: nameOf(name),
                  copy: say(name, after),
                  text: say(name, before),
                })}
              </li>
            ))}
        </ul>
      )}
    </>
  );
}
