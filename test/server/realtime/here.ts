/** The thread that reads along, without a thread: for tests of what stands around it. */
import { EventEmitter } from "node:events";
import { ReadAlong } from "#server/realtime/read-along.ts";
import type { Thread } from "#server/realtime/reader.ts";
import type { Answer, Ask } from "#server/realtime/reader-thread.ts";

export function readHere(): Thread {
  const events = new EventEmitter();
  const along = new ReadAlong();
  const answer = (said: Answer) => void events.emit("message", said);
  return {
    postMessage(ask: Ask) {
      setImmediate(() => {
        if (ask.kind === "forget") return along.forget(ask.documentId);
        const { id, request } = ask;
        const read = along.read(request);
        answer(read === null ? { kind: "base", id } : { kind: "read", id, read });
      });
    },
    on: (event: string, listener: (said: Answer) => void) =>
      void events.on(event, listener as (said: unknown) => void),
    unref: () => undefined,
    terminate: () => undefined,
  };
}
