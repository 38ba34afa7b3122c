/** The drawing over a minisite: a network whose stops are the group's countries, the chair on the line in accent. */
import { useFormat, useT } from "./speech.tsx";

export interface Stop {
  readonly iso: string;
  readonly name: string;
}

const width = 1280;
const rows = [28, 58, 88, 118, 148] as const;

/** `seed`: the group's address; the same group always gets the same drawing. Stops stand in the order given. */
export function Banner({ seed, stops }: { readonly seed: string; readonly stops: readonly Stop[] }) {
  const t = useT();
  const format = useFormat();
  const { main, others } = drawing(seed);
  const countries = format.list(stops.map(({ name }) => name));
  return (
    <div className="banner">
      <svg
        viewBox="0 0 1280 176"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label={stops.length === 0 ? t("groups:banner") : t("groups:banner.stops", { countries })}
      >
        <path className="land" d={rows.map((y) => `M0 ${y}h${width}`).join("")} />
        {others.map((line) => (
          <path key={pathOf(line)} className="cable" d={pathOf(line)} />
        ))}
        <path className="cable a" d={pathOf(main)} />
        {placed(stops, main, others).map(({ iso, x, y, above }) => (
          <g key={iso}>
            <circle className="stop" cx={x} cy={y} r="6" />
            <text x={x} y={above ? y - 13 : y + 23} textAnchor="middle">
              {iso}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}
type Line = readonly Point[];

/** Three lines that run level and change rows at 45°, as on the plan of an underground. */
function drawing(seed: string): { readonly main: Line; readonly others: readonly Line[] } {
  const next = randomFrom(seed);
  const line = (): Line => {
    let row = Math.floor(next() * rows.length);
    let x = 0;
    const points: Point[] = [{ x, y: rowAt(row) }];
    while (x < width) {
      x += 110 + Math.floor(next() * 5) * 40;
      points.push({ x: Math.min(x, width), y: rowAt(row) });
      const wished = row + (next() < 0.5 ? -1 : 1) * (1 + Math.floor(next() * 2));
      const to = wished < 0 || wished >= rows.length ? rows.length - 1 - row : wished;
      x += Math.abs(rowAt(to) - rowAt(row));
      row = to;
      if (x < width) points.push({ x, y: rowAt(row) });
    }
    return points;
  };
  return { others: [line(), line()], main: line() };
}

const rowAt = (row: number): number => rows[row] ?? rows[2];

const pathOf = (line: Line): string =>
  line.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");

/** Stops at even distances; the first, which is the chair, in the middle and on the main line. */
function placed(stops: readonly Stop[], main: Line, others: readonly Line[]) {
  const lines = [main, ...others];
  const middle = Math.floor(stops.length / 2);
  const order = stops.map((stop, at) => ({ stop, slot: at === 0 ? middle : at <= middle ? at - 1 : at }));
  return order.map(({ stop, slot }) => {
    const line = slot === middle ? main : (lines[slot % lines.length] ?? main);
    const x = levelNear(line, Math.round(((slot + 0.5) * width) / stops.length));
    const y = heightAt(line, x);
    return { ...stop, x, y, above: y > 88 };
  });
}

/** The place nearest to `x` where the line runs level, so that a stop's name stands clear of it. */
function levelNear(line: Line, x: number): number {
  const level = (at: number) => heightAt(line, at - 12) === heightAt(line, at + 12);
  const near = [0, 8, -8, 16, -16, 24, -24, 32, -32, 40, -40].find((way) => level(x + way));
  return x + (near ?? 0);
}

/** Where the line is at `x`. */
function heightAt(line: Line, x: number): number {
  const after = line.findIndex((point) => point.x >= x);
  const to = line[after];
  const from = line[after - 1];
  if (to === undefined || from === undefined) return to?.y ?? rows[2];
  return Math.round(from.y + ((to.y - from.y) * (x - from.x)) / Math.max(1, to.x - from.x));
}

/** Numbers from 0 to 1 that are always the same for the same words (FNV-1a, then a xorshift). */
function randomFrom(words: string): () => number {
  let state = 0x811c9dc5;
  for (const sign of words) state = Math.imul(state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}
