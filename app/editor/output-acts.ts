/** What can be done with an output as a whole, below its open fields: it is closed, moved, taken out. */
import { el } from "./element.ts";
import type { Say } from "./words.ts";

export interface ActsPorts {
  readonly t: Say;
  /** Closes the fields. */
  readonly toggle: HTMLButtonElement;
  /** Of the output: its id, and its number as it is said. */
  id(): string;
  number(): string;
  mayMove(by: -1 | 1): boolean;
  move(by: -1 | 1): void;
  remove(): void;
}

export class OutputActs {
  readonly dom = el("div", { class: "output-acts" });
  /** Whether it is asked if the output is really to go. */
  private asking = false;

  constructor(private readonly ports: ActsPorts) {}

  /** Anew, with nothing asked. */
  draw(): void {
    this.asking = false;
    this.show(null);
  }

  /** The button that moved it, where it still is. */
  focusMover(by: -1 | 1): void {
    this.dom.querySelector<HTMLElement>(`[data-move="${by === -1 ? "up" : "down"}"]`)?.focus();
  }

  /** `focus` names the button that has the focus afterwards. */
  private show(focus: "remove" | "keep" | null): void {
    const { t, toggle, id, number, remove } = this.ports;
    const ask = (asking: boolean) => {
      this.asking = asking;
      this.show(asking ? "keep" : "remove");
    };
    if (this.asking) {
      const question = el(
        "span",
        { id: `output-${id()}-asks` },
        t("output.remove.ask", { number: number() }),
      );
      const keep = button(t("output.remove.keep"), () => ask(false), { "aria-describedby": question.id });
      this.dom.replaceChildren(question, button(t("output.remove.confirm"), remove), keep);
      if (focus === "keep") queueMicrotask(() => keep.focus());
    } else {
      const away = button(t("output.remove"), () => ask(true));
      this.dom.replaceChildren(toggle, this.mover(-1), this.mover(1), away);
      if (focus === "remove") queueMicrotask(() => away.focus());
    }
  }

  private mover(by: -1 | 1): HTMLElement {
    const { t, mayMove, move } = this.ports;
    const may = mayMove(by);
    const way = by === -1 ? "up" : "down";
    // It stays where the keyboard found it, also where there is nowhere to go.
    return button(t(`output.${way}`), () => may && move(by), {
      "data-move": way,
      "aria-disabled": may ? null : "true",
      "aria-keyshortcuts": by === -1 ? "Alt+Shift+ArrowUp" : "Alt+Shift+ArrowDown",
    });
  }
}

function button(words: string, act: () => void, more: Record<string, string | null> = {}): HTMLButtonElement {
  const made = el("button", { type: "button", class: "btn low bare", ...more }, words);
  made.addEventListener("click", act);
  return made;
}
