/** A writer in a process of its own, which can be put to sleep: told over the line between the processes. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";
import { Account, type AccountJson } from "./account.ts";
import { chance } from "./chance.ts";
import { Writer } from "./writer.ts";

interface Begin {
  readonly kind: "begin";
  readonly name: string;
  readonly url: string;
  readonly cookie: string;
  readonly document: string;
  readonly seed: number;
}
type Told = Begin | { readonly kind: "type" } | { readonly kind: "rest" } | { readonly kind: "report" };

export interface Report {
  readonly state: string;
  readonly doc: Y.Doc;
  readonly account: Account;
}

interface Said {
  readonly state: string;
  readonly text: string;
  readonly account: AccountJson;
}

export interface Sleeper {
  type(): void;
  rest(): void;
  /** SIGSTOP. */
  sleep(): void;
  /** SIGCONT. */
  wake(): void;
  report(): Promise<Report>;
  end(): void;
}

export function startSleeper(begin: Omit<Begin, "kind">): Sleeper {
  const child = fork(fileURLToPath(import.meta.url), ["--asleep"], { execArgv: ["--import", "tsx"] });
  const tell = (told: Told) => void child.send(told);
  tell({ kind: "begin", ...begin });
  return {
    type: () => tell({ kind: "type" }),
    rest: () => tell({ kind: "rest" }),
    sleep: () => void child.kill("SIGSTOP"),
    wake: () => void child.kill("SIGCONT"),
    report: () =>
      new Promise((resolve, reject) => {
        child.once("exit", () => reject(new Error("the sleeper is gone")));
        child.once("message", (message) => {
          const { state, text, account } = message as Said;
          const doc = new Y.Doc();
          Y.applyUpdate(doc, new Uint8Array(Buffer.from(text, "base64")));
          resolve({ state, doc, account: Account.from(account) });
        });
        tell({ kind: "report" });
      }),
    end: () => void child.kill("SIGKILL"),
  };
}

if (process.argv.includes("--asleep")) {
  let writer: Writer | null = null;
  process.on("message", (told: Told) => {
    if (told.kind === "begin")
      writer = new Writer({ ...told, headers: { Cookie: told.cookie }, chance: chance(told.seed) });
    else if (told.kind === "type") writer?.type();
    else if (told.kind === "rest") writer?.rest();
    else if (writer !== null) {
      const said: Said = {
        state: writer.provider.state.kind,
        text: Buffer.from(Y.encodeStateAsUpdate(writer.doc)).toString("base64"),
        account: writer.account.toJSON(),
      };
      process.send?.(said);
    }
  });
}
