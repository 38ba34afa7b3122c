/**
 * Inward shapes, pure: the official text of an agenda as it is, to records and a list of repairs.
 * May import: app/domain, app/document, app/i18n. Begin with `readAgenda`.
 * One file per document family; what cannot be read whole is refused whole, with the line.
 */
import type { Agenda } from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";
import { isElac2007, readElac2007 } from "./elac2007.ts";
import { isElac2015, readElac2015 } from "./elac2015.ts";
import { isElac2022, readElac2022 } from "./elac2022.ts";
import { lastWordLine, linesOf, type SourceLine } from "./lines.ts";
import type { Repair } from "./repairs.ts";
import { checkShape, shape2007, shape2015, shape2022, type AgendaShape } from "./shape.ts";

export { repairReasons, type Repair, type RepairReason } from "./repairs.ts";

export type AgendaRecord = Agenda;

/** A document family: how to know it by its content, how to read it, what it must hold. */
interface Family {
  readonly is: (lines: readonly SourceLine[]) => boolean;
  readonly read: (lines: readonly SourceLine[], file: string, repairs: Repair[]) => Agenda;
  readonly shape: AgendaShape;
}

const families: readonly Family[] = [
  { is: isElac2007, read: readElac2007, shape: shape2007 },
  { is: isElac2015, read: readElac2015, shape: shape2015 },
  { is: isElac2022, read: readElac2022, shape: shape2022 },
];

/**
 * Reads an agenda from its official text and tells every repair, in the order of the lines.
 * Refuses, with `file` and `line`: what is no text (`import.empty`, `.binary`, `.not-utf8`, `.too-large`), what is
 * no agenda (`import.not-an-agenda`), and what is cut off or incomplete (`import.cut-off`, `.<level>-missing`,
 * `.<level>-unexpected`, `.deadline-missing`, `.deadline-unreadable`, `.row-unreadable`, `.text-missing`,
 * `.part-missing`).
 */
export function readAgenda(bytes: Uint8Array, fileName: string): { agenda: AgendaRecord; repairs: Repair[] } {
  const lines = linesOf(bytes, fileName);
  const family = families.find((known) => known.is(lines));
  if (!family) throw refuse("invalid", "import.not-an-agenda", { file: fileName, line: 1 });
  const repairs: Repair[] = [];
  const agenda = family.read(lines, fileName, repairs);
  checkShape(agenda, family.shape, fileName, lastWordLine(lines));
  return { agenda, repairs: repairs.sort((a, b) => a.line - b.line) };
}
