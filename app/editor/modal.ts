/** A dialog of the browser's own: the keyboard stays in it, Escape or a press beside it closes it, focus goes back. */
import { useLayoutEffect, useRef, type RefObject } from "react";

/** Opens the dialog as it is drawn; `first` is what the keyboard goes to, else the browser chooses. */
export function useModal(close: () => void, first: string): RefObject<HTMLDialogElement> {
  const sheet = useRef<HTMLDialogElement>(null);
  const shut = useRef(close);
  shut.current = close;
  useLayoutEffect(() => {
    const dialog = sheet.current;
    if (dialog === null) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>(first)?.focus();
    const cancelled = (event: Event) => {
      event.preventDefault();
      shut.current();
    };
    const beside = ({ target }: Event) => {
      if (target === dialog) shut.current();
    };
    dialog.addEventListener("cancel", cancelled);
    dialog.addEventListener("click", beside);
    return () => {
      dialog.removeEventListener("cancel", cancelled);
      dialog.removeEventListener("click", beside);
      // The keyboard goes back to where it was.
      dialog.close();
    };
  }, [first]);
  return sheet;
}
