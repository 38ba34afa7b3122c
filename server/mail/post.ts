import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Language } from "#app/domain/release.ts";
import type { Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";

/** A letter ready to go: nothing in it is left to fill in. */
export interface Message {
  readonly id: string;
  readonly kind: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  /** A calendar file that goes with it. */
  readonly calendar?: { readonly name: string; readonly content: string } | null;
  /** Where letters of this kind can be declined without an account; none for a formal one. */
  readonly decline?: string | null;
}

export interface Post {
  /** Hands the letter to the mail server, or writes it to the outbox. Throws where that fails. */
  send(message: Message): Promise<void>;
  close(): void;
}

/** By SMTP where `SMTP_URL` is set; else every letter becomes a file in `DATA_DIR`/outbox and a line in the log. */
export function makePost(env: Pick<Env, "smtpUrl" | "mailFrom" | "dataDir" | "appUrl">, log: Log): Post {
  return env.smtpUrl === null ? toOutbox(env, log) : bySmtp(env.smtpUrl, env);
}

function bySmtp(smtpUrl: string, env: Pick<Env, "mailFrom" | "appUrl">): Post {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port || (url.protocol === "smtps:" ? 465 : 587)),
    secure: url.protocol === "smtps:",
    ...(url.username === ""
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  });
  return {
    send: async (message) => void (await transport.sendMail(mailOf(message, env))),
    close: () => transport.close(),
  };
}

function toOutbox(env: Pick<Env, "mailFrom" | "appUrl" | "dataDir">, log: Log): Post {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const folder = join(env.dataDir, "outbox");
  return {
    async send(message) {
      const { message: bytes } = await transport.sendMail(mailOf(message, env));
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${message.kind}-${message.id}.eml`);
      // Written beside and then renamed: whoever watches the folder never reads half a letter.
      await writeFile(`${file}.part`, bytes as Buffer);
      await rename(`${file}.part`, file);
      log.info({ file, letter: message.kind, to: message.to.address }, "a letter was written to the outbox");
    },
    close: () => transport.close(),
  };
}

function mailOf(message: Message, env: Pick<Env, "mailFrom" | "appUrl">) {
  return {
    from: env.mailFrom,
    to: message.to,
    subject: message.subject,
    // The same letter keeps its id, so that a mailbox can see that it came twice.
    messageId: `<${message.id}@${new URL(env.appUrl).hostname}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": message.language,
      ...declining(message.decline ?? null),
    },
    text: message.text,
    html: htmlOf(message),
    attachments: message.calendar
      ? [
          {
            filename: message.calendar.name,
            content: message.calendar.content,
            contentType: "text/calendar; charset=utf-8; method=PUBLISH",
          },
        ]
      : [],
    // What a letter says is never fetched from somewhere else.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** So that mail programs offer a button (RFC 2369); by one press where the address is secure (RFC 8058). */
function declining(link: string | null): Readonly<Record<string, string>> {
  if (link === null) return {};
  const onePress = { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  return { "List-Unsubscribe": `<${link}>`, ...(link.startsWith("https:") ? onePress : {}) };
}

/** The text once more with paragraphs and links that can be pressed; without style, image or anything to load. */
function htmlOf({ text, language, subject }: Message): string {
  const paragraphs = text
    .trim()
    .split("\n\n")
    .map((paragraph) => `<p>${linked(paragraph).replaceAll("\n", "<br>")}</p>`);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${paragraphs.join("")}</body></html>`;
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join("");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
