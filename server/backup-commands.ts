/** The commands `backup` and `restore`: the whole platform into one file, beside a running server, and back where none runs. */
import { resolve } from "node:path";
import { refuse } from "#app/domain/refusal.ts";
import { formatter } from "#app/i18n/format.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Manifest } from "./backup/manifest.ts";
import { recordProof } from "./journal-commands.ts";
import type { Command } from "./run-command.ts";
import { backupServices } from "./services/backups.ts";
import { restorationServices } from "./services/restorations.ts";

const replaces = "--replace";

/** Files as the process that does the work finds them, wherever it was started. */
const inFull = (parameters: readonly string[]) =>
  parameters.map((given) => (given.startsWith("-") ? given : resolve(given)));

export const backup: Command = {
  database: "as-it-is",
  files: () => [],
  inFull,
  check({ parameters }) {
    const option = parameters.find((given) => given.startsWith("-"));
    if (option !== undefined) throw refuse("invalid", "command.no-option", { option });
    if (parameters.length !== 1) throw refuse("invalid", "backup.where");
  },
  async run(ground, { parameters }, language) {
    const t = translator(language);
    const format = formatter(language, t, ground.clock.now());
    const path = parameters[0] ?? "";
    const { manifest, bytes, strange } = await backupServices(ground).make(path);
    return {
      code: 0,
      lines: [
        t("backup:made", { file: path, size: format.size(bytes) }),
        t("backup:rows", { count: rowsOf(manifest) }),
        t("backup:files", { count: manifest.files }),
        ...strange.map((file) => t("backup:strange", { file })),
        t("backup:keep"),
      ],
    };
  },
};

export const restore: Command = {
  database: "alone",
  files: () => [],
  inFull,
  check({ parameters }) {
    const option = parameters.find((given) => given.startsWith("-") && given !== replaces);
    if (option !== undefined) throw refuse("invalid", "command.no-option", { option });
    if (filesAmong(parameters).length !== 1) throw refuse("invalid", "restore.which");
  },
  async run(ground, { parameters }, language) {
    const t = translator(language);
    const format = formatter(language, t, ground.clock.now());
    const [path = ""] = filesAmong(parameters);
    const restorations = restorationServices(ground);
    const replace = parameters.includes(replaces);
    const manifest = await restorations.restore(path, { replace });
    const { texts = 0, damaged = [] } = (await restorations.finish()) ?? {};
    const proof = await recordProof(ground, t);
    return {
      code: proof.code,
      lines: [
        t("backup:restored", { file: path, at: format.exact(new Date(manifest.madeAt)) }),
        t("backup:rows", { count: rowsOf(manifest) }),
        t("backup:files", { count: manifest.files }),
        t("backup:texts", { count: texts }),
        ...damaged.map((document) => t("backup:damaged", { document })),
        t("backup:signed-out"),
        ...proof.lines,
      ],
    };
  },
};

const filesAmong = (parameters: readonly string[]) => parameters.filter((given) => given !== replaces);

const rowsOf = ({ tables }: Manifest): number =>
  Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
