import { createHash } from "node:crypto";
import { sizeOf } from "#app/domain/agenda.ts";
import { readAgenda } from "#server/intake/agenda.ts";
import type { ImportReport } from "#server/present/import-report.ts";
import {
  changedTexts,
  conferenceVersion,
  fillTexts,
  importedAt,
  keepImport,
  lockCycle,
  officialTexts,
} from "#server/store/imports.ts";
import { act, type Ground } from "./act.ts";
import { asSecretariat } from "./naming.ts";

export function importServices(ground: Ground) {
  return {
    /**
     * Reads the official text of an agenda and fills it into the records of its cycle, with the place each stands at;
     * keeps the import and its repairs, on record as `agenda.imported`. An operator's act, so there is no actor. A file
     * whose texts all stand already changes nothing, and neither does `dryRun`. Refuses what `readAgenda` refuses,
     * before anything is written.
     */
    async importAgenda(
      bytes: Uint8Array,
      fileName: string,
      { dryRun }: { dryRun: boolean },
    ): Promise<ImportReport> {
      const { agenda, repairs } = readAgenda(bytes, fileName);
      const counts = sizeOf(agenda);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return act(ground, async (tx, record, now) => {
        const cycle = await lockCycle(tx, agenda.cycle);
        const changed = await changedTexts(tx, cycle.id, officialTexts(agenda));
        const before = await importedAt(tx, cycle.id, sha256);
        const report = {
          agenda: cycle.name,
          fileName,
          counts,
          repairs,
          changed: changed.length,
          before,
          dryRun,
        };
        if (dryRun || changed.length === 0) return report;
        await fillTexts(tx, changed, fileName);
        await keepImport(tx, { cycleId: cycle.id, fileName, sha256, counts, repairs }, now);
        const { areas, goals, actions } = counts;
        record({
          kind: "agenda.imported",
          groupId: null,
          capacity: asSecretariat,
          actorId: null,
          link: `/agendas/${cycle.id}`,
          facts: { agendaVersionId: await conferenceVersion(tx, cycle.id), areas, goals, actions },
        });
        return report;
      });
    },
  };
}

export type ImportServices = ReturnType<typeof importServices>;
