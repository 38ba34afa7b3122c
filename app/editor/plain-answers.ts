/** Answers of plain HTTP, each checked before it is believed: status, type and form. */
import { unpackUpdates } from "#app/document/frames.ts";
import { isReason, type Reason } from "#app/document/wire.ts";
import type { Opened } from "./line.ts";

export type Answer =
  | { readonly kind: "opened"; readonly opened: Opened }
  | { readonly kind: "saved"; readonly seqs: readonly number[] }
  | { readonly kind: "refused"; readonly reason: Reason; readonly retryAfter: number }
  /** The platform cannot take it at this moment. */
  | { readonly kind: "wait"; readonly retryAfter: number }
  /** Nobody answered, or somebody else than the platform. */
  | { readonly kind: "not-ours" };

const notOurs: Answer = { kind: "not-ours" };

/** Milliseconds for a request and its whole answer: a slow line needs long for 256 KB. */
const patience = 60_000;

export interface Request {
  readonly method: "GET" | "POST";
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
}

/** Asks, and reads a good answer by `read`. Nothing is thrown. */
export async function ask(
  address: string,
  request: Request,
  read: (response: Response) => Promise<Answer | null>,
): Promise<Answer> {
  const limit = new AbortController();
  const end = () => limit.abort();
  const timer = setTimeout(end, patience);
  request.signal.addEventListener("abort", end);
  try {
    const response = await request.fetch(address, {
      method: request.method,
      body: request.body as BodyInit | undefined,
      headers: request.body ? { "Content-Type": "application/octet-stream" } : {},
      credentials: "same-origin",
      cache: "no-store",
      // To a portal's page, or to one for signing in: no answer to what was asked.
      redirect: "error",
      signal: limit.signal,
    });
    if (response.ok) return (await read(response)) ?? notOurs;
    return await readRefusal(response);
  } catch {
    return notOurs;
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", end);
  }
}

/** `POST /documents/:id/updates`: committed, each under the number told. */
export async function readSaved(
  response: Response,
  epoch: number | null,
  count: number,
): Promise<Answer | null> {
  if (response.status !== 200 || !isType(response, "application/json")) return null;
  const body: unknown = await response.json();
  if (typeof body !== "object" || body === null || !("seqs" in body) || !("epoch" in body)) return null;
  const seqs: readonly unknown[] = Array.isArray(body.seqs) ? body.seqs : [];
  if (body.epoch !== epoch || seqs.length !== count) return null;
  const numbers = seqs.filter((seq): seq is number => Number.isSafeInteger(seq));
  return numbers.length === count ? { kind: "saved", seqs: numbers } : null;
}

/** `GET /documents/:id`: 200 with the server's state vector and updates, or 204 where nothing is new. */
export async function readOpened(response: Response): Promise<Answer | null> {
  const [epoch, seq, schema] = ["X-Epoch", "X-Seq", "X-Schema"].map((name) =>
    whole(response.headers.get(name)),
  );
  const edit = response.headers.get("X-Edit");
  if (epoch == null || seq == null || schema == null || (edit !== "yes" && edit !== "no")) return null;
  const why = response.headers.get("X-Why") ?? "";
  const common = {
    epoch,
    seq,
    schema,
    member: 0,
    members: [],
    edit: edit === "yes",
    why: isReason(why) ? why : null,
  };
  if (response.status === 204) return { kind: "opened", opened: { ...common, updates: [], vector: null } };
  if (response.status !== 200 || !isType(response, "application/octet-stream")) return null;
  const parts = unpackUpdates(new Uint8Array(await response.arrayBuffer()));
  const [vector, ...updates] = parts ?? [];
  return vector === undefined ? null : { kind: "opened", opened: { ...common, updates, vector } };
}

async function readRefusal(response: Response): Promise<Answer> {
  const retryAfter = Math.min(60, whole(response.headers.get("Retry-After")) ?? 2);
  const body: unknown = isType(response, "application/json") ? await response.json() : null;
  const key = typeof body === "object" && body !== null && "refused" in body ? String(body.refused) : "";
  const reason = key.replace(/^realtime\./, "");
  if (key === reason || !isReason(reason))
    return response.status === 503 || response.status === 429 ? { kind: "wait", retryAfter } : notOurs;
  return reason === "restarting" || reason === "schema-newer"
    ? { kind: "wait", retryAfter }
    : { kind: "refused", reason, retryAfter };
}

function isType(response: Response, type: string): boolean {
  return response.headers.get("Content-Type")?.split(";")[0]?.trim() === type;
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
