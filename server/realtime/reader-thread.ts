/** The thread that reads along: one request after the other. What kills it is noticed outside (reader.ts). */
import { parentPort } from "node:worker_threads";
import { ReadAlong, type Ask } from "./read-along.ts";

const along = new ReadAlong();

parentPort?.on("message", (ask: Ask) => {
  const answer = along.answer(ask);
  if (answer !== null) parentPort?.postMessage(answer);
});
