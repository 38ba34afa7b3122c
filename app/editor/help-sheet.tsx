/** All keys, and what can be written, in one dialog: from the tables that bind them, for what this person may do here. */
import { Fragment } from "react";
import { Icon } from "#app/components/icon.tsx";
import { keyTable, keysOf, type KeyFor, type KeyGroup, type KeyName } from "./key-table.ts";
import { capsOf } from "./key-words.ts";
import { useModal } from "./modal.ts";
import { shortHands } from "./short-hands.ts";
import { lists } from "./suggest.ts";
import type { Say } from "./words.ts";

export interface Rights {
  readonly write: boolean;
  /** Null where nothing stands beside the text. */
  readonly beside: { readonly comment: boolean; readonly suggest: boolean } | null;
}

/** Words that stand elsewhere already. */
const said: Partial<Readonly<Record<KeyName, string>>> = {
  strong: "bold",
  em: "italic",
  link: "link",
  undo: "undo",
  redo: "redo",
  heading: "heading",
  subheading: "subheading",
  indent: "indent",
  outdent: "outdent",
};

const groups: readonly KeyGroup[] = ["around", "words", "lines", "outputs", "lists", "notes"];

export function HelpSheet({ t, rights, close }: { readonly t: Say; readonly rights: Rights; close(): void }) {
  const sheet = useModal(close, "h2");
  return (
    <dialog className="help-sheet" aria-labelledby="help-title" ref={sheet}>
      <div className="help-head">
        {/* Read first, and the keys that scroll begin here. */}
        <h2 id="help-title" tabIndex={-1}>
          {t("help.title")}
        </h2>
        <button type="button" className="btn low" onClick={close}>
          {t("help.close")} <Icon name="objects" />
        </button>
      </div>
      <div className="help-groups">
        {groups.slice(0, 1).map((group) => (
          <Keys key={group} group={group} t={t} rights={rights} />
        ))}
        {rights.write && <Writing t={t} />}
        {groups.slice(1).map((group) => (
          <Keys key={group} group={group} t={t} rights={rights} />
        ))}
      </div>
    </dialog>
  );
}

function Keys({ group, t, rights }: { readonly group: KeyGroup; readonly t: Say; readonly rights: Rights }) {
  const rows = keyTable.filter((row) => row.group === group && isFor(row.who, rights));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={`help-${group}`}>
      <h3 id={`help-${group}`}>{t(`help.${group}`)}</h3>
      <dl>
        {rows.map(({ name, ...row }) => (
          <div key={name} data-key={name}>
            <dt>
              {keysOf(name).map((key, place) => (
                <Fragment key={key}>
                  {place > 0 && ("each" in row ? " " : <span className="soft"> {t("help.or")} </span>)}
                  <Combination caps={capsOf(key, t)} />
                </Fragment>
              ))}
            </dt>
            <dd>{t(said[name] ?? `help.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Combination({ caps }: { readonly caps: ReturnType<typeof capsOf> }) {
  return (
    <span className="keys">
      {caps.map(({ shown, said }, place) => (
        <Fragment key={place}>
          {place > 0 && <span aria-hidden="true"> + </span>}
          <kbd>
            {said === null ? (
              shown
            ) : (
              <>
                <span aria-hidden="true">{shown}</span>
                <span className="sr">{said}</span>
              </>
            )}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}

/** Signs that open a list, and what turns into something else while it is typed. */
function Writing({ t }: { readonly t: Say }) {
  return (
    <section aria-labelledby="help-writing">
      <h3 id="help-writing">{t("help.writing")}</h3>
      <dl>
        {Object.entries(lists).map(([sign, list]) => (
          <div key={sign}>
            <dt>
              <kbd>{sign}</kbd>
            </dt>
            <dd>{t(`help.list.${list}`)}</dd>
          </div>
        ))}
        {shortHands.map(({ name, typed }) => (
          <div key={name}>
            <dt>
              <kbd>{typed.trim()}</kbd>
              {typed.endsWith(" ") && (
                <>
                  {" "}
                  <kbd>{t("key.space")}</kbd>
                </>
              )}
            </dt>
            <dd>{t(`help.short.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("help.brackets")}</p>
      <p>{t("help.footnotes")}</p>
    </section>
  );
}

function isFor(who: KeyFor, { write, beside }: Rights): boolean {
  switch (who) {
    case "all":
      return true;
    case "writes":
      return write;
    case "notes":
      return beside !== null;
    case "comments":
      return beside?.comment === true;
    case "suggests":
      return beside?.suggest === true;
    case "reads":
      return !write && (beside?.comment === true || beside?.suggest === true);
  }
}
