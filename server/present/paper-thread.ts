/** The thread that makes one file of a plan: it is given the paper, tells how far it is, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { docxOf } from "./docx.ts";
import { markdownOf } from "./markdown.ts";
import type { Paper, PaperFormat } from "./paper.ts";
import { planJson } from "./plan-json.ts";

export interface PaperAsked {
  readonly paper: Paper;
  readonly format: PaperFormat;
}

async function bytesOf({ paper, format }: PaperAsked): Promise<Uint8Array> {
  let last = 0;
  const told = (done: number, all: number) => {
    if (done - last < all / 50 && done < all) return;
    last = done;
    parentPort?.postMessage({ kind: "progress", done, all });
  };
  switch (format) {
    case "docx":
      return docxOf(paper, told);
    case "md":
      return new TextEncoder().encode(markdownOf(paper, told));
    case "json":
      return new TextEncoder().encode(planJson(paper));
  }
}

const result = await bytesOf(workerData as PaperAsked);
parentPort?.postMessage({ kind: "done", result });
