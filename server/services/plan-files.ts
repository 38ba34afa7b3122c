/** Files of a plan's text: made in threads, few at once, watched while they are made, kept for a short while. */
import { randomUUID } from "node:crypto";
import { documentFileName } from "#app/domain/document-symbol.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { paperWords, type Paper, type PaperFormat } from "#server/present/paper.ts";
import type { Ground } from "./act.ts";
import { paperFor, type PaperWanted } from "./paper-sources.ts";
import { inThread, ThreadFailure } from "./work-threads.ts";

export interface FileWanted extends PaperWanted {
  readonly format: PaperFormat;
}

/** A file in the making, as whoever asked for it sees it. */
export interface FileMaking {
  readonly id: string;
  readonly state: "waiting" | "making" | "ready" | "failed";
  readonly name: string;
  readonly symbol: string;
  /** Clauses set, of all; nothing is known before the thread has begun. */
  readonly progress: { readonly done: number; readonly all: number } | null;
}

export interface MadeFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** How many threads run at once, how many files may wait, how many one person or address may have in the making. */
const most = { threads: 2, waiting: 20, each: 3 } as const;
/** How long a file is kept once it is made, in ms; and how long it may take. */
const kept = 10 * 60_000;
const patience = 120_000;
/** How long an answer waits for a file before it shows a page instead, in ms. */
const soon = 2000;

const mediaTypes: Readonly<Record<PaperFormat, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  md: "text/markdown; charset=utf-8",
  json: "application/json; charset=utf-8",
};

interface Job {
  readonly id: string;
  readonly owner: string;
  readonly slug: string;
  readonly asked: { readonly paper: Paper; readonly format: PaperFormat };
  readonly name: string;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  state: FileMaking["state"];
  progress: FileMaking["progress"];
  bytes: Uint8Array | null;
  begin(): void;
}

export interface FileSettings {
  /** How long an answer waits, in ms. */
  readonly soon?: number;
}

export function planFileServices(ground: Ground, settings: FileSettings = {}) {
  const jobs = new Map<string, Job>();

  return {
    /**
     * Begins a file and waits for it a moment. Answers the file, or what is in the making. Refused: what `paperFor` refuses; more
     * than a few in the making (`too-many`, `paper.in-the-making`); a platform that has too many (`unavailable`, `paper.too-busy`).
     */
    async make(
      actor: Actor,
      slug: string,
      address: string,
      wanted: FileWanted,
    ): Promise<{ readonly file: MadeFile } | { readonly making: FileMaking }> {
      const owner = ownerOf(actor, address);
      const { format, ...asked } = wanted;
      // Who may not take it away is refused before anything is counted. Comments are something of Word.
      const paper = await paperFor(ground, actor, slug, {
        ...asked,
        comments: asked.comments && format === "docx",
      });
      const open = [...jobs.values()].filter(({ state }) => state === "waiting" || state === "making");
      if (open.filter((job) => job.owner === owner).length >= most.each)
        throw refuse("too-many", "paper.in-the-making", {}, { retryAfter: 10 });
      if (open.length >= most.threads + most.waiting)
        throw refuse("unavailable", "paper.too-busy", {}, { retryAfter: 30 });
      const job = enter(owner, slug, paper, format);
      const waited = new Promise<void>((late) => setTimeout(late, settings.soon ?? soon).unref());
      await Promise.race([job.done, waited]);
      if (job.state === "failed") {
        jobs.delete(job.id);
        throw refuse("unavailable", "paper.not-made", {}, { retryAfter: 60 });
      }
      if (job.bytes === null) return { making: shown(job) };
      jobs.delete(job.id);
      return { file: made(job, job.bytes) };
    },

    /** The same as a sheet to print: the text, and what stands at its head. Refused as `paperFor` refuses. */
    async sheet(actor: Actor, slug: string, { of, period }: Pick<FileWanted, "of" | "period">) {
      const paper = await paperFor(ground, actor, slug, { of, period, since: null, comments: false });
      const { title, front } = paperWords(paper);
      const { symbol, at, text, language, countries, group } = paper;
      return { symbol, at, text, language, countries, front: { group, title, facts: front } };
    },

    /** How far a file is, for whoever asked for it. Refused as `unknown` (`paper.gone`) to others and once it is gone. */
    making: (actor: Actor, slug: string, address: string, id: string): FileMaking =>
      shown(own(actor, slug, address, id)),

    /** The file, once it is ready; it is kept for ten minutes. Refused: `paper.gone`; not ready yet (`paper.in-the-making`). */
    take(actor: Actor, slug: string, address: string, id: string): MadeFile {
      const job = own(actor, slug, address, id);
      if (job.bytes === null) throw refuse("conflict", "paper.in-the-making");
      return made(job, job.bytes);
    },

    /** Ends the making; what was made is thrown away. Refused: `paper.gone`. */
    cancel(actor: Actor, slug: string, address: string, id: string): void {
      const job = own(actor, slug, address, id);
      jobs.delete(job.id);
      job.stop.abort();
    },

    /** How many files wait, are made and are kept. */
    open: (): number => jobs.size,
  };

  function own(actor: Actor, slug: string, address: string, id: string): Job {
    const job = jobs.get(id);
    if (job === undefined || job.owner !== ownerOf(actor, address) || job.slug !== slug)
      throw refuse("unknown", "paper.gone");
    return job;
  }

  function enter(owner: string, slug: string, paper: Paper, format: PaperFormat): Job {
    const id = randomUUID();
    const stop = new AbortController();
    let begin = () => {};
    const begun = new Promise<void>((go) => (begin = go));
    const job: Job = {
      id,
      owner,
      slug,
      asked: { paper, format },
      name: `${documentFileName(paper.slug, paper.period, paper.copy, paper.language)}${paper.since === null ? "" : "-changes"}.${format}`,
      stop,
      state: "waiting",
      progress: null,
      bytes: null,
      begin: () => begin(),
      done: begun.then(() => run(job)),
    };
    jobs.set(id, job);
    stop.signal.addEventListener("abort", () => job.begin());
    next();
    return job;
  }

  async function run(job: Job): Promise<void> {
    try {
      const made = await inThread({
        module: "../present/paper-thread.ts",
        asked: job.asked,
        patience,
        memory: 512,
        signal: job.stop.signal,
        told: (done, all) => void (job.progress = { done, all }),
      });
      job.bytes = made instanceof Uint8Array ? made : null;
      job.state = job.bytes === null ? "failed" : "ready";
    } catch (failure) {
      job.state = "failed";
      if (!(failure instanceof ThreadFailure && failure.reason === "ended"))
        ground.log.error({ err: failure, symbol: job.asked.paper.symbol }, "a file was not made");
    } finally {
      setTimeout(() => jobs.delete(job.id), kept).unref();
      next();
    }
  }

  /** Begins what waits, as far as there are threads. */
  function next(): void {
    const all = [...jobs.values()];
    let running = all.filter(({ state }) => state === "making").length;
    for (const job of all) {
      if (running >= most.threads) return;
      if (job.state !== "waiting") continue;
      job.state = "making";
      running++;
      job.begin();
    }
  }
}

const shown = ({ id, state, name, asked, progress }: Job): FileMaking => ({
  id,
  state,
  name,
  symbol: asked.paper.symbol,
  progress,
});

const made = ({ name, asked }: Job, bytes: Uint8Array): MadeFile => ({
  name,
  mediaType: mediaTypes[asked.format],
  bytes,
});

const ownerOf = (actor: Actor, address: string): string =>
  actor.kind === "person" ? `person ${actor.id}` : `address ${address}`;
