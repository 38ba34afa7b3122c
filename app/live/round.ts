/**
 * Keeps the page of a round up to date while it is open: told that something is on record, it fetches the same page and
 * puts its parts in place of those that are no longer true. Runs in the browser, alone on that page; imports nothing.
 * Begin with `refresh`.
 */

/** Where the page says which round it shows, how much of its record it has seen, and when time alone changes it. */
const note = document.querySelector<HTMLElement>("[data-live-round]");
const main = document.getElementById("content");
const voice = document.querySelector<HTMLElement>("[data-live-say]");

/** In ms. A lost line is tried again with growing pauses. */
const [firstPause, longestPause, quiet, aMinute] = [1_000, 60_000, 6_000, 60_000];

if (note !== null && main !== null) keep(note, main);

function keep(note: HTMLElement, main: HTMLElement): void {
  let seen = Number(note.dataset["ordinal"]);
  let turn = 0;
  let line: EventSource | null = null;
  let pause = firstPause;
  let away = 0;
  let [fetching, again] = [false, false];
  let [reconnecting, turning, losing] = [0, 0, 0];

  const say = (state: "on" | "off" | null) => {
    for (const word of note.querySelectorAll<HTMLElement>("[data-state]"))
      word.hidden = word.dataset["state"] !== state;
  };

  function connect(): void {
    if (line !== null || document.hidden) return;
    clearTimeout(reconnecting);
    line = new EventSource(`/live/rounds/${note.dataset["liveRound"] ?? ""}`);
    line.addEventListener("open", () => {
      pause = firstPause;
      clearTimeout(losing);
      losing = 0;
      say("on");
    });
    line.addEventListener("changed", (event: MessageEvent<string>) => {
      if (Number(event.data) > seen) void refresh();
    });
    line.addEventListener("error", () => {
      hangUp();
      if (losing === 0) losing = window.setTimeout(() => say("off"), quiet);
      // Not all at once, when the server comes back.
      reconnecting = window.setTimeout(connect, pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, longestPause);
    });
  }

  function hangUp(): void {
    line?.close();
    line = null;
  }

  /** Fetches the page and puts what has changed in its place. One at a time; what is told meanwhile is fetched after. */
  async function refresh(): Promise<void> {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    try {
      const answer = await fetch(location.pathname + location.search, {
        headers: { Accept: "text/html" },
        cache: "no-store",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [told, next] = [
        page.querySelector<HTMLElement>("[data-live-round]"),
        page.getElementById("content"),
      ];
      if (told !== null && next !== null) {
        seen = Number(told.dataset["ordinal"]);
        note.dataset["turnIn"] = told.dataset["turnIn"] ?? "";
        announce(put(main, next));
      }
    } catch {
      window.setTimeout(() => void refresh(), pause);
      pause = Math.min(pause * 2, longestPause);
    } finally {
      fetching = false;
      awaitTurn();
    }
    if (again) {
      again = false;
      void refresh();
    }
  }

  /** When the round opens or ends nothing is recorded, and yet the page says something else. */
  function awaitTurn(): void {
    clearTimeout(turning);
    const left = note.dataset["turnIn"];
    turn = left === undefined || left === "" ? 0 : Date.now() + Number(left);
    // Longer than a day is not waited for: by then the page will have been fetched again.
    if (turn > 0 && Number(left) < 24 * 60 * aMinute)
      turning = window.setTimeout(() => void refresh(), Number(left) + 500);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      away = Date.now();
      hangUp();
      return;
    }
    connect();
    if (Date.now() - away > aMinute || (turn > 0 && Date.now() > turn)) void refresh();
  });
  window.addEventListener("pagehide", hangUp);
  window.addEventListener("pageshow", connect);
  awaitTurn();
  connect();
}

const partsIn = (page: Element): HTMLElement[] => [...page.querySelectorAll<HTMLElement>("[data-live]")];
const partIn = (page: Element, key: string): HTMLElement | null =>
  partsIn(page).find(({ dataset }) => dataset["live"] === key) ?? null;

/** Puts the parts of the page that came in place of those shown. Answers what is new, in words. */
function put(shown: Element, came: Element): string {
  const words = news(shown, came);
  for (const part of partsIn(came)) {
    const key = part.dataset["live"] ?? "";
    const old = partIn(shown, key);
    const fresh = document.importNode(part, true);
    if (old === null) before(shown, part)?.after(fresh);
    else if (old.outerHTML !== part.outerHTML && !isInUse(old)) replace(old, fresh);
  }
  for (const old of partsIn(shown))
    if (partIn(came, old.dataset["live"] ?? "") === null && !isInUse(old)) old.remove();
  return words;
}

/** What stands before a part that is new, on the page shown. */
function before(shown: Element, part: Element): Element | null {
  for (let near = part.previousElementSibling; near !== null; near = near.previousElementSibling) {
    const { live } = (near as HTMLElement).dataset;
    const kind = near.classList[0];
    const found =
      live !== undefined ? partIn(shown, live) : kind === undefined ? null : shown.querySelector(`.${kind}`);
    if (found !== null) return found;
  }
  return null;
}

/** A form that somebody fills in, or that came back with faults, is left as it is. */
function isInUse(part: Element): boolean {
  if (part.querySelector(".summary") !== null) return true;
  const { activeElement } = document;
  if (activeElement?.matches("input, textarea, select") === true && part.contains(activeElement)) return true;
  return [...part.querySelectorAll("input, textarea, option")].some((field) => {
    if (field instanceof HTMLOptionElement)
      return field.selected !== field.defaultSelected && field.value !== "";
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (!(field instanceof HTMLInputElement) || field.type === "hidden") return false;
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  });
}

const nameOf = (fold: Element): string => fold.querySelector("summary")?.textContent ?? "";

/** Open rows stay open, the focus stays where it was, and seats that say something else are marked for a while. */
function replace(old: HTMLElement, fresh: HTMLElement): void {
  const open = new Set([...old.querySelectorAll("details[open]")].map(nameOf));
  for (const fold of fresh.querySelectorAll("details")) if (open.has(nameOf(fold))) fold.open = true;
  for (const seat of fresh.querySelectorAll<HTMLElement>("[data-key]")) {
    const was = [...old.querySelectorAll<HTMLElement>("[data-key]")].find(
      ({ dataset }) => dataset["key"] === seat.dataset["key"],
    );
    if (was?.textContent !== seat.textContent) mark(seat);
  }
  const held = document.activeElement;
  const place = old.contains(held) ? [...focusable(old)].findIndex((one) => one === held) : -1;
  const name = held?.getAttribute("href") ?? held?.id ?? "";
  old.replaceWith(fresh);
  if (place < 0) return;
  const again = [...focusable(fresh)];
  const same = again.find((one) => name !== "" && (one.getAttribute("href") === name || one.id === name));
  const to = same ?? again[place] ?? fresh;
  if (to === fresh) fresh.tabIndex = -1;
  to.focus({ preventScroll: true });
}

const focusable = (part: Element) =>
  part.querySelectorAll<HTMLElement>("a[href], button, summary, [tabindex]");

function mark(seat: HTMLElement): void {
  seat.classList.add("fresh");
  window.setTimeout(() => seat.classList.remove("fresh"), 6_000);
}

const wordsOf = (element: Element | null): string => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** What happened meanwhile, the first first, and what is needed now where that is something else. */
function news(shown: Element, came: Element): string {
  const acts = (page: Element) => [...(partIn(page, "timeline")?.querySelectorAll("li") ?? [])];
  const known = new Set(acts(shown).map(({ id }) => id));
  const said = acts(came)
    .filter(({ id }) => !known.has(id))
    .map((act) => wordsOf(act.querySelector("p")))
    .reverse();
  const needed = (page: Element) => wordsOf(partIn(page, "needed")?.querySelector(".sentence") ?? null);
  if (needed(shown) !== needed(came)) said.push(needed(came));
  return said.map((words) => (/[.!?]$/.test(words) ? words : `${words}.`)).join(" ");
}

/** Said politely: after what the reader is hearing. */
function announce(words: string): void {
  if (voice === null || words === "") return;
  voice.textContent = "";
  window.setTimeout(() => (voice.textContent = words), 100);
}
