/** The environment, read and checked once at start. A wrong value names the variable, what was read and what is expected. */
import { resolve } from "node:path";

export const logLevels = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Env {
  readonly port: number;
  readonly host: string;
  /** Where people reach the platform, without a trailing slash; decides the cookies and the links in letters. */
  readonly appUrl: string;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Null: letters are written to `dataDir`/outbox. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where people write to the secretariat. */
  readonly contact: string;
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  /** With it `/metrics` may be read from elsewhere than loopback. */
  readonly metricsToken: string | null;
  /** How many proxies stand before the server and may tell the reader's address. */
  readonly trustProxy: number;
  readonly development: boolean;
}

export class EnvError extends Error {
  constructor(variable: string, read: string, expected: string) {
    super(`${variable}: read "${read}", expected ${expected}.`);
    this.name = "EnvError";
  }
}

/** Reads the variables of `source`. Throws EnvError on the first wrong value. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = (name: string) => (source[name] === undefined || source[name] === "" ? null : source[name]);

  const whole = (name: string, otherwise: number, low: number, high: number) => {
    const value = given(name);
    if (value === null) return otherwise;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < low || number > high)
      throw new EnvError(name, value, `a whole number from ${low} to ${high}`);
    return number;
  };

  const url = (name: string, protocols: readonly string[], expected: string) => {
    const value = given(name);
    if (value === null) return null;
    const parsed = URL.canParse(value) ? new URL(value) : null;
    // What was read may hold a password, so only its beginning is said.
    if (!parsed || !protocols.includes(parsed.protocol))
      throw new EnvError(
        name,
        value.includes("@") ? value.slice(0, value.indexOf(":") + 3) + "…" : value,
        expected,
      );
    return value;
  };

  const port = whole("PORT", 3000, 0, 65535);
  const databaseUrl = url(
    "DATABASE_URL",
    ["postgres:", "postgresql:"],
    "an address such as postgresql://user:password@host:5432/name",
  );
  const appUrl =
    url("APP_URL", ["http:", "https:"], "an address such as https://elac.example.org") ??
    `http://localhost:${port}`;
  const parsedApp = new URL(appUrl);
  if (parsedApp.pathname !== "/" || parsedApp.search || parsedApp.hash)
    throw new EnvError("APP_URL", appUrl, "an address without a path, such as https://elac.example.org");

  const demoValue = given("DEMO");
  if (demoValue !== null && demoValue !== "on" && demoValue !== "off")
    throw new EnvError("DEMO", demoValue, "on or off");
  const level = given("LOG_LEVEL") ?? "info";
  const logLevel = logLevels.find((known) => known === level);
  if (!logLevel) throw new EnvError("LOG_LEVEL", level, `one of ${logLevels.join(", ")}`);

  const mailFrom = given("MAIL_FROM") ?? `eLAC <no-reply@${parsedApp.hostname}>`;
  const contact =
    given("CONTACT_EMAIL") ??
    (/<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom).replace(/^no-reply@/, "secretariat@");
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(contact))
    throw new EnvError("CONTACT_EMAIL", contact, "an e-mail address such as secretariat@example.org");

  return {
    port,
    host: given("HOST") ?? (databaseUrl === null ? "127.0.0.1" : "0.0.0.0"),
    appUrl: parsedApp.origin,
    databaseUrl,
    dataDir: resolve(given("DATA_DIR") ?? "./data"),
    smtpUrl: url(
      "SMTP_URL",
      ["smtp:", "smtps:"],
      "an address such as smtps://user:password@mail.example.org",
    ),
    mailFrom,
    contact,
    demo: demoValue === null ? databaseUrl === null : demoValue === "on",
    logLevel,
    metricsToken: given("METRICS_TOKEN"),
    trustProxy: whole("TRUST_PROXY", 0, 0, 8),
    development: source["NODE_ENV"] === "development",
  };
}
