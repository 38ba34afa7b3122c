/** Who has a right, and the act it rests on: what the secretariat, focal points and chairs enter about people. */
import type { Fields } from "../client.ts";
import { pdf, type Hands } from "./hands.ts";

const day = "2011-03-01";

/** A person and an act that the secretariat or a focal point enters. */
function entered(hands: Hands, address: string): Fields {
  const { sowing } = hands;
  return {
    name: sowing.one("person", 120),
    email: `${address}@institute.example`,
    position: sowing.one("person position", 160),
    institution: sowing.one("institution", 200),
    reference: sowing.one("act", 300),
    language: "en",
    date: day,
    from: "",
  };
}

export async function enterPeople(hands: Hands): Promise<void> {
  const { sowing } = hands;
  const staff = "/en/secretariat";
  const letter: [string, File] = [
    "letter",
    new File([pdf, "letter"], `${sowing.one("letter name", 100, /[/\\]/)}.pdf`),
  ];
  await hands.send("secretariat", `${staff}/invitations`, "invite", {
    as: "account",
    kind: "invitation",
    ...entered(hands, "invited"),
  });
  const point = { country: "PA", kind: "appointment", ...entered(hands, "focal-pa") };
  await hands.sendFile("secretariat", `${staff}/focal-points`, "focal-point", point, letter);
  const seat = await hands.found("secretariat", `${staff}/seats`, /[\s\S]*seat=([0-9a-f-]{36})#act/);
  await hands.send("secretariat", `${staff}/seats?seat=${seat}`, "observer", {
    kind: "designation",
    sector: "technical-community",
    designatedBy: sowing.one("designated by", 200),
    ...entered(hands, "second-technical"),
  });
  await hands.send("secretariat", `${staff}/terms?roll=group`, "terms", {
    kind: "conference",
    outcomeDays: "5",
    reference: sowing.one("terms act", 300),
    date: day,
    from: "",
  });
  const person = await hands.found("secretariat", `${staff}/people?q=py%40demo`, /person=([0-9a-f-]{36})/);
  await hands.send("secretariat", `${staff}/people?person=${person}`, "account", {
    reason: sowing.one("suspension reason", 500),
  });
}

/** Who comes into a group, who should, and who should not. */
export async function enterMembers(hands: Hands, group: string): Promise<void> {
  const { sowing } = hands;
  const people = `${group}/members/people`;
  const { name = "", email = "", position = "", ...act } = entered(hands, "nominated");
  await hands.send("focal-br", people, "nominate-form", {
    ...act,
    kind: "nomination",
    "name-1": name,
    "email-1": email,
    "position-1": position,
    "language-1": "en",
  });
  for (const email of ["first", "second", "third"].map((name) => `${name}@institute.example`))
    await hands.send("chair", people, "suggest-form", {
      country: "BR",
      name: sowing.one("suggested person", 120),
      email,
      institution: sowing.one("suggested institution", 200),
      kind: "expert",
      note: sowing.one("suggestion note", 1000),
    });
  const accept = await hands.found("focal-br", people, /id="(accept-[0-9a-f-]{36})"/);
  await hands.send("focal-br", people, accept, { kind: "nomination", ...entered(hands, "accepted") });
  const decline = await hands.found("focal-br", people, /id="(decline-[0-9a-f-]{36})"/);
  await hands.send("focal-br", people, decline, { reason: sowing.one("declining reason", 500) });
}

/** New names of a group, by an act. Answers its new address. */
export const renameGroup = (hands: Hands, group: string): Promise<string> =>
  hands.send("secretariat", `${group}/rename`, "rename", {
    ...Object.fromEntries(
      ["es", "en", "pt", "fr"].map((language) => [`name-${language}`, hands.sowing.one("group", 120)]),
    ),
    kind: "conference",
    reference: hands.sowing.one("act", 300),
    date: day,
  });

/** Takes words out of a post, with a reason on record. */
export const redact = (hands: Hands, address: string, passage: string): Promise<string> =>
  hands.send("secretariat", "/en/secretariat/redactions", "redact", {
    address,
    passage,
    reason: hands.sowing.one("redaction reason", 500),
    step: "confirm",
  });

/** Somebody comes in with a browser whose name is hostile. */
export async function signInFrom(hands: Hands, who: string): Promise<void> {
  const { url } = hands.product;
  await fetch(`${url}/en/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: url, "User-Agent": hands.sowing.one("browser", 200, /[^\x20-\x7e]/) },
    body: new URLSearchParams({ as: `${who}@demo.example` }),
  });
}

/** A text from a file, looked at before it is taken. Answers its address. */
export const bringIn = (hands: Hands, plan: string, name: string, content: BlobPart): Promise<string> =>
  hands.sendFile("chair", `${plan}/import`, "import", {}, ["file", new File([content], name)]);
