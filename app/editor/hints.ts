/** Hints that something changed, over the line that the text has anyway; without a socket the page looks by itself. */
import type { RealtimeSocket } from "./connection.ts";

/** Milliseconds between two looks where no socket gets through. */
export const lookEvery = 10_000;

/** Calls `told` whenever the topic may have changed; what changed while the line was down counts too. */
export function watchTopic(
  socket: Pick<RealtimeSocket, "connected" | "on" | "off" | "emit">,
  topic: string,
  told: () => void,
): () => void {
  const ask = () => {
    socket.emit("watch", [topic], () => undefined);
  };
  const connected = () => {
    ask();
    told();
  };
  const changed = (notice: { readonly topic: string }) => {
    if (notice.topic === topic) told();
  };
  const look = setInterval(() => {
    const seen = typeof document === "undefined" || document.visibilityState === "visible";
    if (!socket.connected && seen) told();
  }, lookEvery);
  socket.on("connect", connected);
  socket.on("changed", changed);
  if (socket.connected) ask();
  return () => {
    clearInterval(look);
    socket.off("connect", connected);
    socket.off("changed", changed);
  };
}
