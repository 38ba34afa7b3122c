/** Signing out ends the text in every window of this browser, and erases its copies on this device. */
import { eraseCopies } from "./local-copy.ts";

const channelName = "elac:signed-out";

/** Watches for signing out, here or in another window, until the returned function is called. `stop` is told of it. */
export function watchSigningOut(page: Document, stop: () => void): () => void {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(channelName);
  const out = () => {
    stop();
    void eraseCopies();
  };
  const submitted = ({ target }: Event) => {
    if (!(target instanceof HTMLFormElement) || !/\/sign-out$/.test(new URL(target.action).pathname)) return;
    out();
    channel?.postMessage(null);
  };
  if (channel) channel.onmessage = out;
  page.addEventListener("submit", submitted);
  return () => {
    channel?.close();
    page.removeEventListener("submit", submitted);
  };
}
