import { describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { checkPassword, hashPassword, passwordMatches } from "#server/auth/passwords.ts";

const ana = { name: "Ana Etchegaray Núñez", email: "a.etchegaray@mides.gub.uy" };

function faultOf(password: string): string | null {
  try {
    checkPassword(password, ana);
    return null;
  } catch (caught) {
    return refusalOf(caught)?.fields?.["password"]?.key ?? "something else";
  }
}

describe("a password", () => {
  it.each([
    ["eleven characters", "tqx7mvkzpw9", "password.length"],
    ["129 characters", "tqx7mvkzpw9h".repeat(11).slice(0, 129), "password.length"],
    ["nothing", "", "password.length"],
    ["spaces", "            ", "password.repeated"],
    ["one letter again and again", "aaaaaaaaaaaaaaaa", "password.repeated"],
    ["a short pattern again and again", "perú2011perú2011", "password.repeated"],
    ["a pattern cut short at the end", "xkcd7xkcd7xkcd", "password.repeated"],
    ["the commonest one with an ending", "Password2024!", "password.common"],
    ["the same in Spanish", "Contraseña2011", "password.common"],
    ["the same in Portuguese", "minhasenha123456", "password.common"],
    ["letters written as digits", "P4$$w0rd-P4$$w0rd!", "password.common"],
    ["a row of keys", "qwertyuiop1234", "password.common"],
    ["rows of keys downwards", "1qaz2wsx3edc4rfv", "password.common"],
    ["a row of keys backwards", "poiuytrewq0987", "password.common"],
    ["digits in order", "123456789012345", "password.common"],
    ["months and a year", "Septiembre2011!!", "password.common"],
    ["a country and a football club", "uruguaypenarol1", "password.common"],
    ["the platform's words", "elac-cepal-2015", "password.platform"],
    ["the platform's words in English", "ECLAC digital agenda", "password.platform"],
    ["the person's own name", "Etchegaray-1972", "password.personal"],
    ["the name without accents", "nunezetchegaray", "password.personal"],
    ["the e-mail address", "a.etchegaray@mides.gub.uy", "password.personal"],
  ])("of %s is refused", (_, password, fault) => {
    expect(faultOf(password)).toBe(fault);
  });

  it.each([
    "tqx7mvkzpw9h",
    "cuatro vientos llevan mi bicicleta",
    "lluvia-teclado-montaña-violín",
    "O gato pardo come azeitonas às 5",
    "ÑandúCorriendoLento",
    "elac pero también zanahorias hervidas",
    "🦜🌧️ tucán bajo el aguacero",
    "kV3$h!pQ9z&Lm2",
  ])("like “%s” is taken", (password) => {
    expect(faultOf(password)).toBeNull();
  });

  it("is stored as Argon2id with the least cost recommended, and with a salt of its own", async () => {
    const [one, other] = [await hashPassword("tqx7mvkzpw9h"), await hashPassword("tqx7mvkzpw9h")];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it("matches its own hash only, however its accents are composed", async () => {
    const hash = await hashPassword("lluvia-violín-montaña");
    expect(await passwordMatches(hash, "lluvia-violín-montaña".normalize("NFD"))).toBe(true);
    expect(await passwordMatches(hash, "lluvia-violin-montana")).toBe(false);
    expect(await passwordMatches(hash, "x".repeat(100_000))).toBe(false);
  });

  it("is never right where there is no account", async () => {
    expect(await passwordMatches(null, "tqx7mvkzpw9h")).toBe(false);
    expect(await passwordMatches(null, "")).toBe(false);
  });
});
