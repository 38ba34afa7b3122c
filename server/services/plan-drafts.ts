/** A text from a file put into the live text of a plan: read in a thread, seen first, then written as an edit that goes forward. */
import { createHash } from "node:crypto";
import { comparePlans } from "#app/document/compare.ts";
import { canonical, type Plan } from "#app/document/plan.ts";
import { settle } from "#app/document/settling.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Limits } from "#server/auth/limits.ts";
import type { Draft, Untaken } from "#server/intake/draft.ts";
import type { DraftAsked, DraftRead } from "#server/intake/draft-thread.ts";
import { safeName } from "#server/intake/file-kind.ts";
import { readUpload, uploadOf } from "#server/intake/upload.ts";
import { countryNames } from "#server/store/countries.ts";
import type { Tx } from "#server/store/client.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { draftOf, keepDraft, noteTaken, type PlanDraftRow } from "#server/store/plan-drafts.ts";
import { lockPlan, planFacts, planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { act, type Ground } from "./act.ts";
import { personOf } from "./keeping.ts";
import { markdownEcho } from "./paper-echo.ts";
import { fieldsIn } from "./paper-fields.ts";
import { liveText, rewrite } from "./plan-texts.ts";
import { inThread, ThreadFailure } from "./work-threads.ts";

/** The largest file, in bytes: 10 MB. */
export const draftLimit = 10_000_000;
/** How long one may be read, in ms, and within how much memory, in MB. */
const patience = 30_000;
const memory = 512;
/** How many are read at once; who comes later waits or is asked to come again. */
const mostThreads = 2;

export interface DraftPreview {
  readonly plan: PlanRecord;
  readonly id: string;
  readonly name: string;
  readonly untaken: readonly Untaken[];
  /** The text as it would stand. */
  readonly text: Plan;
  /** Names the live text this was compared with; only into that it is put. */
  readonly base: string;
  /** Whether the live text is empty. */
  readonly begins: boolean;
  readonly passages: ReturnType<typeof comparePlans>;
  readonly countries: Readonly<Record<string, string>>;
}

export function planDraftServices(ground: Ground, limits: Limits) {
  let running = 0;
  const site = ground.env.appUrl.replace(/\/$/, "");

  return {
    limit: draftLimit,

    /** The plan that a text is brought into, for those who may. Refused: `plan.unknown`, `may-not.plan.import`. */
    mayImport: async (actor: Actor, slug: string): Promise<PlanRecord> =>
      planFor(ground.store.db, actor, slug),

    /**
     * Receives a file and reads it; nothing of the plan changes. Refused: who may not; over 10 MB (`draft.too-large`); a kind that
     * is not read (`draft.kind`); what the reader refuses (`draft.…`), for time or memory too; too many (`file.too-many`,
     * `paper.too-busy`). Writes plan_drafts. Answers the id of the draft.
     */
    async receive(
      actor: Actor,
      slug: string,
      request: Request,
      entered: Record<string, string>,
    ): Promise<string> {
      const plan = await planFor(ground.store.db, actor, slug);
      const personId = personOf(actor).id;
      await limits.tryFile(personId);
      const most = { fileBytes: draftLimit, fieldBytes: 4096 };
      const sent = await readUpload(uploadOf(request), most, entered, async ({ name, content }) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of content) chunks.push(chunk);
        return { name, bytes: Buffer.concat(chunks) };
      });
      if (sent === null) throw atFile("draft.missing");
      const ending = /\.([^.]*)$/.exec(sent.name)?.[1]?.toLowerCase() ?? "";
      const kind = ending === "docx" ? "docx" : ending === "md" || ending === "markdown" ? "md" : null;
      if (kind === null) throw atFile("draft.kind");
      const draft = await read({ kind, bytes: new Uint8Array(sent.bytes), site });
      const text = JSON.stringify(draft);
      const name = safeName(sent.name);
      return ground.store.transaction((tx) =>
        keepDraft(tx, { planId: plan.id, personId, name, text }, ground.clock.now()),
      );
    },

    /** What a draft would change by now. Refused: who may not; another's, one that is over or taken (`draft.unknown`). */
    async preview(actor: Actor, slug: string, id: string, language: Language): Promise<DraftPreview> {
      const tx = ground.store.db;
      const plan = await planFor(tx, actor, slug);
      const row = await own(tx, actor, plan, id);
      if (row.takenAt !== null) throw refuse("unknown", "draft.unknown");
      const { text: live } = await liveText(tx, plan);
      const { draft, settled } = await settledIn(tx, plan, row, live);
      const unread: readonly Untaken[] =
        settled.unread.length === 0
          ? []
          : [{ kind: "field", count: settled.unread.length, places: settled.unread.slice(0, 3) }];
      return {
        plan,
        id,
        name: row.name,
        untaken: [...draft.untaken, ...unread],
        text: settled.plan,
        base: baseOf(live),
        begins: live.content.length === 0,
        passages: comparePlans(live, settled.plan),
        countries: Object.fromEntries(await countryNames(tx, language)),
      };
    },

    /**
     * Puts a draft into the live text, once, as an edit of the server: what says the same is not touched. Sent again, it is done
     * already. Refused: who may not; `draft.unknown`; a live text that is not the one that was compared (`draft.moved`).
     * Writes the log of the text; whoever has it open is told.
     */
    async take(actor: Actor, slug: string, id: string, base: string): Promise<void> {
      const written = await act(ground, async (tx, _record, now) => {
        const found = await planFor(tx, actor, slug);
        const plan = await lockPlan(tx, found.id);
        demand(actor, "plan.import", await planFacts(tx, plan, now), now);
        const row = await own(tx, actor, plan, id);
        if (row.takenAt !== null) return null;
        const { text: live } = await liveText(tx, plan);
        if (baseOf(live) !== base) throw refuse("conflict", "draft.moved");
        const { settled } = await settledIn(tx, plan, row, live);
        await rewrite(tx, plan, `draft-${id}`, (now) => {
          // Nobody appends while the log is locked; what came before the lock is not what was compared.
          if (baseOf(now) !== base) throw refuse("conflict", "draft.moved");
          return settled.plan;
        });
        await noteTaken(tx, id, now);
        return plan.documentId;
      });
      if (written !== null) ground.bus.tell({ kind: "text-written", documentId: written });
    },
  };

  async function planFor(tx: Tx, actor: Actor, slug: string): Promise<PlanRecord> {
    const now = ground.clock.now();
    const { id: groupId } = await groupBySlug(tx, slug);
    const plan = await planOfGroup(tx, groupId);
    if (plan === null) throw refuse("unknown", "plan.unknown");
    demand(actor, "plan.import", await planFacts(tx, plan, now), now);
    return plan;
  }

  async function own(tx: Tx, actor: Actor, plan: PlanRecord, id: string): Promise<PlanDraftRow> {
    const wanted = { id, planId: plan.id, personId: personOf(actor).id };
    const row = await draftOf(tx, wanted, ground.clock.now());
    if (row === null) throw refuse("unknown", "draft.unknown");
    return row;
  }

  async function read(asked: DraftAsked): Promise<Draft> {
    if (running >= mostThreads) throw refuse("unavailable", "paper.too-busy", {}, { retryAfter: 10 });
    running++;
    try {
      const answer = (await inThread({
        module: "../intake/draft-thread.ts",
        asked,
        patience,
        memory,
      })) as DraftRead;
      if ("draft" in answer) return answer.draft;
      throw refuse(answer.refusal.kind, answer.refusal.key, answer.refusal.params, {
        fields: { file: answer.refusal },
      });
    } catch (failure) {
      if (!(failure instanceof ThreadFailure)) throw failure;
      if (failure.reason === "time") throw atFile("draft.too-long");
      if (failure.reason === "memory") throw atFile("draft.too-much");
      ground.log.warn({ err: failure }, "a file could not be read");
      throw atFile("draft.unreadable");
    } finally {
      running--;
    }
  }

  /** The plan that the draft makes in the place of the live text: the same whenever it is made of the same two. */
  async function settledIn(tx: Tx, plan: PlanRecord, row: PlanDraftRow, live: Plan) {
    const draft = JSON.parse(row.text) as Draft;
    const spoken = new Set(draft.content.flatMap((node) => node.spoken ?? []));
    const names = new Map<Language, Readonly<Record<string, string>>>();
    for (const language of spoken) names.set(language, Object.fromEntries(await countryNames(tx, language)));
    const prefix = `i${createHash("sha256").update(row.id).digest("hex").slice(0, 10)}-`;
    const echo = /\.docx$/i.test(row.name) ? undefined : markdownEcho(plan, site);
    const settled = settle(draft.content, live, (nth) => `${prefix}${nth}`, fieldsIn(names), echo);
    return { draft, settled };
  }
}

const atFile = (key: string) => refuse("invalid", key, {}, { fields: { file: { key, params: {} } } });

const baseOf = (live: Plan): string => createHash("sha256").update(canonical(live)).digest("hex");
