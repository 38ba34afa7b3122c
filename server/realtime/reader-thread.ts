/** The thread that reads along: one request after the other; what fails is answered, what kills it is noticed outside. */
import { parentPort } from "node:worker_threads";
import { ReadAlong, type Read, type ReadRequest } from "./read-along.ts";

export type Ask =
  | { readonly kind: "read"; readonly id: number; readonly request: ReadRequest }
  | { readonly kind: "forget"; readonly documentId: string };

export type Answer = { readonly id: number } & (
  | { readonly kind: "read"; readonly read: Read }
  | { readonly kind: "base" }
  | { readonly kind: "failed"; readonly message: string }
);

const along = new ReadAlong();

parentPort?.on("message", (ask: Ask) => {
  if (ask.kind === "forget") return along.forget(ask.documentId);
  const { id, request } = ask;
  try {
    const read = along.read(request);
    const answer: Answer = read === null ? { kind: "base", id } : { kind: "read", id, read };
    parentPort?.postMessage(answer);
  } catch (error) {
    along.forget(request.documentId);
    parentPort?.postMessage({ kind: "failed", id, message: String(error) } satisfies Answer);
  }
});
