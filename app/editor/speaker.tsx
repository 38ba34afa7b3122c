/** What is said to screen readers: others' changes seldom and together, the loss of the line at once and only once. */
import { forwardRef, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Member } from "#app/document/wire.ts";
import { Announcer, type Change, type Noted } from "./announcer.ts";
import { countryName, listOf, type Tongue } from "./saying.ts";
import type { SavedState, SocketProvider } from "./socket-provider.ts";

export interface SpeakerHandle {
  changed(by: Member | null, section: number): void;
  /** Something happened beside the text. */
  noted(sentence: string): void;
  active(): void;
  alert(sentence: string): void;
  /** Says the latest changes again. */
  repeat(): void;
}

interface SpeakerProps {
  readonly tongue: Tongue;
  readonly provider: SocketProvider | null;
}

const settingKey = "elac:quiet";

export const Speaker = forwardRef<SpeakerHandle, SpeakerProps>(function Speaker({ tongue, provider }, ref) {
  const { t } = tongue;
  const [polite, setPolite] = useState("");
  const [urgent, setUrgent] = useState("");
  const [quiet, setQuiet] = useState(false);
  const latest = useRef("");
  const words = useRef(tongue);
  words.current = tongue;
  const announcer = useRef<Announcer | null>(null);
  announcer.current ??= new Announcer((changes) => {
    latest.current = sayChanges(words.current, changes);
    setPolite(latest.current);
  });

  useEffect(() => {
    const off = readSetting();
    setQuiet(off);
    if (announcer.current) announcer.current.off = off;
    return () => announcer.current?.stop();
  }, []);

  useEffect(() => {
    if (provider === null) return;
    let before: SavedState["kind"] = provider.state.kind;
    return provider.on("state", () => {
      const { kind } = provider.state;
      if (kind === before) return;
      const grave =
        kind === "offline" || kind === "reload-needed" || (kind === "read-only" && before !== "opening");
      if (grave)
        setUrgent(
          words.current.t(
            kind === "offline" && provider.keeps !== true ? "said.offline.unkept" : `said.${kind}`,
          ),
        );
      else if (before === "offline" && (kind === "saved" || kind === "saving")) {
        setUrgent("");
        setPolite(words.current.t("said.back"));
      }
      // While the line is down, what is typed only changes the count.
      before = kind;
    });
  }, [provider]);

  useImperativeHandle(ref, () => ({
    changed: (by, section) => {
      if (by !== null) announcer.current?.add({ who: nameOf(words.current, by), section });
    },
    noted: (sentence) => announcer.current?.add({ sentence }),
    active: () => announcer.current?.active(),
    alert: setUrgent,
    repeat: () => {
      const again = latest.current || words.current.t("said.nothing");
      // The same sentence twice is no change to a live region; a blank makes it one.
      setPolite((said) => (said === again ? `${again}\u00a0` : again));
    },
  }));

  return (
    <div className="speaker">
      <label>
        <input
          type="checkbox"
          checked={!quiet}
          onChange={(event) => {
            const off = !event.target.checked;
            setQuiet(off);
            writeSetting(off);
            if (announcer.current) announcer.current.off = off;
          }}
        />
        <span>{t("said.setting")}</span>
      </label>
      <p className="sr" role="status">
        {polite}
      </p>
      <p className="sr" role="alert">
        {urgent}
      </p>
    </div>
  );
});

/** "Changes to section 3: Ana (Peru) and 2 others." Then what happened beside the text, each sentence once. */
export function sayChanges(tongue: Tongue, gathered: readonly (Change | Noted)[]): string {
  const changes = gathered.flatMap((one) => ("sentence" in one ? [] : [one]));
  const noted = gathered.flatMap((one) => ("sentence" in one ? [one.sentence] : []));
  return [...(changes.length > 0 ? [sayWritten(tongue, changes)] : []), ...new Set(noted)].join(" ");
}

function sayWritten(tongue: Tongue, changes: readonly Change[]): string {
  const { t } = tongue;
  const people = [...new Set(changes.map(({ who }) => who))];
  const sections = [...new Set(changes.map(({ section }) => section))]
    .filter((section) => section > 0)
    .sort((a, b) => a - b);
  const who =
    people.length > 2
      ? t("said.others", { name: people[0] ?? "", count: people.length - 1 })
      : listOf(tongue, people);
  if (sections.length === 0) return t("said.changed", { who });
  return t("said.changed.sections", {
    who,
    sections: listOf(tongue, sections.map(String)),
    count: sections.length,
  });
}

function nameOf(tongue: Tongue, { name, country }: Member): string {
  return country === null ? name : `${name} (${countryName(tongue, country)})`;
}

function readSetting(): boolean {
  try {
    return localStorage.getItem(settingKey) === "1";
  } catch {
    return false;
  }
}

function writeSetting(off: boolean): void {
  try {
    localStorage.setItem(settingKey, off ? "1" : "0");
  } catch {
    // Kept for this visit only.
  }
}
