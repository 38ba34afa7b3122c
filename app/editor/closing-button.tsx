/** A button that closes brackets. Without a connection it stays where the keyboard found it, and says why it does nothing. */
import type { ReactNode } from "react";

export function ClosingButton(props: {
  /** Whether the server is heard: without it nothing is closed. */
  readonly connected: boolean;
  /** Id of the words that say why not. */
  readonly why: string;
  readonly main?: boolean;
  readonly children: ReactNode;
  close(): void;
}) {
  const { connected, why, main = false, children, close } = props;
  return (
    <button
      type="button"
      className={main ? "btn low" : "btn low bare"}
      aria-disabled={!connected || undefined}
      aria-describedby={connected ? undefined : why}
      onClick={() => {
        if (connected) close();
      }}
    >
      {children}
    </button>
  );
}
