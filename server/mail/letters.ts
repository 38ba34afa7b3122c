/**
 * Letters: what has happened → subject and text in the addressee's language, and the sending of them.
 * May import: domain, document, i18n, nodemailer. Begin with `letterOf`; post.ts sends.
 * This file is pure: services write its words in the transaction of the act, so a letter says what was true then.
 */
import type { Language } from "#app/domain/release.ts";
import type { Office, Sector } from "#app/domain/roles.ts";
import { translator } from "#app/i18n/translate.ts";

/** An office as a letter tells it; names come in the addressee's language. */
export interface OfficeLine {
  readonly office: Office;
  readonly chair: boolean;
  readonly country: string | null;
  readonly sector: Sector | null;
  readonly groups: readonly string[];
  /** The act it rests on, as entered. */
  readonly act: string;
}

/** What a letter can be about. */
export type News =
  | { readonly kind: "invitation"; readonly office: OfficeLine | null }
  | { readonly kind: "named"; readonly office: OfficeLine }
  | { readonly kind: "ended"; readonly office: OfficeLine }
  | { readonly kind: "reset" }
  | { readonly kind: "password-changed" };

export interface Addressee {
  readonly name: string;
  readonly language: Language | null;
}

export interface Letter {
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
}

/** Language of letters to people who have not chosen one. */
const otherwise: Language = "es";

/**
 * Stands in the text for a link that is good once. It is replaced when the letter is sent, so that no link that opens an
 * account ever rests in the database.
 */
export const linkMark = "[[link]]";

/** The words of a letter to that person. `appUrl` is the address of the platform, without a trailing slash. */
export function letterOf(news: News, to: Addressee, appUrl: string): Letter {
  const language = to.language ?? otherwise;
  const t = translator(language);
  const say = (key: string, params: Readonly<Record<string, string>> = {}) => t(`letters:${key}`, params);
  const office = "office" in news && news.office !== null ? officeLines(news.office, say) : null;
  const page = "office" in news && news.kind !== "invitation" ? `${appUrl}/${language}/desk` : null;
  const link = news.kind === "invitation" || news.kind === "reset" ? linkMark : page;
  const paragraphs = [
    say("greeting", { name: to.name }),
    say(`${news.kind}.text`),
    office,
    link === null ? null : `${say(`${news.kind}.link`)}\n${link}`,
    say(`${news.kind}.more`),
    `${say("closing")}\n${appUrl}`,
  ];
  return {
    language,
    subject: say(`${news.kind}.subject`),
    text: `${paragraphs.filter((paragraph) => paragraph !== null).join("\n\n")}\n`,
  };
}

/** Name and value a line: whole sentences around names would go wrong in three of four languages. */
function officeLines(
  line: OfficeLine,
  say: (key: string, params?: Readonly<Record<string, string>>) => string,
): string {
  const lines: (readonly [string, string])[] = [
    ["office", say(line.chair ? `office.${line.office}-chair` : `office.${line.office}`)],
    ...(line.country === null ? [] : [["country", line.country] as const]),
    ...(line.sector === null ? [] : [["sector", say(`sector.${line.sector}`)] as const]),
    ...line.groups.map((group) => ["group", group] as const),
    ["act", line.act],
  ];
  return lines.map(([label, value]) => say("line", { label: say(`label.${label}`), value })).join("\n");
}
