/** The toolbar, by the pattern of the ARIA Authoring Practices: one stop for Tab, arrows within, Alt+F10 from the text. */
import { useRef, useState, type KeyboardEvent } from "react";
import type { KeyName } from "./key-table.ts";
import { ariaKeys, shownKey } from "./key-words.ts";
import type { Say } from "./words.ts";

export interface Tool {
  readonly name: string;
  readonly label: string;
  /** What is drawn where the label would be too long; the label is then the name for screen readers. */
  readonly glyph?: string;
  /** The key that does the same (key-table.ts). */
  readonly key?: KeyName;
  /** For tools that are on or off at the caret; undefined for those that only act. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** It opens something beside the text. */
  readonly popup?: "dialog";
  /** A line is drawn before it. */
  readonly apart?: true;
  act(): void;
}

/** The element that Alt+F10 goes to. */
export const toolbarId = "plan-tools";

export function Toolbar({
  tools,
  t,
  textId,
}: {
  readonly tools: readonly Tool[];
  readonly t: Say;
  readonly textId: string;
}) {
  const [chosen, setCurrent] = useState(0);
  // There may be fewer tools than a moment ago: one of them is always the stop for Tab.
  const current = Math.min(chosen, tools.length - 1);
  const bar = useRef<HTMLDivElement>(null);

  const go = (to: number) => {
    const buttons = bar.current?.querySelectorAll("button") ?? [];
    const index = (to + buttons.length) % buttons.length;
    setCurrent(index);
    buttons[index]?.focus();
  };
  const key = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: current + 1,
      ArrowLeft: current - 1,
      Home: 0,
      End: tools.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };

  return (
    <div
      className="tools-row"
      role="toolbar"
      id={toolbarId}
      aria-label={t("tools")}
      aria-controls={textId}
      ref={bar}
      onKeyDown={key}
    >
      {tools.map((tool, index) => (
        <button
          key={tool.name}
          type="button"
          className={tool.apart ? "btn low bare apart" : "btn low bare"}
          data-tool={tool.name}
          aria-label={tool.glyph === undefined ? undefined : tool.label}
          aria-pressed={tool.pressed}
          aria-disabled={tool.disabled || undefined}
          aria-keyshortcuts={tool.key && ariaKeys(tool.key)}
          aria-haspopup={tool.popup}
          title={tool.key === undefined ? tool.label : `${tool.label} (${shownKey(tool.key, t)})`}
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The caret stays where it is in the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => tool.disabled || tool.act()}
        >
          {tool.glyph ?? tool.label}
        </button>
      ))}
    </div>
  );
}
