/**
 * Keeps the page of a file in the making up to date while it is open: it fetches the same page every two seconds, moves the bar,
 * and puts what came of it in its place. Runs in the browser, alone on that page; imports nothing. Begin with `look`.
 */
// Names of its own, apart from those of the other script.
export {};

const voice = document.querySelector<HTMLElement>("[data-live-say]");

/** In ms. A lost line is tried again with growing pauses. */
const [firstPause, longestPause] = [2_000, 60_000];

const partOf = (page: Document, key: string) => page.querySelector<HTMLElement>(`[data-live="${key}"]`);
const barOf = (page: Document) => page.querySelector<HTMLProgressElement>(".making");
const wordsOf = (page: Document) => page.getElementById("progress-words");

let pause = firstPause;
let told = stageOf(document);
/** Cancel was pressed, and another page is on its way: a look would find the file gone, and load this page over it. */
let leaving = false;

document.addEventListener("submit", () => (leaving = true));
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !leaving) return;
  leaving = false;
  void look();
});

say("on");
window.setTimeout(() => void look(), pause);

async function look(): Promise<void> {
  if (leaving) return;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (leaving) return;
    // It is gone, and the page that says so is the server's.
    if (answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    say("on");
    pause = firstPause;
    if (barOf(page) === null) return end(page);
    move(page);
  } catch {
    if (leaving) return;
    say("off");
    pause = Math.min(pause * 2, longestPause);
  }
  window.setTimeout(() => void look(), pause);
}

/** Whether the page follows by itself, or the reader has to look again. */
function say(state: "on" | "off"): void {
  for (const words of document.querySelectorAll<HTMLElement>("[data-state]"))
    words.hidden = words.dataset["state"] !== state;
}

/** How far it is, in quarters; -1 while nothing is known, and -2 while it waits. */
function stageOf(page: Document): number {
  if (partOf(page, "file")?.dataset["making"] === "waiting") return -2;
  const bar = barOf(page);
  return bar === null || bar.position < 0 ? -1 : Math.floor(bar.position * 4);
}

/** The bar and the words beside it are kept, and only what they say changes. What is told aloud is each quarter. */
function move(page: Document): void {
  const [bar, next, words] = [barOf(document), barOf(page), wordsOf(document)];
  for (const name of ["value", "max"]) {
    const value = next?.getAttribute(name);
    if (typeof value === "string") bar?.setAttribute(name, value);
  }
  const said = wordsOf(page)?.textContent ?? "";
  if (words !== null && words.textContent !== said) words.textContent = said;
  const stage = stageOf(page);
  if (stage > told) announce(said);
  told = stage;
}

/** Puts what came of it in its place. Whoever was on the button finds the focus on what can be done now. */
function end(page: Document): void {
  const held = partOf(document, "file")?.contains(document.activeElement) === true;
  for (const key of ["head", "file"]) {
    const came = partOf(page, key);
    if (came !== null) partOf(document, key)?.replaceWith(document.importNode(came, true));
  }
  document.title = page.title;
  if (held) partOf(document, "file")?.querySelector<HTMLElement>("a[href]")?.focus();
  announce(document.querySelector("h1")?.textContent ?? "");
}

/** Said politely: after what the reader is hearing. */
function announce(words: string): void {
  if (voice !== null) voice.textContent = words;
}
