import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser, type ParsedMail } from "mailparser";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "#app/domain/roles.ts";
import { makeAuth } from "#server/auth/auth.ts";
import { makeJobs, type Jobs } from "#server/jobs/jobs.ts";
import { makePost, type Message, type Post } from "#server/mail/post.ts";
import { accountServices } from "#server/services/accounts.ts";
import { letterServices } from "#server/services/letters.ts";
import { peopleServices } from "#server/services/people.ts";
import { insertSession } from "#server/store/sessions.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { groundOn, nobody, person, secretariat } from "#test/factories.ts";

let store: Store;
let ground: ReturnType<typeof groundOn>;
let people: ReturnType<typeof peopleServices>;
let staff: Person;
let jobs: Jobs | null = null;
let closing: (() => Promise<void>)[] = [];

const quick = { tries: 3, firstPause: 1, lookEvery: 0.5 };
const log = pino({ level: "silent" });

async function until<T>(what: () => Promise<T | null | false | undefined>, seconds = 40): Promise<T> {
  for (let n = 0; n < seconds * 10; n += 1) {
    const found = await what();
    if (found) return found;
    await new Promise((passed) => setTimeout(passed, 100));
  }
  throw new Error("it did not happen");
}

const letterTo = (address: string) => store.db.letter.findFirst({ where: { address } });
const inState = (address: string, state: string) => async () =>
  (await letterTo(address))?.state === state ? await letterTo(address) : null;

async function invite(email: string, name = "Elena Vargas") {
  const act = {
    kind: "invitation",
    reference: "Note 3/2011 <of> the “Conference”",
    date: null,
    letterId: null,
  } as const;
  await people.invite(staff, {
    person: { name, email, language: "es", position: null },
    institution: null,
    staff: true,
    act,
  });
}

/** A mail server of ours in this process; `refusing` makes it answer that the mailbox is not there for now. */
async function mailServer() {
  const got: ParsedMail[] = [];
  const state = { refusing: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_to, _session, answer) => answer(state.refusing ? new Error("mailbox busy") : null),
    onData(stream, _session, answer) {
      simpleParser(stream)
        .then((mail) => void got.push(mail))
        .then(() => answer(), answer);
    },
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  closing.push(() => new Promise<void>((closed) => server.close(closed)));
  return { got, state, url: `smtp://127.0.0.1:${port}` };
}

async function run(post: Post, patience = quick) {
  jobs = makeJobs(ground, post, patience);
  await jobs.start();
}

beforeAll(async () => {
  store = await freshStore();
  staff = await person(store, "Marcela Ibáñez", [secretariat]);
});
afterAll(() => store.close());
beforeEach(() => {
  ground = groundOn(store);
  people = peopleServices(ground, makeAuth(ground));
});
afterEach(async () => {
  await jobs?.stop();
  jobs = null;
  // The post first lets go of its connections.
  for (const close of closing) await close();
  closing = [];
});

describe("letters", () => {
  it("go to a real mail server, text first, in the person's language, with a link that opens the account", async () => {
    const smtp = await mailServer();
    await run(makePost({ ...ground.env, smtpUrl: smtp.url }, log));
    await invite("elena@example.org", "Elena “E” <Vargas>");
    const mail = await until(async () => smtp.got[0]);
    expect(mail.subject).toBe("Invitación al espacio de trabajo de eLAC");
    expect(mail.text).toContain("Note 3/2011 <of> the “Conference”");
    expect(mail.html).toContain("Note 3/2011 &lt;of&gt; the");
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.get("content-type")).toMatchObject({ value: "multipart/alternative" });
    const token = /\/es\/invitation\/([\w-]+)/.exec(mail.text ?? "")?.[1] ?? "";
    const accounts = accountServices(ground, makeAuth(ground));
    expect(await accounts.lookAt("invitation", token)).toMatchObject({ email: "elena@example.org" });
    await until(inState("elena@example.org", "sent"));
  });

  it("are written to the outbox where there is no mail server, as files that any mail program opens", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "elac-outbox-"));
    await run(makePost({ ...ground.env, dataDir }, log));
    await invite("outbox@example.org");
    await until(inState("outbox@example.org", "sent"));
    const files = await readdir(join(dataDir, "outbox"));
    expect(files).toHaveLength(1);
    expect(files[0]).toMatch(/^invitation-[0-9a-f-]{36}\.eml$/);
    const mail = await simpleParser(await readFile(join(dataDir, "outbox", files[0] ?? "")));
    expect(mail.to).toMatchObject({ value: [{ address: "outbox@example.org" }] });
    expect(mail.text).toContain("http://localhost:3000/es/invitation/");
    await rm(dataDir, { recursive: true });
  });

  it("that were queued while nobody listened are found at the start", async () => {
    const out: Message[] = [];
    await invite("early@example.org");
    await run({ send: async (message) => void out.push(message), close: () => {} });
    await until(inState("early@example.org", "sent"));
    expect(out.map(({ to }) => to.address)).toContain("early@example.org");
  });

  it("that wait together go out one after the other, without a pause between them", async () => {
    const addresses = Array.from({ length: 6 }, (_, place) => `together-${place}@example.org`);
    for (const address of addresses) await invite(address);
    await run({ send: async () => {}, close: () => {} }, { ...quick, lookEvery: 3600 });
    for (const address of addresses) await until(inState(address, "sent"));
  });

  it("are tried again while the mail server does not take them, and arrive once it does", async () => {
    const smtp = await mailServer();
    smtp.state.refusing = true;
    await run(makePost({ ...ground.env, smtpUrl: smtp.url }, log));
    await invite("patient@example.org");
    await until(async () => ((await letterTo("patient@example.org"))?.attempts ?? 0) > 0);
    smtp.state.refusing = false;
    const letter = await until(
      async () =>
        (await letterTo("patient@example.org"))?.state === "sent" ? letterTo("patient@example.org") : null,
      80,
    );
    expect(letter?.attempts).toBeGreaterThan(1);
    expect(smtp.got).toHaveLength(1);
  }, 120_000);

  it("die after the last try, show why at the secretariat, and go out when it sends them again", async () => {
    const state = { broken: true };
    const out: string[] = [];
    const send = async (message: Message) => {
      if (state.broken) throw new Error("connection refused");
      out.push(message.to.address);
    };
    jobs = makeJobs(ground, { send, close: () => {} }, { ...quick, tries: 1 });
    await jobs.start();
    await invite("dead@example.org");
    const dead = await until(inState("dead@example.org", "dead"));
    const letters = letterServices(ground);
    const { letters: listed, counts } = await letters.list(staff, "dead");
    expect(listed.find(({ id }) => id === dead.id)).toMatchObject({ error: "connection refused", text: "" });
    expect(counts.dead).toBe(1);
    state.broken = false;
    await letters.retry(staff, dead.id);
    await until(inState("dead@example.org", "sent"));
    expect(out).toEqual(["dead@example.org"]);
    await expect(letters.retry(staff, dead.id)).rejects.toMatchObject({
      refusal: { key: "letter.not-dead" },
    });
    await expect(letters.list(nobody, null)).rejects.toMatchObject({ refusal: { kind: "unknown" } });
  });

  it("with the same key are queued once", async () => {
    const { insertLetters } = await import("#server/store/letters.ts");
    const letter = {
      dedupe: "one",
      kind: "named",
      personId: null,
      address: "x@example.org",
      language: "es",
      subject: "s",
      text: "t",
    } as const;
    expect(await insertLetters(store.db, [letter], ground.clock.now())).toBe(1);
    expect(await insertLetters(store.db, [letter, letter], ground.clock.now())).toBe(0);
  });
});

describe("sweeping", () => {
  it("removes sign-ins that expired and links long past", async () => {
    const now = ground.clock.now();
    const day = 86_400_000;
    const at = (days: number) => new Date(now.getTime() + days * day);
    const session = {
      personId: staff.id,
      createdAt: now,
      lastSeenAt: now,
      absoluteExpiresAt: at(60),
      userAgent: null,
    };
    await insertSession(store.db, { ...session, id: "a".repeat(64), expiresAt: at(-1) });
    await insertSession(store.db, { ...session, id: "b".repeat(64), expiresAt: at(1) });
    const ticket = { kind: "reset", personId: staff.id, createdAt: at(-90) };
    await store.db.ticket.createMany({
      data: [
        { ...ticket, id: "c".repeat(64), expiresAt: at(-40) },
        { ...ticket, id: "d".repeat(64), expiresAt: at(-2) },
      ],
    });
    jobs = makeJobs(ground, { send: async () => {}, close: () => {} }, quick);
    await jobs.sweep();
    expect((await store.db.loginSession.findMany()).map(({ id }) => id[0])).toEqual(["b"]);
    expect((await store.db.ticket.findMany({ where: { kind: "reset" } })).map(({ id }) => id[0])).toEqual([
      "d",
    ]);
    jobs = null;
  });
});
