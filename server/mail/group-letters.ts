/**
 * Letters about a group: who is suggested to speak in it, its commissions, and who is named in its discussions. The words are in the namespace
 * `group-letters`; whom a suggestion names, and why, stays on the page, where it can be redacted.
 */
import { familyOf } from "#app/domain/letter-families.ts";
import type { Payloads } from "#app/domain/journal.ts";
import type { Language } from "#app/domain/release.ts";
import { formatter } from "#app/i18n/format.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Letter } from "./letters.ts";
import { declineMark, type CapacityLine } from "./round-letters.ts";

/** What has happened. */
export type GroupNews =
  | { readonly kind: "suggestion-waits" }
  | { readonly kind: "suggestion-answered"; readonly accepted: boolean; readonly country: string }
  | { readonly kind: "mentioned" }
  | { readonly kind: "commission-created"; readonly commission: string }
  | {
      readonly kind: "commission-ended";
      readonly commission: string;
      readonly because: Payloads["commission.ended"]["because"];
      readonly at: Date;
    };

export interface GroupMatter {
  readonly news: GroupNews;
  /** The group's name; of a commission the name of the group it was born in. */
  readonly group: string;
  /** The one page it leads to, with the language. */
  readonly link: string;
}

/** Whom it goes to, in which capacity; names come in their language. */
export interface GroupAddressee {
  readonly name: string;
  readonly language: Language;
  readonly as: readonly CapacityLine[];
}

/** The words of a letter to that person. */
export function groupLetterOf({ news, group, link }: GroupMatter, to: GroupAddressee): Letter {
  const { language } = to;
  const t = translator(language);
  const say = (key: string, params?: Readonly<Record<string, string>>) => t(`group-letters:${key}`, params);
  const line = (label: string, value: string) => t("round-letters:line", { label, value });
  const as = t(`round-letters:label.${news.kind === "suggestion-waits" ? "as" : "copy"}`);
  const commission = "commission" in news ? news.commission : null;
  const lines = [
    ...(commission === null ? [] : [line(say("label.commission"), commission)]),
    line(say("label.group"), group),
    ...(news.kind === "suggestion-answered" ? [line(say("label.asked"), news.country)] : []),
    ...(news.kind === "commission-ended"
      ? [
          line(say("label.ended"), formatter(language, t, news.at).full(news.at)),
          line(say("label.because"), say(`because.${news.because}`)),
        ]
      : []),
    ...to.as.map(({ office, country }) => line(as, t(`round-letters:capacity.${office}`, { country }))),
  ];
  const family = familyOf(news.kind);
  const decline = family === "mentions" ? "unsubscribe.mentions" : "unsubscribe";
  const words =
    news.kind === "suggestion-answered" ? `suggestion-${news.accepted ? "accepted" : "declined"}` : news.kind;
  const paragraphs = [
    t("letters:greeting", { name: to.name }),
    say(`${words}.text`),
    lines.join("\n"),
    `${say(`${news.kind}.link`)}\n${link}`,
    ...(family === null ? [] : [`${say(decline)}\n${declineMark}`]),
    t("letters:closing"),
  ];
  const subject = say(`${words}.subject`, { group, commission: commission ?? "" });
  return { language, subject, text: `${paragraphs.join("\n\n")}\n` };
}
