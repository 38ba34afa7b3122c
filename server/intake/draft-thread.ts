/** The thread that reads one file: it is given the bytes, answers the blocks or why there are none, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { refusalOf, type Refusal } from "#app/domain/refusal.ts";
import type { Draft } from "./draft.ts";
import { readMarkdown } from "./markdown.ts";
import { readWord } from "./word.ts";

export interface DraftAsked {
  readonly kind: "docx" | "md";
  readonly bytes: Uint8Array;
  /** Address of the platform, by which links to goals and countries are known. */
  readonly site: string;
}

export type DraftRead = { readonly draft: Draft } | { readonly refusal: Refusal };

async function read({ kind, bytes, site }: DraftAsked): Promise<DraftRead> {
  try {
    return { draft: kind === "docx" ? await readWord(bytes, site) : readMarkdown(bytes, site) };
  } catch (failure) {
    const refusal = refusalOf(failure);
    if (refusal === null) throw failure;
    return { refusal };
  }
}

parentPort?.postMessage({ kind: "done", result: await read(workerData as DraftAsked) });
