/**
 * From bytes to numbered lines; what is not text is refused here.
 * May import: app/domain. Begin with `linesOf`.
 * The raw line is kept beside everything that is made of it.
 */
import { refuse } from "#app/domain/refusal.ts";

/** One line of a document, untouched; numbers start at 1. */
export interface SourceLine {
  readonly line: number;
  readonly raw: string;
}

/** A line with its text mended and trimmed. */
export interface CleanLine extends SourceLine {
  readonly text: string;
}

/** Bytes: the longest official text so far has thirty thousand. */
export const largestAgenda = 5_000_000;

/**
 * The lines of a UTF-8 text, with or without byte order mark, ended by LF or CRLF.
 * Refuses `import.too-large`, `import.empty`, `import.binary` and `import.not-utf8`, the last two with their line.
 */
export function linesOf(bytes: Uint8Array, file: string): SourceLine[] {
  if (bytes.length > largestAgenda) throw refuse("too-large", "import.too-large", { file, line: 1 });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const lines: SourceLine[] = [];
  for (let start = 0, line = 1; start <= bytes.length; line += 1) {
    const found = bytes.indexOf(newline, start);
    const end = found === -1 ? bytes.length : found;
    const part = bytes.subarray(start, end);
    if (part.some(isBinary)) throw refuse("invalid", "import.binary", { file, line });
    lines.push({ line, raw: decodeLine(decoder, part, file, line) });
    start = end + 1;
  }
  // What follows the last line end is no line.
  if (lines.at(-1)?.raw === "") lines.pop();
  if (lines.every(({ raw }) => raw.trim() === "")) throw refuse("invalid", "import.empty", { file, line: 1 });
  return lines;
}

/** Number of the last line that holds a word. */
export function lastWordLine(lines: readonly SourceLine[]): number {
  return lines.findLast(({ raw }) => raw.trim() !== "")?.line ?? 1;
}

const newline = 10;

/** Control characters that no text holds; tab, form feed and carriage return are let through. */
function isBinary(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 12 && byte !== 13;
}

function decodeLine(decoder: TextDecoder, part: Uint8Array, file: string, line: number): string {
  try {
    return decoder.decode(part).replace(/\r$/, "");
  } catch {
    throw refuse("invalid", "import.not-utf8", { file, line });
  }
}
