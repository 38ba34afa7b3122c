/**
 * The commands by name. The asking process checks what was typed and reads the files; the process that owns the
 * database, be it the running server or the asking one, does the work.
 */
import { basename } from "node:path";
import { refusalOf, refuse } from "#app/domain/refusal.ts";
import { isLanguage, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { runAdmin } from "./admin.ts";
import { backup, restore } from "./backup-commands.ts";
import type { Answered, Asked } from "./commands.ts";
import { readAgenda } from "./intake/agenda.ts";
import { exportJournal, verifyJournal } from "./journal-commands.ts";
import { reportLines } from "./present/import-report.ts";
import type { Ground } from "./services/act.ts";
import { importServices } from "./services/imports.ts";

export interface Command {
  /** The files that the parameters name. Refuses parameters it does not know. */
  files(parameters: readonly string[]): readonly string[];
  /**
   * How it has the database: brought up to date, beside whoever else has it (where it says nothing); with the schema that is
   * there; or that and alone, which is never beside a running server.
   */
  readonly database?: "as-it-is" | "alone";
  /** The parameters as a process that was started elsewhere understands them. */
  inFull?(parameters: readonly string[]): readonly string[];
  /** The largest file it takes, in bytes; five million where it says nothing. */
  readonly largest?: number;
  /** Does it without a database, from the files alone; null where it needs one. */
  alone?(asked: Asked, language: Language): Answered | null;
  /** Refuses what needs no database to be seen as wrong. */
  check(asked: Asked): void;
  /** Does it, and answers with lines for the operator. */
  run(ground: Ground, asked: Asked, language: Language): Promise<Answered>;
}

const dryRun = "--dry-run";

const importAgenda: Command = {
  files(parameters) {
    const option = parameters.find((given) => given.startsWith("-") && given !== dryRun);
    if (option !== undefined) throw refuse("invalid", "command.unknown-option", { option });
    const files = parameters.filter((given) => given !== dryRun);
    if (files.length !== 1)
      throw refuse("invalid", files.length === 0 ? "command.which-file" : "command.one-file");
    return files;
  },
  check(asked) {
    const { bytes, name } = fileOf(asked);
    readAgenda(bytes, name);
  },
  async run(ground, asked, language) {
    const { bytes, name } = fileOf(asked);
    const dry = asked.parameters.includes(dryRun);
    const report = await importServices(ground).importAgenda(bytes, name, { dryRun: dry });
    return { code: 0, lines: reportLines(report, translator(language)) };
  },
};

const admin: Command = {
  files: () => [],
  check: () => {},
  run: (ground, asked, language) => runAdmin(ground, asked.parameters, language),
};

const commands: Readonly<Record<string, Command>> = {
  "import:agenda": importAgenda,
  admin,
  "verify:journal": verifyJournal,
  "export:journal": exportJournal,
  backup,
  restore,
};

/** What was asked for by name. Refused: `command.unknown`. */
export function commandNamed(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  throw refuse("invalid", "command.unknown", { name, names: Object.keys(commands).join(", ") });
}

/** Does what is asked and says it in the operator's language; a refusal is an answer with code 1. */
export async function runCommand(ground: Ground, asked: Asked): Promise<Answered> {
  return answering(asked.language, async (language) => {
    try {
      return await commandNamed(asked.name).run(ground, asked, language);
    } catch (caught) {
      if (refusalOf(caught) === null)
        ground.log.error({ err: caught, command: asked.name }, "a command failed");
      throw caught;
    }
  });
}

/** The same for a running server, which is never alone with its database. Refused: `restore.server-runs`. */
export async function runBesideOthers(ground: Ground, asked: Asked): Promise<Answered> {
  return answering(asked.language, async () => {
    if (commandNamed(asked.name).database === "alone") throw refuse("conflict", "restore.server-runs");
    return runCommand(ground, asked);
  });
}

/** The answer of `work`, or what it throws as a line and code 1. */
export async function answering(
  asked: string,
  work: (language: Language) => Promise<Answered>,
): Promise<Answered> {
  const language = spoken(asked);
  const t = translator(language);
  try {
    return await work(language);
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal !== null) return { code: 1, lines: [t(`refusals:${refusal.key}`, refusal.params)] };
    const why = caught instanceof Error ? caught.message : String(caught);
    return { code: 1, lines: [t("refusals:command.failed", { why })] };
  }
}

/** English where the operator's language is none of ours. */
const spoken = (language: string): Language => (isLanguage(language) ? language : "en");

function fileOf({ name, parameters, files }: Asked): { bytes: Uint8Array; name: string } {
  const path = commandNamed(name).files(parameters)[0] ?? "";
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  if (file === undefined) throw refuse("invalid", "command.file-missing", { file: path });
  return { bytes: Buffer.from(file.base64, "base64"), name: basename(path) };
}
