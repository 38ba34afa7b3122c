import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { refuse } from "#app/domain/refusal.ts";
import { commonStems, platformWords, runLength, runs } from "./password-guesses.ts";

export const passwordLength = { minimum: 12, maximum: 128 } as const;

/** Argon2id (the package's own choice of variant) with the least cost that OWASP recommends. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** How many characters must be left once all that is easily guessed is taken out. */
const unguessable = 6;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), cost);
}

/** A hash of nothing anybody knows: checked against where there is no account, so that the answer takes as long. */
let decoy: Promise<string> | null = null;

/** Whether the password belongs to the hash; does the same work, in vain, where there is none. */
export async function passwordMatches(held: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString("hex"));
  const against = held ?? (await decoy);
  // Far over the limit nothing can match, and hashing it would be a present to whoever sends it.
  const matches = await verify(against, password.slice(0, 4 * passwordLength.maximum).normalize("NFC"));
  return held !== null && matches && password.length <= 4 * passwordLength.maximum;
}

/** Refuses (`invalid`, field `password`) one that is too short or long, or made of what is tried first. */
export function checkPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): void {
  const fault = faultOf(password, person);
  if (fault === null) return;
  const params = fault === "password.length" ? passwordLength : {};
  throw refuse("invalid", "form.check-fields", {}, { fields: { password: { key: fault, params } } });
}

function faultOf(password: string, person: { readonly name: string; readonly email: string }): string | null {
  const length = [...password].length;
  if (length < passwordLength.minimum || length > passwordLength.maximum) return "password.length";
  const plain = simplified(password);
  if (new Set(plain).size < 5 || repeats(plain)) return "password.repeated";
  // Taken out one after the other, the reason said is the one that left too little.
  const withoutOwn = without(plain, ownWords(person));
  if (withoutOwn.length < unguessable) return "password.personal";
  const withoutPlatform = without(withoutOwn, platformWords);
  if (restOf(withoutPlatform).length < unguessable) {
    return withoutPlatform.length < withoutOwn.length ? "password.platform" : "password.common";
  }
  return null;
}

/** What remains without common words, runs and years; also read with digits and signs as the letters they look like. */
function restOf(plain: string): string {
  const asTyped = withoutRuns(without(withoutYears(withoutRuns(plain)), commonStems));
  const asRead = withoutRuns(without(lookalikes(plain), [...commonStems, ...platformWords]));
  return asTyped.length < asRead.length ? asTyped : asRead;
}

/** Lower case, without accents and without spaces: what a guess does not care about. */
function simplified(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, "");
}

const looks: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
};

function lookalikes(plain: string): string {
  return plain.replace(/[0134578@$!]/g, (sign) => looks[sign] ?? sign);
}

/** One short pattern again and again: "abcabcabcabc", "Perú2011Perú2011". */
function repeats(plain: string): boolean {
  for (let size = 1; size <= plain.length / 2; size += 1) {
    const pattern = plain.slice(0, size);
    const times = Math.ceil(plain.length / size);
    if (pattern.repeat(times).slice(0, plain.length) === plain) return true;
  }
  return false;
}

/** Parts of the name and of the address that are long enough to mean the person. */
function ownWords(person: { readonly name: string; readonly email: string }): string[] {
  const spelled = `${person.name} ${person.email.replace(/\.[a-z]+$/i, "")}`;
  return [simplified(person.email), ...simplifiedWords(spelled)].filter((word) => word.length >= 3);
}

function simplifiedWords(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map(simplified)
    .filter((word) => word !== "");
}

function without(plain: string, words: readonly string[]): string {
  let rest = plain;
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  return rest;
}

function withoutYears(plain: string): string {
  return plain.replace(/(?:19|20)\d\d/g, "");
}

/** Without stretches of neighbouring keys, letters or digits, each taken whole, and without one sign over and over. */
function withoutRuns(plain: string): string {
  let rest = "";
  let at = 0;
  while (at < plain.length) {
    let end = at;
    while (runs.has(plain.slice(end, end + runLength))) end += 1;
    if (end > at) {
      at = end + runLength - 1;
      continue;
    }
    rest += plain.charAt(at);
    at += 1;
  }
  return rest.replace(/(.)\1{2,}/g, "");
}
