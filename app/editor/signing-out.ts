/** Signing out ends the text in every window of this browser, and erases its copies and drafts on this device. */
import { eraseCopies } from "./local-copy.ts";
import { eraseDrafts } from "./margin/drafts.ts";
import type { SocketProvider } from "./socket-provider.ts";

const channelName = "elac:signed-out";

/** Watches for signing out, here or in another window, until the returned function is called. */
export function watchSigningOut(
  provider: Pick<SocketProvider, "state" | "signOut">,
  page: Window,
): () => void {
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(channelName);
  /** Asked for with changes that are not saved: the person may still think better of it (leaving.ts). */
  let asked = false;
  const out = () => {
    provider.signOut();
    void eraseCopies();
    eraseDrafts();
  };
  const everywhere = () => {
    out();
    channel?.postMessage(null);
  };
  const submitted = ({ target }: Event) => {
    if (!(target instanceof HTMLFormElement) || !/\/sign-out$/.test(new URL(target.action).pathname)) return;
    if (provider.state.changes > 0) asked = true;
    else everywhere();
  };
  const left = () => {
    if (asked) everywhere();
  };
  const stayed = () => {
    asked = false;
  };
  if (channel) channel.onmessage = out;
  page.document.addEventListener("submit", submitted);
  page.document.addEventListener("keydown", stayed);
  page.addEventListener("pagehide", left);
  return () => {
    channel?.close();
    page.document.removeEventListener("submit", submitted);
    page.document.removeEventListener("keydown", stayed);
    page.removeEventListener("pagehide", left);
  };
}
