/** Somebody at the product without a browser: pages and forms over HTTP. */
import { request } from "node:http";
import { cookieOf, type Product } from "./product.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Path of a redirect, with its query. */
  readonly location: string | null;
}

export interface Client {
  readonly cookie: string | null;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, fields: Fields | BodyInit, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form of a page as it stands there, with these fields filled in. */
  submit(path: string, formId: string, fields?: Fields): Promise<Answer>;
}

export type Fields = Readonly<Record<string, string>>;

/** A client of this person; of a stranger where nobody is named. */
export async function clientOf(product: Product, who: string | null): Promise<Client> {
  return clientWith(product, who === null ? null : await cookieOf(product, who));
}

export function clientWith(product: Product, cookie: string | null): Client {
  const own = { ...(cookie === null ? {} : { Cookie: cookie }), Origin: product.url };
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(product.url + path, { redirect: "manual", ...init });
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      text: await answer.text(),
      headers: answer.headers,
      location: location === null ? null : location.replace(product.url, ""),
    };
  };
  const post: Client["post"] = (path, fields, headers = {}) => {
    const plain = Object.getPrototypeOf(fields) === Object.prototype;
    const body = plain ? new URLSearchParams(fields as Fields) : (fields as BodyInit);
    return ask(path, { method: "POST", body, headers: { ...own, ...headers } });
  };
  return {
    cookie,
    get: (path, headers = {}) => ask(path, { headers: { ...own, ...headers } }),
    post,
    async submit(path, formId, fields = {}) {
      const page = await ask(path, { headers: own });
      const form = formIn(page.text, formId);
      if (form === null)
        throw new Error(
          `${path} (${page.status}) has no form "${formId}":\n${wordsIn(page.text).slice(0, 600)}`,
        );
      return post(form.action ?? path, { ...form.hidden, ...fields });
    },
  };
}

/** A form of a page: where it is sent, and its hidden fields. */
export function formIn(
  html: string,
  id: string,
): { readonly action: string | null; readonly hidden: Fields } | null {
  const form = new RegExp(`<form [^>]*\\bid="${id}"[^>]*>[\\s\\S]*?</form>`).exec(html)?.[0];
  if (form === undefined) return null;
  const hidden = [...form.matchAll(/<input [^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    attribute(input, "name") ?? "",
    attribute(input, "value") ?? "",
  ]);
  return { action: attribute(form, "action"), hidden: Object.fromEntries(hidden) as Fields };
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag.slice(0, tag.indexOf(">") + 1))?.[1];
  return value === undefined ? null : plain(value);
}

/** The words of a page: its visible text, a blank between elements. */
export function wordsIn(html: string): string {
  const body = html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, " ").replace(/<!--[\s\S]*?-->/g, "");
  return plain(body.replace(/<[^>]+>/g, " "))
    .replace(/[^\S\u00a0\u202f]+/g, " ")
    .trim();
}

function plain(text: string): string {
  const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" };
  return text.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name: string) => names[name] ?? "");
}

/** Bytes of an answer as they travel, compressed as a browser takes it, with its type. */
export function weigh(url: string): Promise<{ readonly bytes: number; readonly encoding: string | null }> {
  return new Promise((done, failed) => {
    request(url, { headers: { "Accept-Encoding": "gzip, deflate, br" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => done({ bytes, encoding: answer.headers["content-encoding"] ?? null }));
    })
      .on("error", failed)
      .end();
  });
}
