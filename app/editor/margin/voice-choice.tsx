/** In which voice a note is said, where there is a choice: the same as in the forms without script. */
import { useId } from "react";
import { useT } from "#app/components/speech.tsx";
import { voiceWords } from "#app/components/voice-words.ts";
import type { Margin } from "#app/document/margin.ts";
import type { Countries } from "./post.tsx";

interface VoiceChoiceProps {
  readonly voices: Margin["voices"];
  readonly countries: Countries;
  /** Key of the one that is chosen; "" for the nearest, which comes first. */
  readonly as: string;
  set(as: string): void;
}

export function VoiceChoice({ voices, countries, as, set }: VoiceChoiceProps) {
  const t = useT();
  const id = useId();
  if (voices.length < 2) return null;
  return (
    <div className="note-as">
      <label htmlFor={`${id}-as`}>{t("threads:as")}</label>
      <select
        className="input"
        id={`${id}-as`}
        value={(voices.find(({ key }) => key === as) ?? voices[0])?.key}
        onChange={({ target }) => set(target.value)}
      >
        {voices.map(({ key, voice }) => (
          <option key={key} value={key}>
            {voiceWords(t, voice, countries).words}
          </option>
        ))}
      </select>
    </div>
  );
}
