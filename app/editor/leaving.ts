/** Warns before a page is left whose changes the database has not committed. */
import type { SocketProvider } from "./socket-provider.ts";

type Page = Pick<Window, "addEventListener" | "removeEventListener">;

/** Guards `page` until the returned function is called. */
export function guardLeaving(provider: Pick<SocketProvider, "state" | "flush">, page: Page): () => void {
  const leave = (event: Event) => {
    provider.flush();
    if (provider.state.changes > 0) event.preventDefault();
  };
  page.addEventListener("beforeunload", leave);
  return () => page.removeEventListener("beforeunload", leave);
}
