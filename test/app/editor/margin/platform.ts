/** A margin in memory, as the platform answers it: what is posted stands in it at once. For tests of the editor alone. */
import type { Anchor, Margin, MarginThread, MarginWording } from "#app/document/margin.ts";
import type { Voice } from "#app/domain/thread.ts";

export interface Speaker {
  readonly name: string;
  readonly country: string | null;
}

type Thread = Omit<MarginThread, "may">;
type Wording = Omit<MarginWording, "may">;

export const topic = "/margin";

export class MarginInMemory {
  threads: readonly Thread[] = [];
  wordings: readonly Wording[] = [];
  /** The voices that are offered beside one's own. */
  voices: Margin["voices"] = [];
  /** The next so many acts get no answer that is ours. */
  portals = 0;
  private number = 0;
  private readonly seen = new Map<string, number>();

  for(speaker: Speaker): Margin {
    return {
      threads: this.threads.map((thread) => ({
        ...thread,
        may: { answer: true, resolve: thread.resolved === null, reopen: thread.resolved !== null },
      })),
      wordings: this.wordings.map((wording) => {
        const open = wording.state === "open";
        const country = open ? speaker.country : null;
        const own = wording.author === speaker.name;
        return {
          ...wording,
          may: {
            sponsor: country !== null && !wording.sponsors.includes(country),
            unsponsor: country !== null && wording.sponsors.includes(country),
            accept: country === "PE" && wording.sponsors.length > 0,
            reject: country === "PE",
            withdraw: open && own,
            discuss: open,
          },
        };
      }),
      may: { comment: true, suggest: true },
      voices: [{ key: "own", voice: ownVoice(speaker) }, ...this.voices],
      naming: [{ mark: "@[Chile](country:CL)", name: "Chile" }],
      topic,
    };
  }

  /** Takes an act; null where a portal answers instead. */
  take(fields: Readonly<Record<string, string>>, speaker: Speaker): object | null {
    if (this.portals > 0) {
      this.portals--;
      return null;
    }
    const known = this.seen.get(fields["onceKey"] ?? "");
    if (known !== undefined) return { ok: true, number: known };
    const number = Number(fields["number"] ?? 0) || ++this.number;
    const { act = "" } = fields;
    const faults = { ok: false, refusal: { kind: "invalid", key: "wording.reason-needed", params: {} } };
    if (act === "reject" && (fields["reason"] ?? "") === "") return faults;
    this.seen.set(fields["onceKey"] ?? "", number);
    this.record(act, number, fields, speaker);
    return { ok: true, number };
  }

  private record(
    act: string,
    number: number,
    fields: Readonly<Record<string, string>>,
    speaker: Speaker,
  ): void {
    const at = "2011-02-28T18:02:00.000Z";
    const anchor = JSON.parse(fields["anchor"] ?? "null") as Anchor;
    const voice = this.voices.find(({ key }) => key === fields["as"])?.voice ?? ownVoice(speaker);
    const said = { author: speaker.name, voice, language: "en", at };
    const post = (place: number) => ({
      ...said,
      number: place,
      body: [fields["text"], fields["tell"]].filter(Boolean).join("\n\n"),
      hidden: false,
    });
    const ended = { by: speaker.name, at, reason: fields["reason"] ?? null };
    const change = (how: (wording: Wording) => Partial<Wording>) => {
      this.wordings = this.wordings.map((one) => (one.number === number ? { ...one, ...how(one) } : one));
    };
    const turn = (how: (thread: Thread) => Partial<Thread>) => {
      this.threads = this.threads.map((one) => (one.number === number ? { ...one, ...how(one) } : one));
    };
    const country = speaker.country ?? "";
    switch (act) {
      case "comment":
        this.threads = [...this.threads, { number, title: "", anchor, posts: [post(1)], resolved: null }];
        return;
      case "answer":
        return turn(({ posts }) => ({ posts: [...posts, post(posts.length + 1)] }));
      case "resolve":
        return turn(() => ({ resolved: { by: speaker.name, at } }));
      case "reopen":
        return turn(() => ({ resolved: null }));
      case "suggest": {
        const base = { epoch: 1, seq: 1, release: null };
        const wording = { ...said, number, anchor, replacement: fields["replacement"] ?? "" };
        const sponsors = speaker.country === null ? [] : [country];
        this.wordings = [
          ...this.wordings,
          { ...wording, state: "open", sponsors, ended: null, base, thread: null },
        ];
        return;
      }
      case "sponsor":
        return change(({ sponsors }) => ({ sponsors: [...sponsors, country] }));
      case "unsponsor":
        return change(({ sponsors }) => ({ sponsors: sponsors.filter((iso) => iso !== country) }));
      case "accept":
        return change(() => ({ state: "accepted", ended }));
      case "reject":
        return change(() => ({ state: "rejected", ended }));
      case "withdraw":
        return change(() => ({ state: "withdrawn", ended }));
    }
  }
}

const ownVoice = ({ country }: Speaker) =>
  (country === null
    ? { kind: "observer", sector: "technical-community" }
    : { kind: "country", iso: country, office: "representative", presides: null }) as Voice;
