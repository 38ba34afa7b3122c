/** Feeds as Atom (RFC 4287). */
import type { Language } from "#app/domain/release.ts";

export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  /** The page the feed follows. */
  readonly home: string;
  readonly self: string;
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** Address of the entry's own page; also its id. */
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly at: Date;
  readonly author: string;
  readonly summary: string;
  readonly text: string;
}

/** Writes a feed. All words are escaped; signs that XML cannot hold are left out. */
export function atomFeed(feed: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">`,
    `  <id>${xml(feed.id)}</id>`,
    `  <title>${xml(feed.title)}</title>`,
    `  <updated>${feed.updated.toISOString()}</updated>`,
    `  <link rel="alternate" type="text/html" href="${xml(feed.home)}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(feed.self)}"/>`,
    ...feed.entries.flatMap((entry) => [
      `  <entry xml:lang="${entry.language}">`,
      `    <id>${xml(entry.id)}</id>`,
      `    <title>${xml(entry.title)}</title>`,
      `    <updated>${entry.at.toISOString()}</updated>`,
      `    <author><name>${xml(entry.author)}</name></author>`,
      `    <link rel="alternate" type="text/html" href="${xml(entry.id)}"/>`,
      `    <summary>${xml(entry.summary)}</summary>`,
      `    <content>${xml(entry.text)}</content>`,
      "  </entry>",
    ]),
    "</feed>",
  ];
  return `${lines.join("\n")}\n`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
