/** What is said to screen readers: others' changes seldom and together, the loss of the line at once and only once. */
import { forwardRef, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Member } from "#app/document/wire.ts";
import { Announcer, type Change, type Noted } from "./announcer.ts";
import type { Hearing } from "./hearing.ts";
import { listOf, personName, type Tongue } from "./saying.ts";
import type { SavedState, SocketProvider } from "./socket-provider.ts";

export interface SpeakerHandle {
  changed(by: Pick<Member, "name" | "country">, section: number): void;
  /** Something happened beside the text. */
  noted(sentence: string): void;
  active(): void;
  alert(sentence: string): void;
  /** Says what was done here, when there is a pause. */
  tell(sentence: string): void;
  /** What to say to who asks what changed; null where that was the last thing asked: there is a list of it. */
  answer(): string | null;
}

interface SpeakerProps {
  readonly tongue: Tongue;
  readonly provider: SocketProvider | null;
  readonly hearing: Hearing;
}

export const Speaker = forwardRef<SpeakerHandle, SpeakerProps>(function Speaker(
  { tongue, provider, hearing },
  ref,
) {
  const [polite, setPolite] = useState("");
  const [urgent, setUrgent] = useState("");
  /** It was asked what changed, and nothing has been typed since. */
  const answered = useRef(false);
  const words = useRef(tongue);
  words.current = tongue;
  const announcer = useRef<Announcer | null>(null);
  announcer.current ??= new Announcer((changes) => {
    setPolite(sayChanges(words.current, changes));
  });

  useEffect(() => {
    if (announcer.current) announcer.current.hearing = hearing;
  }, [hearing]);
  useEffect(() => () => announcer.current?.stop(), []);

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
    changed: (by, section) => announcer.current?.add({ who: personName(words.current, by), section }),
    noted: (sentence) => announcer.current?.add({ sentence }),
    active: () => {
      answered.current = false;
      announcer.current?.active();
    },
    alert: setUrgent,
    tell: (sentence) => setPolite((said) => (said === sentence ? `${sentence}\u00a0` : sentence)),
    answer: () => {
      if (answered.current) {
        answered.current = false;
        return null;
      }
      const changes = announcer.current?.asked() ?? [];
      if (changes.length === 0) return words.current.t("said.nothing");
      answered.current = true;
      return `${sayChanges(words.current, changes)} ${words.current.t("said.again")}`;
    },
  }));
  return (
    <div className="speaker">
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
