/** A text of a plan, gathered for paper: as it is, as it was at a point, or as released; with what it is compared with. */
import { findInPlan } from "#app/document/anchor.ts";
import type { Anchor } from "#app/document/margin.ts";
import type { Plan } from "#app/document/plan.ts";
import { documentSymbol, type CopyOfText } from "#app/domain/document-symbol.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { TextPoint } from "#app/domain/text-point.ts";
import type { Voice } from "#app/domain/thread.ts";
import { withSigns } from "#app/domain/wording.ts";
import { formatter } from "#app/i18n/format.ts";
import { fieldChange, fieldLabel, outputSpeaker, type OutputSpeaker } from "#app/i18n/output-fields.ts";
import { translator, type T } from "#app/i18n/translate.ts";
import type { Paper, PaperComment } from "#server/present/paper.ts";
import type { Tx } from "#server/store/client.ts";
import { commentsOf } from "#server/store/comments.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupBySlug, groupHead } from "#server/store/groups.ts";
import { planFacts, planOfGroup, type PlanRecord } from "#server/store/plans.ts";
import { releaseById } from "#server/store/releases.ts";
import { wordingsOf } from "#server/store/wordings.ts";
import type { Ground } from "./act.ts";
import { decidedReleases, textAt, type Asking, type FoundText } from "./text-points.ts";

export interface PaperWanted {
  readonly of: TextPoint;
  /** What the changes are marked from; null: the text is clean. */
  readonly since: TextPoint | null;
  readonly period: string | null;
  /** Whether the open comments and suggestions go along; of the live text only. */
  readonly comments: boolean;
}

/**
 * The paper. Everybody takes away what a round decided on and the text in force; everything else those who read drafts
 * (`may-not.plan.export`). Refused: no plan (`plan.unknown`), what `textAt` refuses, nothing in force to compare with
 * (`paper.nothing-in-force`).
 */
export async function paperFor(
  { store, clock, env }: Pick<Ground, "store" | "clock" | "env">,
  actor: Actor,
  slug: string,
  wanted: PaperWanted,
): Promise<Paper> {
  const now = clock.now();
  const tx = store.db;
  const { id: groupId } = await groupBySlug(tx, slug);
  const plan = await planOfGroup(tx, groupId, wanted.period);
  if (plan === null) throw refuse("unknown", "plan.unknown");
  const asking: Asking = { tx, actor, plan, facts: await planFacts(tx, plan, now), now };
  const { found, copy } = await copyOf(asking, wanted.of);
  const since = wanted.since === null ? null : await copyOf(asking, wanted.since);
  const symbol = (of: CopyOfText) => documentSymbol(plan.groupSlug, plan.period, of);
  const head = await groupHead(tx, slug, plan.language, now);
  const names = Object.fromEntries(await countryNames(tx, plan.language));
  const beside = wanted.comments && wanted.of.kind === "live";
  return {
    symbol: symbol(copy),
    group: head.name,
    slug: plan.groupSlug,
    period: plan.period,
    language: plan.language,
    copy,
    at: (found.point.at ?? now).toISOString(),
    sha256: found.sha256,
    text: found.text,
    countries: names,
    site: env.appUrl.replace(/\/$/, ""),
    since: since === null ? null : { symbol: symbol(since.copy), text: since.found.text },
    comments: beside
      ? [
          ...(await wordingsIn(tx, plan, found.text, names)),
          ...(await commentsIn(tx, plan, found.text, names)),
        ]
      : [],
  };
}

/** The text at a point and which copy it is; a text in force is the release that was adopted. */
async function copyOf(asking: Asking, wanted: TextPoint): Promise<{ found: FoundText; copy: CopyOfText }> {
  const { tx, plan, actor, facts, now } = asking;
  const point = wanted.kind === "adopted" ? await adopted(tx, plan) : wanted;
  if (!may(actor, "plan.export", facts, now) && !(await isPublic(asking, point)))
    demand(actor, "plan.export", facts, now);
  const found = await textAt(asking, point);
  const copy: CopyOfText =
    point.kind === "release" || point.kind === "version"
      ? { kind: point.kind, number: point.number }
      : { kind: "live" };
  return { found, copy };
}

async function adopted(tx: Tx, { adoptedReleaseId }: PlanRecord): Promise<TextPoint> {
  const release = adoptedReleaseId === null ? null : await releaseById(tx, adoptedReleaseId);
  if (release === null) throw refuse("conflict", "paper.nothing-in-force");
  return { kind: "release", number: release.number };
}

/** Whether a round decided on it. A release that does not exist is told of as one that nobody may have. */
async function isPublic({ tx, plan }: Asking, point: TextPoint): Promise<boolean> {
  if (point.kind !== "release") return false;
  const decided = await decidedReleases(tx, plan);
  const releases = await Promise.all([...decided].map((id) => releaseById(tx, id)));
  return releases.some((release) => release?.number === point.number);
}

type CountryNames = Readonly<Record<string, string>>;

/** The open suggestions, each as a comment that says the words: the text does not change before they are accepted. */
async function wordingsIn(
  tx: Tx,
  plan: PlanRecord,
  text: Plan,
  countries: CountryNames,
): Promise<readonly PaperComment[]> {
  const t = translator(plan.language);
  const open = (await wordingsOf(tx, plan.id)).filter(({ state }) => state === "open");
  const speaker = outputSpeaker(t, plan.language, countries);
  return open.map(({ anchor, author, voice, at, replacement, sponsors }) => {
    const names = sponsors.map((iso) => countries[iso] ?? iso);
    const said = [
      anchor.field !== undefined
        ? saidOfField(t, speaker, anchor.field, { from: anchor.quote, to: replacement })
        : replacement === ""
          ? t("paper:comment.wording.out")
          : t("paper:comment.wording", { words: withSigns(replacement) }),
      ...(names.length === 0
        ? []
        : [t("margin:sponsored", { countries: formatter(plan.language, t, at).list(names) })]),
    ];
    return {
      ...placeIn(text, anchor, t, speaker),
      author: signed(author, voice, countries),
      at: at.toISOString(),
      text: said.join(" "),
    };
  });
}

/** "Due: 2013 is suggested instead of 2012." */
function saidOfField(
  t: T,
  speaker: OutputSpeaker,
  name: FieldName,
  held: { readonly from: string; readonly to: string },
): string {
  const field = fieldLabel(t, name);
  const { from, to } = fieldChange(speaker, name, held.from, held.to);
  if (to === "") return t("paper:comment.field.out", { field, from });
  return from === ""
    ? t("paper:comment.field.new", { field, to })
    : t("paper:comment.field", { field, from, to });
}

/** Where something lies on paper: on its words, and what is about a field on the output as a whole. What lost its place is quoted. */
function placeIn(
  text: Plan,
  anchor: Anchor,
  t: T,
  speaker: OutputSpeaker,
): Pick<PaperComment, "clause" | "quote" | "before"> {
  const clause = findInPlan(text, anchor)?.clause ?? "";
  const { field, quote, before } = anchor;
  if (field === undefined) return { clause, quote, before };
  const held = [fieldLabel(t, field), speaker.value(field, quote)].filter(Boolean).join(": ");
  return { clause, quote: clause === "" ? held : "", before };
}

function signed(name: string | null, voice: Voice, countries: CountryNames): string {
  const country = voice.kind === "country" ? (countries[voice.iso] ?? voice.iso) : null;
  return [name, country].filter(Boolean).join(", ");
}

/** The open comments, one for each message, where they lie in the text; what lost its place names no clause. */
async function commentsIn(
  tx: Tx,
  plan: PlanRecord,
  text: Plan,
  countries: CountryNames,
): Promise<readonly PaperComment[]> {
  const open = (await commentsOf(tx, plan.id)).filter(({ resolved }) => resolved === null);
  const t = translator(plan.language);
  const speaker = outputSpeaker(t, plan.language, countries);
  return open.flatMap(({ anchor, posts }) => {
    const place = placeIn(text, anchor, t, speaker);
    return posts.flatMap(({ name, voice, body, at, hiddenAt }): PaperComment[] => {
      if (hiddenAt !== null) return [];
      const author = signed(name, voice, countries);
      return [{ ...place, author, at: at.toISOString(), text: body }];
    });
  });
}
