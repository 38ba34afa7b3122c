import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarOf, type CalendarEvent } from "#server/present/calendar.ts";
import { eventIn, instantOf, one, readCalendar } from "#test/calendar.ts";

const event: CalendarEvent = {
  uid: "round-1@elac.example",
  sequence: 0,
  changed: new Date("2011-03-01T12:00:00.000Z"),
  made: new Date("2011-03-02T12:00:00.000Z"),
  at: new Date("2011-03-31T20:00:00.000Z"),
  cancelled: false,
  name: "eLAC, round 7",
  summary: "Closes: Plan of work 2011–2013, Access; infrastructure",
  description: "One\nTwo, \\ three; four",
  url: "https://elac.example/en/rounds/7",
  language: "en",
  organizer: { name: 'The "technical" secretariat, ECLAC', address: "secretariat@elac.example" },
};

describe("a calendar file", () => {
  test("says the exact end in UTC, its number and that it stands", () => {
    const found = eventIn(calendarOf(event));
    expect(instantOf(one(found, "DTSTART"))).toEqual(event.at);
    expect(instantOf(one(found, "DTSTAMP"))).toEqual(event.made);
    expect(instantOf(one(found, "LAST-MODIFIED"))).toEqual(event.changed);
    expect(one(found, "UID").text).toBe(event.uid);
    expect(one(found, "SEQUENCE").raw).toBe("0");
    expect(one(found, "STATUS").raw).toBe("CONFIRMED");
    expect(one(found, "URL").raw).toBe(event.url);
    expect(one(found, "SUMMARY").params["LANGUAGE"]).toBe("en");
    expect(one(found, "ORGANIZER")).toMatchObject({
      params: { CN: "The technical secretariat, ECLAC" },
      raw: "mailto:secretariat@elac.example",
    });
    expect(found.parts.map(({ name }) => name)).toEqual(["VALARM"]);
    expect(one(readCalendar(calendarOf(event)), "METHOD").raw).toBe("PUBLISH");
  });

  test("escapes what separates, and gives the words back as they were", () => {
    const file = calendarOf(event);
    expect(file).toContain("Access\\; infrastructure");
    expect(file).toContain("One\\nTwo\\, \\\\ three\\; four");
    expect(one(eventIn(file), "DESCRIPTION").text).toBe(event.description);
  });

  test("that is cancelled says so and wakes nobody", () => {
    const found = eventIn(calendarOf({ ...event, cancelled: true, sequence: 2 }));
    expect(one(found, "STATUS").raw).toBe("CANCELLED");
    expect(one(found, "SEQUENCE").raw).toBe("2");
    expect(found.parts).toEqual([]);
  });

  test("is folded at 75 octets, never within a letter", () => {
    const long = calendarOf({ ...event, summary: "Ação ".repeat(60) + "🇵🇪".repeat(30) });
    expect(long.split("\r\n").some((line) => Buffer.byteLength(line) >= 72)).toBe(true);
    expect(one(eventIn(long), "SUMMARY").text).toBe("Ação ".repeat(60) + "🇵🇪".repeat(30));
  });

  test("holds any words that people write", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.string({ maxLength: 200 }), (a, b) => {
        const found = eventIn(calendarOf({ ...event, summary: a, description: b }));
        const held = (words: string) => words.replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, "");
        expect(one(found, "SUMMARY").text).toBe(held(a.replace(/\r\n?/g, "\n")));
        expect(one(found, "DESCRIPTION").text).toBe(held(b.replace(/\r\n?/g, "\n")));
      }),
      { examples: [["\uFFFD", "a\uFFFDb"]] },
    );
  });
});

describe("the reader of the tests", () => {
  const good = calendarOf(event);
  test.each([
    ["a line that is too long", good.replace("CLASS:PUBLIC", `X-LONG:${"x".repeat(80)}`)],
    ["a bare line feed", good.replace("CLASS:PUBLIC\r\n", "CLASS:PUBLIC\n")],
    ["a sign that is not escaped", good.replace("Access\\; ", "Access; ")],
    ["two identifiers", good.replace("CLASS:PUBLIC", "UID:2")],
    ["a local time", good.replace(/DTSTART:(\d+T\d+)Z/, "DTSTART:$1")],
    ["an end of something else", good.replace("END:VALARM", "END:VEVENT")],
    ["no last line end", good.trimEnd()],
    ["half of a letter", good.replace("CLASS:PUBLIC", "X-HALF:\uD83C")],
  ])("does not let %s pass", (_, file) => expect(() => eventIn(file)).toThrow());
});
