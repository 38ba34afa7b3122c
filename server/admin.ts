/**
 * The command `admin`: the first account of the secretariat, and invitations from the command line.
 * Whoever may run it owns the database, so it asks for no right; what it does is on record.
 */
import { refusalOf } from "#app/domain/refusal.ts";
import { languages, type Language } from "#app/domain/release.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Answered } from "./commands.ts";
import type { Ground } from "./services/act.ts";
import { makeServices } from "./services/services.ts";

/**
 * `create NAME E-MAIL` enters somebody of the secretariat, `invite NAME E-MAIL` somebody without an office yet; both with
 * `--language es|en|pt|fr`. Both queue the invitation letter and answer with a link good for seven days. Ends with 1 on
 * what cannot be understood or done, with the reason in the operator's language.
 */
export async function runAdmin(
  ground: Ground,
  argv: readonly string[],
  spoken: Language = "en",
): Promise<Answered> {
  const t = translator(spoken);
  const asked = understood(argv, spoken);
  if (asked === null) return { code: 1, lines: t("people:admin.usage").split("\n") };
  if (asked.fault !== null)
    return { code: 1, lines: [t(`people:admin.${asked.fault}`, { read: asked.read })] };
  const { name, email, language, staff } = asked;
  try {
    const person = { name, email, language, position: null };
    const reference = t("people:admin.reference");
    const { people } = makeServices(ground);
    const { url, first } = await people.enterByOperator({ person, staff, reference });
    const said = staff ? (first ? "created-first" : "created") : "invited";
    return { code: 0, lines: [t(`people:admin.${said}`, { name, email }), url, t("people:admin.link")] };
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return { code: 1, lines: [t(`refusals:${refusal.key}`, refusal.params)] };
  }
}

type Understood =
  | {
      readonly fault: null;
      readonly name: string;
      readonly email: string;
      readonly language: Language;
      readonly staff: boolean;
    }
  | { readonly fault: "bad-name" | "bad-email" | "bad-language"; readonly read: string };

function understood(argv: readonly string[], spoken: Language): Understood | null {
  const words: string[] = [];
  let language: string = spoken;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--language") language = argv[(at += 1)] ?? "";
    else if (word.startsWith("--")) return null;
    else words.push(word);
  }
  const [what, name = "", email = "", ...more] = words;
  if ((what !== "create" && what !== "invite") || email === "" || more.length > 0) return null;
  const chosen = languages.find((known) => known === language);
  if (chosen === undefined) return { fault: "bad-language", read: language };
  const clean = name.replace(/\p{Cc}+/gu, " ").trim();
  if (clean === "" || clean.length > 120) return { fault: "bad-name", read: name.slice(0, 120) };
  const address = email.trim().toLowerCase();
  if (address.length > 254 || !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/.test(address))
    return { fault: "bad-email", read: email };
  return { fault: null, name: clean, email: address, language: chosen, staff: what === "create" };
}
