/** Words taken away and words put in: struck and underlined to the eye, and said in words to who does not see it. */
import { useT } from "#app/components/speech.tsx";
import { withSigns } from "#app/domain/wording.ts";

export function Changed({ quote, replacement }: { readonly quote: string; readonly replacement: string }) {
  const t = useT();
  return (
    <p className="changed">
      {quote !== "" && (
        <del>
          <span className="sr">{t("margin:deleted")}: </span>
          {quote}
        </del>
      )}
      {quote !== "" && replacement !== "" && " "}
      {replacement !== "" && (
        <ins>
          <span className="sr">{t("margin:inserted")}: </span>
          {withSigns(replacement)}
        </ins>
      )}
    </p>
  );
}
