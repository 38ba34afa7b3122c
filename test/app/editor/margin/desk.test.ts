import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Anchor, Margin } from "#app/document/margin.ts";
import { Desk } from "#app/editor/margin/desk.ts";
import { deviceShelf, eraseDrafts } from "#app/editor/margin/drafts.ts";
import { watchTopic, lookEvery } from "#app/editor/hints.ts";
import { newsOf } from "#app/editor/margin/news.ts";

const anchor: Anchor = {
  epoch: 1,
  start: "a",
  end: "b",
  clause: "p",
  quote: "the ten",
  before: "",
  after: "",
};
const empty: Margin = {
  threads: [],
  wordings: [],
  may: { comment: true, suggest: true },
  voices: [],
  naming: [],
  topic: "plan:1",
};

/** A browser's storage, which the next window of the same person has too. */
function storage(): Storage {
  const held = new Map<string, string>();
  const calls = {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  };
  return new Proxy({} as Storage, {
    get: (_, name) => calls[name as keyof typeof calls],
    ownKeys: () => [...held.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      held.has(String(name))
        ? { value: held.get(String(name)), enumerable: true, configurable: true }
        : undefined,
  });
}

/** The platform, as far as a margin sees it: what it answers next, and what was sent. */
class Platform {
  readonly sent: Readonly<Record<string, string>>[] = [];
  /** Of the acts; the line breaks where there is none left. */
  answers: unknown[] = [];
  margin: Margin = empty;
  asked = 0;
  readonly fetch = (async (_address: string, init: RequestInit = {}) => {
    if (init.method !== "POST") {
      this.asked++;
      return Response.json(this.margin);
    }
    this.sent.push(Object.fromEntries(init.body as URLSearchParams));
    if (this.answers.length === 0) throw new TypeError("network");
    const answer = this.answers.shift();
    return typeof answer === "string" ? new Response(answer) : Response.json(answer);
  }) as typeof globalThis.fetch;
}

let platform: Platform;
let keys = 0;
const open = () =>
  new Desk({
    address: "/margin",
    initial: empty,
    shelf: deviceShelf("ana", "plan-1"),
    fetch: platform.fetch,
    newKey: () => `key-${++keys}`,
    random: () => 0,
  });
const suggest = (desk: Desk, replacement: string) => {
  const id = desk.begin({ act: "suggest", anchor, number: null, replacement: anchor.quote });
  desk.write(id, { replacement });
  return id;
};

beforeEach(() => {
  keys = 0;
  platform = new Platform();
  vi.stubGlobal("localStorage", storage());
});
afterEach(() => vi.unstubAllGlobals());

describe("what is written beside the text", () => {
  test("is sent with its place, and stays until the margin that holds it has come", async () => {
    const desk = open();
    const id = suggest(desk, "the five");
    platform.answers = [{ ok: true, number: 4 }];
    const sending = desk.send(id);
    expect(desk.written[0]?.sending.kind).toBe("sending");
    expect(await sending).toBe(true);
    expect(platform.asked).toBe(1);
    expect(desk.written).toEqual([]);
    expect(platform.sent[0]).toEqual({
      act: "suggest",
      anchor: JSON.stringify(anchor),
      replacement: "the five",
      onceKey: "key-2",
    });
  });

  test("is said in the voice that was chosen, which is kept with it; nothing is named where none was", async () => {
    const desk = open();
    const id = desk.begin({ act: "comment", anchor, number: null, replacement: "" });
    desk.write(id, { text: "Which ten?" });
    desk.write(id, { as: "observer::officers" });
    const again = open();
    expect(again.written).toMatchObject([{ text: "Which ten?", as: "observer::officers" }]);
    platform.answers = [{ ok: true, number: 4 }];
    await again.send(id);
    expect(platform.sent[0]).toMatchObject({ act: "comment", as: "observer::officers" });
  });

  test("is asked about anew once the voice is theirs no more", async () => {
    const desk = open();
    const id = suggest(desk, "the five");
    desk.write(id, { as: "speaker:UY:group" });
    const refusal = { kind: "invalid", key: "post.voice-not-yours", params: {} };
    platform.answers = [
      { ok: false, refusal },
      { ok: true, number: 4 },
    ];
    expect(await desk.send(id)).toBe(false);
    expect(desk.written[0]).toMatchObject({ as: "", sending: { kind: "refused" } });
    expect(open().written[0]?.as, "on the device too").toBe("");
    await vi.waitFor(() => expect(platform.asked, "the voices are asked for").toBe(1));
    expect(await desk.send(id)).toBe(true);
    expect(platform.sent.map(({ as }) => as)).toEqual(["speaker:UY:group", undefined]);
  });

  test("is still there where it was kept before a voice could be chosen", () => {
    const desk = open();
    const id = suggest(desk, "the five");
    const [name = ""] = Object.keys(localStorage);
    const { as: _, ...older } = JSON.parse(localStorage.getItem(name) ?? "{}") as Record<string, unknown>;
    localStorage.setItem(name, JSON.stringify(older));
    expect(open().written).toMatchObject([{ id, replacement: "the five", as: "" }]);
  });

  test.each([
    ["the line breaks", [] as unknown[]],
    ["something else answers", ["<h1>Sign in to this network</h1>"]],
  ])("is not sent where %s, and goes out again under the same key", async (_, answers) => {
    const desk = open();
    const id = suggest(desk, "the five");
    platform.answers = [...answers];
    expect(await desk.send(id)).toBe(false);
    expect(desk.written[0]?.sending.kind).toBe("failed");
    platform.answers = [{ ok: true, number: 4 }];
    desk.retry();
    await vi.waitFor(() => expect(desk.written).toEqual([]));
    expect(platform.sent.map(({ onceKey }) => onceKey)).toEqual(["key-2", "key-2"]);
  });

  test("is another act once its words are changed after it did not get through", async () => {
    const desk = open();
    const id = suggest(desk, "the five");
    await desk.send(id);
    desk.edit(id);
    desk.write(id, { replacement: "the six" });
    platform.answers = [{ ok: true, number: 4 }];
    await desk.send(id);
    const [first, second] = platform.sent.map(({ onceKey }) => onceKey);
    expect(second).not.toBe(first);
  });

  test("comes back with the reason where it is refused", async () => {
    const desk = open();
    const id = suggest(desk, "the five");
    platform.answers = [{ ok: false, refusal: { kind: "conflict", key: "wording.moved", params: {} } }];
    expect(await desk.send(id)).toBe(false);
    expect(desk.written[0]?.sending).toMatchObject({ kind: "refused", refusal: { key: "wording.moved" } });
    desk.retry();
    expect(platform.sent).toHaveLength(1);
  });

  test("survives a reload of the page, also while it was being sent", async () => {
    const desk = open();
    const id = suggest(desk, "the five");
    await desk.send(id);
    const next = open();
    expect(next.written).toMatchObject([
      { act: "suggest", anchor, replacement: "the five", sending: { kind: "writing" } },
    ]);
    next.discard(next.written[0]?.id ?? "");
    expect(open().written).toEqual([]);
  });

  test("is kept only where somebody wrote something", () => {
    const desk = open();
    desk.begin({ act: "comment", anchor, number: null, replacement: "" });
    suggest(desk, anchor.quote);
    expect(open().written).toEqual([]);
  });

  test("is erased on signing out, and of others when somebody else comes", () => {
    suggest(open(), "the five");
    eraseDrafts("ana");
    expect(open().written).toHaveLength(1);
    eraseDrafts("bruno");
    expect(open().written).toEqual([]);
    suggest(open(), "the five");
    localStorage.setItem("other", "stays");
    eraseDrafts();
    expect(open().written).toEqual([]);
    expect(localStorage.getItem("other")).toBe("stays");
  });

  test("that is damaged on the device is passed over", () => {
    suggest(open(), "the five");
    localStorage.setItem("elac:note:ana:plan-1:x", '{"id":1}');
    localStorage.setItem("elac:note:ana:plan-1:y", "{");
    expect(open().written).toHaveLength(1);
  });
});

describe("acts without words", () => {
  test("say that they are being sent, and fetch the margin", async () => {
    const desk = open();
    platform.answers = [{ ok: true, number: 3 }];
    const pressed = desk.press("sponsor", 3);
    expect(desk.standing("sponsor", 3)?.kind).toBe("sending");
    expect(await desk.press("sponsor", 3)).toBe(false);
    expect(await pressed).toBe(true);
    expect(desk.standing("sponsor", 3)).toBeNull();
    expect(platform.sent).toEqual([{ act: "sponsor", number: "3", onceKey: "key-1" }]);
    expect(platform.asked).toBe(1);
  });

  test("are tried again under the same key, and never twice by themselves", async () => {
    const desk = open();
    await desk.press("accept", 3);
    expect(desk.standing("accept", 3)?.kind).toBe("failed");
    desk.retry();
    platform.answers = [{ ok: true }];
    await desk.press("accept", 3);
    expect(platform.sent.map(({ onceKey }) => onceKey)).toEqual(["key-1", "key-1"]);
  });
});

describe("hints", () => {
  test("many of them fetch the margin once", async () => {
    vi.useFakeTimers();
    const desk = open();
    for (let count = 0; count < 5; count++) desk.hint();
    await vi.advanceTimersByTimeAsync(500);
    expect(platform.asked).toBe(1);
    vi.useRealTimers();
  });

  test("come over the socket for the one topic; without a socket the page looks by itself", () => {
    vi.useFakeTimers();
    const heard = new Map<string, (notice: { topic: string }) => void>();
    const watched: unknown[] = [];
    const socket = {
      connected: false,
      on: (name: string, listener: (notice: { topic: string }) => void) => heard.set(name, listener),
      off: (name: string) => heard.delete(name),
      emit: (_name: string, topics: unknown) => watched.push(topics),
    };
    let told = 0;
    const stop = watchTopic(socket as unknown as Parameters<typeof watchTopic>[0], "plan:1", () => told++);
    vi.advanceTimersByTime(lookEvery);
    expect(told).toBe(1);
    socket.connected = true;
    heard.get("connect")?.({ topic: "" });
    expect([told, watched]).toEqual([2, [["plan:1"]]]);
    heard.get("changed")?.({ topic: "plan:1" });
    heard.get("changed")?.({ topic: "plan:2" });
    vi.advanceTimersByTime(lookEvery);
    expect(told).toBe(3);
    stop();
    expect(heard.size).toBe(0);
    vi.useRealTimers();
  });
});

describe("news of the margin", () => {
  const voice = {
    kind: "observer",
    sector: "technical",
  } as unknown as Margin["threads"][number]["posts"][number]["voice"];
  const thread = (posts: readonly string[], resolvedBy: string | null = null): Margin["threads"][number] => ({
    number: 7,
    title: "",
    anchor,
    posts: posts.map((author, number) => ({
      number,
      author,
      voice,
      language: "en",
      body: "",
      at: "",
      hidden: false,
    })),
    resolved: resolvedBy === null ? null : { by: resolvedBy, at: "" },
    may: { answer: true, resolve: true, reopen: false },
  });

  test("are what others did, each once", () => {
    const before = { ...empty, threads: [thread(["Ana"])] };
    expect(newsOf(empty, before, "Bruno")).toEqual([{ what: "comment", who: "Ana" }]);
    expect(newsOf(empty, before, "Ana")).toEqual([]);
    const after = { ...empty, threads: [thread(["Ana", "Karen", "Ana"], "Karen")] };
    expect(newsOf(before, after, "Ana")).toEqual([
      { what: "answer", who: "Karen" },
      { what: "resolved", who: "Karen" },
    ]);
    expect(newsOf(after, after, "Bruno")).toEqual([]);
  });
});
