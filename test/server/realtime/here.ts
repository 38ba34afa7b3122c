/** The thread that reads along, without a thread: for tests of what stands around it. */
import { EventEmitter } from "node:events";
import { ReadAlong, type Answer, type Ask } from "#server/realtime/read-along.ts";
import type { Thread } from "#server/realtime/reader.ts";

export function readHere(): Thread {
  const events = new EventEmitter();
  const along = new ReadAlong();
  return {
    postMessage(ask: Ask) {
      setImmediate(() => {
        const said = along.answer(ask);
        if (said !== null) events.emit("message", said);
      });
    },
    on: (event: string, listener: (said: Answer) => void) =>
      void events.on(event, listener as (said: unknown) => void),
    unref: () => undefined,
    terminate: () => undefined,
  };
}
