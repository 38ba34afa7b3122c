import { describe, expect, test } from "vitest";
import { readEnv } from "#server/env.ts";

describe("the environment", () => {
  test("has a default for everything: the embedded database with demonstration data, on this machine only", () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      appUrl: "http://localhost:3000",
      databaseUrl: null,
      smtpUrl: null,
      demo: true,
      logLevel: "info",
      trustProxy: 0,
    });
  });

  test("a database of one's own brings no demonstration and listens everywhere", () => {
    const env = readEnv({ DATABASE_URL: "postgresql://elac@db/elac", APP_URL: "https://elac.example.org/" });
    expect(env).toMatchObject({ demo: false, host: "0.0.0.0", appUrl: "https://elac.example.org" });
  });

  test("an empty variable is an absent one", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: "", DEMO: "" })).toEqual(readEnv({}));
  });

  test.each([
    ["PORT", "80a"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "1.5"],
    ["APP_URL", "elac.example.org"],
    ["APP_URL", "ftp://elac.example.org"],
    ["APP_URL", "https://elac.example.org/platform"],
    ["DATABASE_URL", "mysql://localhost/elac"],
    ["DATABASE_URL", "elac"],
    ["SMTP_URL", "mail.example.org:25"],
    ["DEMO", "yes"],
    ["CONTACT_EMAIL", "the secretariat"],
    ["LOG_LEVEL", "loud"],
    ["TRUST_PROXY", "true"],
  ])("%s=%s is refused by its name, with what was read and what is expected", (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(name);
    expect(() => readEnv({ [name]: value })).toThrow(/read ".+", expected .+/);
  });

  test("a password in a wrong address is not said", () => {
    expect(() => readEnv({ DATABASE_URL: "mysql://elac:secret@localhost/elac" })).toThrow(/^(?!.*secret)/);
  });
});
