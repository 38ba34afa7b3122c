import { simpleParser, type ParsedMail } from "mailparser";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { languages, type Language } from "#app/i18n/language.ts";
import { makeJobs, type Jobs } from "#server/jobs/jobs.ts";
import { makePost } from "#server/mail/post.ts";
import { decliningServices } from "#server/services/declining.ts";
import { eventIn, instantOf, one } from "#test/calendar.ts";
import { nobody, start } from "#test/factories.ts";
import { objection } from "../services/goal-house.ts";
import { full, hours, letterHouse } from "../services/letter-house.ts";

let house: Awaited<ReturnType<typeof letterHouse>>;
let jobs: readonly Jobs[] = [];
let smtp: Awaited<ReturnType<typeof mailServer>>;

const quick = { tries: 3, firstPause: 1, lookEvery: 0.5 };
const log = pino({ level: "silent" });

async function until<T>(what: () => T | null | false | undefined, of: string): Promise<T> {
  for (let n = 0; n < 600; n += 1) {
    const found = what();
    if (found) return found;
    await new Promise((passed) => setTimeout(passed, 100));
  }
  throw new Error(`it did not happen: ${of}; there is ${smtp.got.map(({ subject }) => subject).join(" | ")}`);
}

/** A mail server in this process; `refusing` makes it answer that the mailbox is not there for now. */
async function mailServer() {
  const got: ParsedMail[] = [];
  const state = { refusing: false, refused: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(_to, _session, answer) {
      if (state.refusing) state.refused += 1;
      answer(state.refusing ? new Error("mailbox busy") : null);
    },
    onData(stream, _session, answer) {
      simpleParser(stream)
        .then((mail) => void got.push(mail))
        .then(() => answer(), answer);
    },
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    got,
    state,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}

/** Starts the jobs, as several servers would on one database. */
async function run(count = 1, appUrl = house.ground.env.appUrl) {
  const ground = { ...house.ground, env: { ...house.ground.env, appUrl, smtpUrl: smtp.url } };
  for (let n = 0; n < count; n += 1) {
    const one = makeJobs(ground, makePost(ground.env, log), quick);
    await one.start();
    jobs = [...jobs, one];
  }
}

/** The letters that came about a round, once none is waiting any more. */
async function settled(roundId: string, atLeast: number): Promise<ParsedMail[]> {
  const { number } = await house.recordedOf(roundId);
  const about = () => smtp.got.filter(({ text }) => new RegExp(`/rounds/${number}\\n`).test(text ?? ""));
  await until(() => about().length >= atLeast, `${atLeast} letters about round ${number}`);
  for (let n = 0; n < 100; n += 1) {
    if ((await house.store.db.letter.count({ where: { roundId, state: "queued" } })) === 0) break;
    await new Promise((passed) => setTimeout(passed, 100));
  }
  return about();
}

const languageOf = (mail: ParsedMail) => String(mail.headers.get("content-language")) as Language;
const calendarIn = (mail: ParsedMail) => {
  const file = mail.attachments.find(({ contentType }) => contentType === "text/calendar");
  return file === undefined ? null : eventIn(file.content.toString("utf8"));
};

beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());
beforeEach(async () => {
  await house.begin();
  await house.store.db.letter.updateMany({ where: { state: "queued" }, data: { state: "sent" } });
  smtp = await mailServer();
});
afterEach(async () => {
  for (const one of jobs) await one.stop();
  jobs = [];
  await smtp.close();
});

describe("letters about a round, through a real mail server", () => {
  it("come once in four languages, text first, with the link, the time and the calendar file of that time", async () => {
    await run();
    const { roundId } = await house.groupRound("silence", 10);
    const mails = await settled(roundId, 4);
    expect(mails.map(languageOf).sort()).toEqual([...languages].sort());
    const { number, round } = await house.recordedOf(roundId);
    for (const mail of mails) {
      const language = languageOf(mail);
      expect(mail.text).toContain(`http://localhost:3000/${language}/rounds/${number}\n`);
      expect(mail.text).toContain(full(language, round.closing));
      expect(mail.html).toContain(`<a href="http://localhost:3000/${language}/rounds/${number}">`);
      const event = calendarIn(mail);
      if (event === null) throw new Error("no calendar file");
      expect(instantOf(one(event, "DTSTART"))).toEqual(round.closing);
      expect(one(event, "SUMMARY").params["LANGUAGE"]).toBe(language);
      expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
      expect(mail.headers.get("list")).toBeUndefined();
    }
  }, 120_000);

  it("of every kind come in the order of what happened, each once", async () => {
    await run();
    const { number, roundId } = await house.groupRound("silence", 10);
    await settled(roundId, 4);
    const closing = hours(start, 300);
    await house.extend(roundId, closing);
    const extended = (await settled(roundId, 8)).slice(4);
    for (const mail of extended) {
      expect(mail.text).toContain(full(languageOf(mail), closing));
      const event = calendarIn(mail);
      expect(event && instantOf(one(event, "DTSTART"))).toEqual(closing);
      expect(event && Number(one(event, "SEQUENCE").raw)).toBeGreaterThan(0);
    }
    await house.give("chile", number, "CL", objection);
    const broken = (await settled(roundId, 13)).slice(8);
    for (const mail of broken) {
      const event = calendarIn(mail);
      expect(event && one(event, "STATUS").raw).toBe("CANCELLED");
    }
    await house.rounds.record(house.who("peru"), { roundId });
    const all = await settled(roundId, 18);
    expect(all).toHaveLength(18);
    expect(all.slice(13).map(calendarIn)).toEqual([null, null, null, null, null]);
    const keys = all.map(({ messageId }) => messageId);
    expect(new Set(keys).size).toBe(keys.length);
  }, 120_000);

  it("come once also where several servers run the same jobs and are told at the same time", async () => {
    await run(3);
    const { roundId } = await house.groupRound("express", 10);
    house.set(hours(start, 120));
    await Promise.all(jobs.flatMap((one) => [one.tell(), one.tell()]));
    const mails = await settled(roundId, 8);
    await new Promise((passed) => setTimeout(passed, 1500));
    expect(mails).toHaveLength(8);
    const letters = await house.store.db.letter.findMany({ where: { roundId } });
    expect(letters.map(({ kind }) => kind).sort()).toEqual([
      ...Array.from({ length: 4 }, () => "round-opened"),
      ...Array.from({ length: 4 }, () => "round-reminder"),
    ]);
  }, 120_000);

  it("that remind can be declined by one press in the mail program, and then come no more", async () => {
    await run(1, "https://elac.example");
    const { number, roundId } = await house.groupRound("express", 10);
    await house.give("peru", number, "PE");
    await settled(roundId, 4);
    house.set(hours(start, 120));
    await jobs[0]?.tell();
    const reminders = (await settled(roundId, 7)).slice(4);
    expect(reminders.map(languageOf).sort()).toEqual(["en", "fr", "pt"]);
    const chile = reminders.find((mail) => languageOf(mail) === "pt");
    const raw = new Map(chile?.headerLines.map(({ key, line }) => [key, line.replace(/\s+/g, " ")]));
    expect(raw.get("list-unsubscribe-post")).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    const link = /<(https:\/\/elac\.example\/letters\/unsubscribe\/([\w-]+))>/.exec(
      raw.get("list-unsubscribe") ?? "",
    );
    expect(chile?.text).toContain(link?.[1]);
    const declining = decliningServices(house.ground);
    await declining.byLink(nobody, { token: link?.[2] ?? "", wanted: false });
    house.set(hours(start, 240 - 24));
    await jobs[0]?.tell();
    const later = (await settled(roundId, 9)).slice(7);
    expect(later.map(languageOf).sort()).toEqual(["en", "fr"]);
    await declining.byLink(nobody, { token: link?.[2] ?? "", wanted: true });
  }, 120_000);

  it("arrive once where the mail server refuses at first, and are dead after the last try", async () => {
    smtp.state.refusing = true;
    await run();
    const { roundId } = await house.groupRound("express", 10);
    await until(() => smtp.state.refused >= 4, "four refusals");
    smtp.state.refusing = false;
    expect(await settled(roundId, 4)).toHaveLength(4);

    smtp.state.refusing = true;
    await house.rounds.withdraw(house.who("peru"), { roundId, reason: "Otro texto" });
    const where = { roundId, kind: "round-withdrawn" };
    for (let n = 0; n < 600; n += 1) {
      if ((await house.store.db.letter.count({ where: { ...where, state: "dead" } })) === 4) break;
      await new Promise((passed) => setTimeout(passed, 100));
    }
    const dead = await house.store.db.letter.findMany({ where });
    expect(dead.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(
      Array.from({ length: 4 }, () => "dead 3"),
    );
    expect(dead[0]?.error).toContain("mailbox busy");
  }, 120_000);

  it("come also where the server fell between the act and the letter", async () => {
    const { roundId } = await house.groupRound("express", 10);
    expect(await house.store.db.letter.count({ where: { roundId } })).toBe(0);
    await run();
    expect(await settled(roundId, 4)).toHaveLength(4);
  }, 120_000);
});
