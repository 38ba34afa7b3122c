/** The thread that reads a log row by row for words that were written again: it is given the rows, answers the copies, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { copiesIn } from "#app/document/copies.ts";

parentPort?.postMessage({ kind: "done", result: copiesIn(workerData as readonly Uint8Array[]) });
