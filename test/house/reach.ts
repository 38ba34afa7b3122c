/**
 * Which actions of the policy are asked for on the way from a route into the services: read from the sources, without running
 * them. Calls are followed by name, so this is a net with large meshes and no proof; what it misses, tests of services catch.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { goalActs } from "#app/domain/goal.ts";
import { planActs } from "#app/domain/plan.ts";
import { actions, type Action } from "#app/domain/policy.ts";
import { wordingActs } from "#app/domain/wording.ts";

/** One function: what it calls and which actions its text names. */
interface Part {
  readonly calls: readonly string[];
  readonly names: ReadonlySet<Action>;
  /** Whether it asks `may` or `demand` itself. */
  readonly asks: boolean;
}

interface Source {
  /** Functions that are called by their bare name. */
  readonly functions: ReadonlyMap<string, Part>;
  /** Functions in object literals: what a factory of services returns. */
  readonly methods: ReadonlyMap<string, Part>;
  /** Factories of services whose functions this file's own factory hands on. */
  readonly spreads: readonly string[];
}

const known: ReadonlySet<string> = new Set(actions);

/** What `plan.${act}`, `goal.${act}` and `wording.${act}` can be: steps of a chain. */
const steps: ReadonlySet<string> = new Set([
  ...planActs.map((act) => `plan.${act}`),
  ...goalActs.map((act) => `goal.${act}`),
  ...wordingActs.map((act) => `wording.${act}`),
]);

/** Actions that a piece of source names: whole, or by the beginning of a template as `plan.${act}`. */
function actionsIn(node: ts.Node): ReadonlySet<Action> {
  const found = new Set<Action>();
  const visit = (one: ts.Node): void => {
    if (ts.isTypeNode(one)) return;
    if (ts.isStringLiteralLike(one) && known.has(one.text)) found.add(one.text as Action);
    if (ts.isTemplateExpression(one) && /^[a-z-]+\.$/.test(one.head.text))
      for (const action of actions)
        if (action.startsWith(one.head.text) && steps.has(action)) found.add(action);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

/** The called names: `thing.act` for a call on a name, `act` else. */
function callsIn(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isCallExpression(one)) {
      const { expression } = one;
      if (ts.isIdentifier(expression)) found.push(expression.text);
      if (ts.isPropertyAccessExpression(expression)) {
        const on = expression.expression;
        const thing = ts.isIdentifier(on) ? on.text : ts.isPropertyAccessExpression(on) ? on.name.text : "";
        found.push(`${thing}.${expression.name.text}`);
      }
    }
    ts.forEachChild(one, visit);
  };
  visit(node);
  return found;
}

const partOf = (node: ts.Node): Part => {
  const calls = callsIn(node);
  return { calls, names: actionsIn(node), asks: calls.includes("may") || calls.includes("demand") };
};

/** Reads one file of TypeScript. */
function readSource(path: string, text = readFileSync(path, "utf8")): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const functions = new Map<string, Part>();
  const methods = new Map<string, Part>();
  const spreads: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name) functions.set(node.name.text, partOf(node));
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer))
      functions.set(node.name.getText(), partOf(node.initializer));
    if (ts.isMethodDeclaration(node)) methods.set(node.name.getText(), partOf(node));
    if (ts.isPropertyAssignment(node) && ts.isFunctionLike(node.initializer))
      methods.set(node.name.getText(), partOf(node.initializer));
    if (ts.isSpreadAssignment(node) && ts.isCallExpression(node.expression))
      spreads.push(node.expression.expression.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { functions, methods, spreads };
}

const folder = "server/services";
const sources = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && name !== "services.ts")
    .map((name) => [name, readSource(join(folder, name))]),
);
const sourceOf = (factory: string): Source | undefined =>
  [...sources.values()].find(({ functions }) => functions.has(factory));

/** The sources that a noun of the services is made of. */
const nouns = new Map<string, readonly Source[]>(
  [...readFileSync(join(folder, "services.ts"), "utf8").matchAll(/^ {4}(\w+): (\{[^}]*\}|.+),$/gm)].map(
    ([, noun = "", made = ""]) => {
      const own = [...made.matchAll(/(\w+)\(ground/g)].flatMap(([, factory = ""]) => sourceOf(factory) ?? []);
      const handed = own.flatMap(({ spreads }) => spreads.flatMap((factory) => sourceOf(factory) ?? []));
      return [noun, [...own, ...handed]];
    },
  ),
);

/** What lies beside the routes: functions they share. */
const shared = readdirSync("app")
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readSource(join("app", name)));

export interface Reached {
  /** Functions of services, as `noun.function`. */
  readonly services: ReadonlySet<string>;
  readonly actions: ReadonlySet<Action>;
  /** Functions of services on whose way nobody asks `may` or `demand`. */
  readonly unguarded: readonly string[];
}

/** What is asked on the way of a function of a service. Throws for one that is not there. */
function within(service: string): { asks: boolean; names: Set<Action> } {
  const [noun = "", name = ""] = service.split(".");
  const own = (nouns.get(noun) ?? []).find(({ methods }) => methods.has(name));
  if (own === undefined) throw new Error(`${service} is no function of a service`);
  const found = { asks: false, names: new Set<Action>() };
  const seen = new Set<Part>();
  const follow = (part: Part | undefined, home: Source): void => {
    if (part === undefined || seen.has(part)) return;
    seen.add(part);
    found.asks ||= part.asks;
    part.names.forEach((action) => found.names.add(action));
    for (const call of part.calls) {
      if (home.functions.has(call)) follow(home.functions.get(call), home);
      else for (const other of sources.values()) follow(other.functions.get(call), other);
    }
  };
  follow(own.methods.get(name), own);
  return found;
}

/** What `loader` or `action` of a route reaches; null where the route has none. */
export function reach(name: string, text: string, which: "loader" | "action"): Reached | null {
  const route = readSource(name, text);
  const begun = route.functions.get(which);
  if (begun === undefined) return null;
  const services = new Set<string>();
  const seen = new Set<Part>();
  const follow = (part: Part | undefined, home: Source): void => {
    if (part === undefined || seen.has(part)) return;
    seen.add(part);
    for (const call of part.calls) {
      const [noun = "", name] = call.split(".");
      if (name !== undefined && nouns.get(noun)?.some(({ methods }) => methods.has(name))) services.add(call);
      else if (home.functions.has(call)) follow(home.functions.get(call), home);
      else for (const other of shared) follow(other.functions.get(call), other);
    }
  };
  follow(begun, route);
  const found = new Set<Action>();
  const unguarded: string[] = [];
  for (const service of services) {
    const { asks, names } = within(service);
    names.forEach((action) => found.add(action));
    if (!asks) unguarded.push(service);
  }
  return { services, actions: found, unguarded };
}

/** The routes by file name, with what stands in them. */
export const routes: ReadonlyMap<string, string> = new Map(
  readdirSync("app/routes")
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [name, readFileSync(join("app/routes", name), "utf8")]),
);

/** Actions that anything of the server asks for. */
export function askedInServer(): ReadonlySet<Action> {
  const found = new Set<Action>();
  const read = (where: string): void => {
    for (const entry of readdirSync(where, { withFileTypes: true })) {
      const path = join(where, entry.name);
      if (entry.isDirectory() && entry.name !== "generated") read(path);
      if (!entry.name.endsWith(".ts")) continue;
      const { functions, methods } = readSource(path);
      for (const { names } of [...functions.values(), ...methods.values()])
        names.forEach((action) => found.add(action));
    }
  };
  read("server");
  return found;
}

/** What clients send over a socket: the names in `ClientEvents`. */
export function clientEvents(text = readFileSync("app/document/wire.ts", "utf8")): string[] {
  const file = ts.createSourceFile("wire.ts", text, ts.ScriptTarget.ESNext, true);
  return file.statements
    .filter((one) => ts.isInterfaceDeclaration(one))
    .filter((one) => one.name.text === "ClientEvents")
    .flatMap((one) => one.members.flatMap((member) => member.name?.getText(file) ?? []));
}

/** What Express answers itself, as "GET /healthz". */
export function expressRoutes(): string[] {
  return readdirSync("server/web").flatMap((name) =>
    [
      ...readFileSync(join("server/web", name), "utf8").matchAll(
        /\brouter\.(get|post|put|patch|delete|all|use)\(\s*"([^"]+)"/g,
      ),
    ].map(([, method = "", path = ""]) => `${method.toUpperCase()} ${path}`),
  );
}
