/** How a voice is said: "Peru, chair of the group"; "observer, technical community". */
import type { Voice } from "#app/domain/thread.ts";
import type { T } from "#app/i18n/speaker.ts";
import type { Voiced } from "./thread-view.tsx";

/** `names`: countries by code, in the reader's language. */
export function voiceWords(t: T, voice: Voice, names: Readonly<Record<string, string>>): Voiced {
  switch (voice.kind) {
    case "country": {
      const country = names[voice.iso] ?? voice.iso;
      const key = voice.office === "representative" ? (voice.presides ?? "representative") : voice.office;
      return { iso: voice.iso, words: t(`threads:voice.${key}`, { country }) };
    }
    case "observer":
      return {
        iso: null,
        words: t("threads:voice.observer", { sector: t(`groups:sector.${voice.sector}`) }),
      };
    case "speaker":
      return {
        iso: null,
        words: t("threads:voice.speaker", { country: names[voice.country] ?? voice.country }),
      };
    case "agency":
    case "secretariat":
      return { iso: null, words: t(`threads:voice.${voice.kind}`) };
  }
}
