import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, chainOf, eventKinds, isPublic, type Event } from "#app/domain/journal.ts";
import { addWorkingDays } from "#app/domain/region.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { canonicalJson, isClean, type Json } from "#app/domain/release.ts";
import { capacitiesFor, hasRight, isSecretariat, rollOf, type Seat } from "#app/domain/roles.ts";
import {
  checkAnswer,
  checkClose,
  checkEdit,
  checkHide,
  editableUntil,
  voiceOf,
  type Post,
} from "#app/domain/thread.ts";
import { accessBody, grants, group, hours, ms, now, officersBody, people } from "./sample.ts";

function refused(act: () => unknown): string {
  try {
    act();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal !== null) return refusal.key;
    throw caught;
  }
  return "taken";
}

describe("working days", () => {
  it.each([
    ["skip the weekend", "2011-03-04T20:00:00Z", 1, "2011-03-07T20:00:00Z"],
    ["start anew from a Saturday", "2011-03-05T15:00:00Z", 1, "2011-03-07T15:00:00Z"],
    ["are ten in two weeks", "2011-03-01T12:00:00.123Z", 10, "2011-03-15T12:00:00.123Z"],
    ["keep the hour of Santiago when its clocks change", "2011-05-06T20:00:00Z", 1, "2011-05-09T21:00:00Z"],
    ["go by the day in Santiago, not in Greenwich", "2011-03-05T02:00:00Z", 1, "2011-03-08T02:00:00Z"],
    ["of none are the same instant", "2011-03-05T02:00:00Z", 0, "2011-03-05T02:00:00Z"],
  ])("%s", (_, from, days, until) => {
    expect(addWorkingDays(new Date(from), days)).toEqual(new Date(until));
  });
});

describe("a roll", () => {
  const representative = grants({ office: "representative", body: accessBody, country: "PE" });
  const focal = grants({ office: "focal-point", body: { kind: "country", country: "CL" }, country: "CL" });
  const countries = ["PE", "CL", "BR"].map((iso) => ({ iso, group: null }));

  it("of a group counts a country as occupied by its representative or its focal point", () => {
    const roll = rollOf(
      { kind: "group", groupId: "access", chair: "PE", countries, grants: [...representative, ...focal] },
      now,
    );
    expect(roll.entries.map(({ seat, occupied, chair }) => [seat, occupied, chair])).toEqual([
      ["PE", true, true],
      ["CL", true, false],
      ["BR", false, false],
    ]);
  });

  it("leaves vacant what only an ended grant, another group's or another right would fill", () => {
    const ended = grants({ office: "representative", body: accessBody, country: "PE", until: now });
    const elsewhere = grants({
      office: "representative",
      body: { kind: "group", groupId: "gender" },
      country: "PE",
    });
    const speaking = representative.filter(({ right }) => right !== "decide");
    const held = [...ended, ...elsewhere, ...speaking];
    const roll = rollOf({ kind: "group", groupId: "access", chair: null, countries, grants: held }, now);
    expect(roll.entries.some(({ occupied }) => occupied)).toBe(false);
  });

  it("of the officers lists the seats of the cycle, the vacant ones too, and no focal point fills one", () => {
    const seat = (id: string, country: string | null, cycleId = "elac2015"): Seat => ({
      id,
      cycleId,
      group: "andean",
      country,
      chair: id === "s1",
    });
    const officer = grants({ office: "officer", body: officersBody, country: "PE", chair: true });
    const seats = [seat("s1", "PE"), seat("s2", "CL"), seat("s3", null), seat("old", "PE", "elac2010")];
    const roll = rollOf(
      { kind: "officers", cycleId: "elac2015", seats, grants: [...officer, ...focal] },
      now,
    );
    expect(roll.entries.map(({ seat: id, occupied, chair }) => [id, occupied, chair])).toEqual([
      ["s1", true, true],
      ["s2", false, false],
      ["s3", false, false],
    ]);
  });

  it("of a consultation on a new group asks focal points only", () => {
    const held = [...representative, ...focal];
    const occupied = (groupId: string | null): readonly boolean[] =>
      rollOf({ kind: "region", groupId, countries, grants: held }, now).entries.map(
        (entry) => entry.occupied,
      );
    expect(occupied(null)).toEqual([false, true, false]);
    expect(occupied("access")).toEqual([true, true, false]);
  });
});

describe("questions on grants", () => {
  it("are asked of one body at one time", () => {
    expect(hasRight(people.representative, "edit", accessBody, now)).toBe(true);
    expect(hasRight(people.representative, "edit", officersBody, now)).toBe(false);
    expect(hasRight(people["ended grant"], "edit", accessBody, now)).toBe(false);
    expect(hasRight(people["ended grant"], "edit", accessBody, ms(now, -1))).toBe(true);
    expect(isSecretariat(people.secretariat, now)).toBe(true);
    expect(isSecretariat(people.chair, now)).toBe(false);
    expect(capacitiesFor(people.chair, "decide", accessBody, now)).toEqual([
      { office: "representative", country: "PE", body: accessBody },
    ]);
    expect(capacitiesFor(people.stranger, "read", accessBody, now)).toEqual([]);
  });
});

describe("canonical JSON", () => {
  it("sorts keys by code unit, at every depth, and leaves out what is undefined", () => {
    expect(canonicalJson({ b: [1, { z: null, a: "é" }], a: true, ä: 1, Z: 0, gone: undefined })).toBe(
      '{"Z":0,"a":true,"b":[1,{"a":"é","z":null}],"ä":1}',
    );
  });

  it("spells numbers and signs as ECMAScript does", () => {
    expect(canonicalJson([1e21, 0.1, -0, 1.0, '"\\\n\u0007'])).toBe('[1e+21,0.1,0,1,"\\"\\\\\\n\\u0007"]');
  });

  it("has one spelling whatever the order of keys, and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse()) as Json;
        expect(canonicalJson(turned)).toBe(canonicalJson(value as Json));
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ["\ud800"], [{ "\udc00": 1 }]])(
    "does not spell %j",
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );

  it("knows a clean text", () => {
    expect([
      isClean({ brackets: 0, gaps: 0 }),
      isClean({ brackets: 1, gaps: 0 }),
      isClean({ brackets: 0, gaps: 1 }),
    ]).toEqual([true, false, false]);
  });
});

describe("the journal", () => {
  const event: Event<"plan.returned"> = {
    kind: "plan.returned",
    at: now,
    groupId: "access",
    capacity: { office: "representative", country: "PE", body: accessBody },
    actorId: "pe",
    wordsHash: null,
    facts: { planId: "plan", from: "group" },
  };

  it("spells an event in one way", () => {
    expect(canonical(event)).toBe(
      '{"actorId":"pe","at":"2011-03-01T12:40:00.000Z","capacity":{"body":{"groupId":"access","kind":"group"},"country":"PE","office":"representative"},"facts":{"from":"group","planId":"plan"},"groupId":"access","kind":"plan.returned","wordsHash":null}',
    );
  });

  it("hangs every event on the group's chain or the region's", () => {
    for (const kind of eventKinds) {
      const chain = chainOf({ kind, groupId: "access" });
      expect(chain === "region" || chain.groupId === "access").toBe(true);
    }
    expect(chainOf(event)).toEqual({ groupId: "access" });
    expect(chainOf({ kind: "goal.adopted", groupId: "access" })).toBe("region");
    expect(chainOf({ kind: "round.opened", groupId: null })).toBe("region");
    expect(() => chainOf({ kind: "plan.begun", groupId: null })).toThrow(TypeError);
  });

  it("keeps private what is not published, and what concerns an account", () => {
    expect(eventKinds.filter((kind) => !isPublic({ kind }))).toEqual([
      "page.edited",
      "news.edited",
      "goal.drafted",
      "goal.edited",
      "decision.proposed",
      "decision.edited",
      "decision.dropped",
      "speaker.suggested",
      "speaker.answered",
      "person.invited",
      "person.joined",
      "person.suspended",
      "person.restored",
      "person.erased",
    ]);
  });
});

describe("a post", () => {
  const post: Post = { authorId: "cl", postedAt: now, hiddenAt: null };

  it("is edited until the exact end of thirty minutes", () => {
    const end = editableUntil(post);
    expect(end).toEqual(hours(now, 0.5));
    expect(refused(() => checkEdit(post, "open", ms(end, -1)))).toBe("taken");
    expect(refused(() => checkEdit(post, "open", end))).toBe("post.edit-window-over");
    expect(refused(() => checkEdit({ ...post, hiddenAt: now }, "open", now))).toBe("post.hidden");
    expect(refused(() => checkEdit(post, "closed", now))).toBe("thread.closed");
  });

  it("is hidden once, with a reason", () => {
    expect(refused(() => checkHide(post, "off topic"))).toBe("taken");
    expect(refused(() => checkHide(post, "  "))).toBe("post.reason-needed");
    expect(refused(() => checkHide({ ...post, hiddenAt: now }, "off topic"))).toBe("post.hidden");
  });

  it("is not made in a closed thread, which is closed once", () => {
    expect([refused(() => checkAnswer("open")), refused(() => checkAnswer("closed"))]).toEqual([
      "taken",
      "thread.closed",
    ]);
    expect([refused(() => checkClose("open")), refused(() => checkClose("closed"))]).toEqual([
      "taken",
      "thread.closed",
    ]);
  });

  const voice = (
    office: Parameters<typeof voiceOf>[0]["office"],
    country: string | null,
    sector: "civil-society" | null = null,
  ) => voiceOf({ office, country, sector, body: accessBody }, group);
  it.each([
    [
      "its country, which chairs",
      voice("representative", "PE"),
      { kind: "country", iso: "PE", office: "representative", presides: "chair" },
    ],
    [
      "its country, a Vice Chair",
      voice("representative", "CR"),
      { kind: "country", iso: "CR", office: "representative", presides: "vice-chair" },
    ],
    [
      "its country",
      voice("focal-point", "UY"),
      { kind: "country", iso: "UY", office: "focal-point", presides: null },
    ],
    [
      "an observer of a sector",
      voice("observer", null, "civil-society"),
      { kind: "observer", sector: "civil-society" },
    ],
    ["a speaker whom a country identified", voice("speaker", "CL"), { kind: "speaker", country: "CL" }],
    ["an agency", voice("agency", null), { kind: "agency" }],
    ["the secretariat", voice("secretariat", null), { kind: "secretariat" }],
    ["nobody, where a country's office has no country", voice("representative", null), null],
    ["nobody, where an observer has no sector", voice("observer", null), null],
  ])("is shown with the voice of %s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
