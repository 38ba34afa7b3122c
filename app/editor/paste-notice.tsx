/** What of a paste was left out, and what stayed as plain words only: told until it is closed or something else is pasted. */
import { Glyph } from "./glyph.tsx";
import { leftKinds, plainKinds, type Left } from "./paste-clean.ts";
import { listOf, type Tongue } from "./saying.ts";

export function PasteNotice(props: { readonly left: Left; readonly tongue: Tongue; close(): void }) {
  const { left, tongue, close } = props;
  const sentences = sayLeft(tongue, left);
  return (
    // There before it says something, so that it is heard.
    <div role="status">
      {sentences.length > 0 && (
        <div className="notice quiet pasted">
          <Glyph />
          <div>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          <button type="button" className="btn low" onClick={close}>
            {tongue.t("paste.close")}
          </button>
        </div>
      )}
    </div>
  );
}

/** "Left out of what was pasted: 2 images and 1 text box." */
export function sayLeft(tongue: Tongue, left: Left): readonly string[] {
  const say = (key: string, plain: boolean) => {
    const things = leftKinds
      .filter((kind) => kind !== "deep" && plainKinds.has(kind) === plain && (left[kind] ?? 0) > 0)
      .map((kind) => tongue.t(`paste.${kind}`, { count: left[kind] ?? 0 }));
    return things.length === 0 ? [] : [tongue.t(key, { things: listOf(tongue, things) })];
  };
  const { deep = 0 } = left;
  const lowered = deep > 0 ? [tongue.t("paste.deep", { count: deep })] : [];
  return [...say("paste.left", false), ...say("paste.plain", true), ...lowered];
}
