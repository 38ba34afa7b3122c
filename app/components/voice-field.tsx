/** In which voice something is said, where there is a choice. */
import type { OfferedVoice } from "#server/services/voices.ts";
import { SelectField } from "./choice-field.tsx";
import { useT } from "./speech.tsx";
import { voiceWords } from "./voice-words.ts";

export function VoiceField(props: {
  readonly voices: readonly OfferedVoice[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<string, string>>;
}) {
  const t = useT();
  const { voices, names } = props;
  if (voices.length < 2) return null;
  return (
    <SelectField
      name="as"
      label={t("threads:as")}
      prompt={null}
      size={20}
      options={voices.map(({ key, voice }) => ({ value: key, label: voiceWords(t, voice, names).words }))}
    />
  );
}
