/**
 * What each known agenda must hold, and the check that nothing is missing (seed clauses A).
 * May import: app/domain. Begin with `checkShape`.
 * The shape is the numbers alone: which areas, how many lines and priorities, which goals, how many actions each.
 */
import type { Agenda } from "#app/domain/agenda.ts";
import { refuse } from "#app/domain/refusal.ts";

export interface AreaShape {
  readonly code: string;
  readonly lines: number;
  readonly priorities: number;
  /** Number of the last goal of the area; areas without goals repeat the number before. */
  readonly lastGoal: number;
}

export interface AgendaShape {
  readonly cycle: string;
  readonly areas: readonly AreaShape[];
  /** Number of actions of goals 1, 2, 3 …; empty where the agenda has none. */
  readonly actions: readonly number[];
  /** Codes of the sections beside the areas. */
  readonly sections: readonly string[];
}

export const shape2007: AgendaShape = {
  cycle: "elac2007",
  areas: areas("A 0 0 7, B 0 0 14, C 0 0 21, D 0 0 26, E 0 0 30"),
  actions: [3, 4, 3, 2, 3, 5, 2, 3, 2, 2, 3, 1, 3, 2, 8, 2, 2, 1, 2, 1, 2, 2, 2, 2, 1, 3, 1, 1, 1, 1],
  sections: [],
};

export const shape2015: AgendaShape = {
  cycle: "elac2015",
  areas: areas("A 1 1 4, B 1 1 8, C 1 1 10, D 1 1 12, E 2 1 17, F 2 1 19, G 1 1 22, H 1 0 22"),
  actions: [],
  sections: [],
};

export const shape2022: AgendaShape = {
  cycle: "elac2022",
  areas: areas("1 0 0 5, 2 0 0 10, 3 0 0 13, 4 0 0 19, 5 0 0 23, 6 0 0 26, 7 0 0 28, 8 0 0 32, 9 0 0 39"),
  actions: [],
  sections: ["9"],
};

type Level = "area" | "line" | "priority" | "goal" | "action";
interface Item {
  readonly level: Level;
  readonly name: string;
  readonly line: number;
}

/**
 * Compares what was read with the shape, in the order of the document. Refuses at the first difference:
 * `import.<level>-missing` or `import.<level>-unexpected`, with the name of the thing and the line where it was
 * expected or found; a text that ends too early gives `lastLine`.
 */
export function checkShape(agenda: Agenda, shape: AgendaShape, file: string, lastLine: number): void {
  const expected = expectedItems(shape);
  const found = foundItems(agenda);
  for (let i = 0; i < Math.max(expected.length, found.length); i += 1) {
    const due = expected[i];
    const here = found[i];
    if (due && here && keyOf(due) === keyOf(here)) continue;
    const dueLater = due && found.slice(i).some((item) => keyOf(item) === keyOf(due));
    if (due && !dueLater) {
      throw refuse("invalid", `import.${due.level}-missing`, {
        file,
        line: here?.line ?? lastLine,
        name: due.name,
      });
    }
    if (here)
      throw refuse("invalid", `import.${here.level}-unexpected`, { file, line: here.line, name: here.name });
  }
}

function expectedItems(shape: AgendaShape): Omit<Item, "line">[] {
  const items: Omit<Item, "line">[] = [];
  let goal = 0;
  for (const area of shape.areas) {
    items.push({ level: "area", name: area.code });
    for (let n = 1; n <= area.lines; n += 1) items.push({ level: "line", name: `${area.code}.${n}` });
    for (let n = 1; n <= area.priorities; n += 1) {
      items.push({ level: "priority", name: `${area.code}.${area.lines + n}` });
    }
    while (goal < area.lastGoal) {
      goal += 1;
      items.push({ level: "goal", name: String(goal) });
      const actions = shape.actions[goal - 1] ?? 0;
      // The only action of a goal bears the goal's number, save in eLAC2007's goals that have several.
      for (let n = 1; n <= actions; n += 1) {
        items.push({ level: "action", name: actions === 1 ? String(goal) : `${goal}.${n}` });
      }
    }
  }
  return items;
}

function foundItems(agenda: Agenda): Item[] {
  const at = (source: { line: number } | null) => source?.line ?? 0;
  const items: Item[] = [
    ...agenda.areas.map((a) => ({ level: "area" as const, name: a.code, line: at(a.source) })),
    ...agenda.lines.map((l) => ({
      level: "line" as const,
      name: `${l.area}.${l.number}`,
      line: at(l.source),
    })),
    ...agenda.priorities.map((p) => ({
      level: "priority" as const,
      name: `${p.area}.${p.number}`,
      line: at(p.source),
    })),
    ...agenda.goals.map((g) => ({ level: "goal" as const, name: String(g.number), line: at(g.source) })),
    ...agenda.actions.map((a) => ({ level: "action" as const, name: a.number, line: at(a.source) })),
  ];
  // A goal and its first action share a line: the sort is stable, and levels stand in their order above.
  return items.sort((a, b) => a.line - b.line);
}

function keyOf(item: Omit<Item, "line">): string {
  return `${item.level} ${item.name}`;
}

/** Reads "A 1 1 4": code, lines of action, priorities, last goal. */
function areas(list: string): AreaShape[] {
  return list.split(", ").map((entry) => {
    const [code = "", lines, priorities, lastGoal] = entry.split(" ");
    return { code, lines: Number(lines), priorities: Number(priorities), lastGoal: Number(lastGoal) };
  });
}
