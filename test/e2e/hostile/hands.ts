/** Those who sow: people of the demonstration over HTTP, by the forms of the pages. */
import { clientOf, formIn, wordsIn, type Answer, type Client, type Fields } from "../client.ts";
import type { Product } from "../product.ts";
import type { Sowing } from "#test/hostile/sowing.ts";

export const pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n";

export class Hands {
  private readonly clients = new Map<string | null, Promise<Client>>();

  constructor(
    readonly product: Product,
    readonly sowing: Sowing,
  ) {}

  as(who: string | null): Promise<Client> {
    const client = this.clients.get(who) ?? clientOf(this.product, who);
    this.clients.set(who, client);
    return client;
  }

  /** Sends a form of a page, and answers where it led; fails where it was refused. */
  async send(who: string, page: string, form: string, fields: Fields = {}): Promise<string> {
    return taken(await (await this.as(who)).submit(page, form, fields), `${who} ${page} ${form}`);
  }

  /** The same with a file. */
  async sendFile(
    who: string,
    page: string,
    form: string,
    fields: Fields,
    file: [string, File],
  ): Promise<string> {
    const client = await this.as(who);
    const found = formIn((await client.get(page)).text, form);
    if (found === null) throw new Error(`${page} has no form "${form}" for ${who}`);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...found.hidden, ...fields })) body.set(name, value);
    body.set(...file);
    return taken(await client.post(found.action ?? page, body), `${who} ${page} ${form}`);
  }

  /** What is taken away at an address; a file that takes long has a page of its own, from which it is taken once it is made. */
  async file(who: string | null, address: string): Promise<Response> {
    const { cookie } = await this.as(who);
    const ask = (at: string) => fetch(at, { headers: cookie === null ? {} : { Cookie: cookie } });
    let answer = await ask(this.product.url + address);
    for (let at = answer.url; /\/file\/[0-9a-f-]{36}$/.test(at);) {
      answer = await ask(`${at}/take`);
      if (answer.status !== 409) break;
      await new Promise((later) => setTimeout(later, 200));
    }
    return answer;
  }

  /** What a page says at this place of its source. */
  async found(who: string | null, page: string, pattern: RegExp): Promise<string> {
    const { text } = await (await this.as(who)).get(page);
    const found = pattern.exec(text)?.[1];
    if (found === undefined)
      throw new Error(`${page} does not have ${pattern.source} for ${who ?? "a stranger"}`);
    return found;
  }
}

function taken({ status, location, text }: Answer, what: string): string {
  if (location !== null) return location;
  throw new Error(`${what}: ${status} ${wordsIn(text.slice(text.indexOf("<main"))).slice(0, 1500)}`);
}
