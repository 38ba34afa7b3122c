/** Notices that a page is awake again: seen after a while, restored by "back", online, or simply later than it thinks. */

/** What is needed of a window. */
export type WakingPage = Pick<Window, "addEventListener" | "removeEventListener"> & {
  readonly document: Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">;
};

/** Milliseconds between two looks at the clock. */
const lookEvery = 5000;
/** Milliseconds from one look to the next that only sleep explains: pages that are not seen look once a minute. */
const asleep = 90_000;

/** Calls `wake` until the returned function is called. */
export function watchWaking(page: WakingPage, wake: () => void, now: () => number = Date.now): () => void {
  const seen = () => {
    if (page.document.visibilityState === "visible") wake();
  };
  let last = now();
  const ticker = setInterval(() => {
    const slept = now() - last > asleep;
    last = now();
    if (slept) wake();
  }, lookEvery);
  page.addEventListener("online", wake);
  page.addEventListener("pageshow", wake);
  page.document.addEventListener("visibilitychange", seen);
  page.document.addEventListener("resume", wake);
  return () => {
    clearInterval(ticker);
    page.removeEventListener("online", wake);
    page.removeEventListener("pageshow", wake);
    page.document.removeEventListener("visibilitychange", seen);
    page.document.removeEventListener("resume", wake);
  };
}
