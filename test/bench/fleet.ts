/** The clients, in processes of their own: seats are shared out, reports are put together. */
import { fork, type ChildProcess } from "node:child_process";
import { bound } from "#test/running/children.ts";
import { cpuSeconds } from "#test/running/usage.ts";
import type { Answers, Command, Report, Seat, Site } from "./seat.ts";

type Said = { readonly id: number; readonly answer?: unknown; readonly fault?: string };

class Member {
  private readonly asked = new Map<number, { resolve(answer: unknown): void; reject(fault: Error): void }>();
  private last = 0;
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(new URL("./clients.ts", import.meta.url), {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    void bound(this.child);
    this.child.on("message", (said: Said) => {
      const waiting = this.asked.get(said.id);
      this.asked.delete(said.id);
      if (said.fault === undefined) waiting?.resolve(said.answer);
      else waiting?.reject(new Error(said.fault));
    });
    this.child.on("exit", (code) => {
      for (const waiting of this.asked.values()) waiting.reject(new Error(`the clients ended with ${code}`));
    });
  }

  ask<Name extends Command["do"]>(command: Extract<Command, { do: Name }>): Promise<Answers[Name]> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve: (answer) => resolve(answer as Answers[Name]), reject });
      this.child.send({ id, command });
    });
  }

  cpu(): number {
    return cpuSeconds(this.child.pid ?? 0) ?? 0;
  }

  end(): void {
    this.child.kill("SIGKILL");
  }
}

export class Fleet {
  private readonly members: readonly Member[];

  constructor(processes = 2) {
    this.members = Array.from({ length: processes }, () => new Member());
  }

  /** Opens all seats, shared out in turns. */
  async open(site: Site, seats: readonly Seat[]): Promise<void> {
    const count = this.members.length;
    await Promise.all(
      this.members.map((member, index) =>
        member.ask({ do: "open", site, seats: seats.filter((_, place) => place % count === index) }),
      ),
    );
  }

  async begin(perSecond: number, fullPerSecond = perSecond): Promise<void> {
    await this.all((member) => member.ask({ do: "begin", perSecond, fullPerSecond }));
  }

  /** Stops typing; answers when what was typed has arrived everywhere, or does not come any more. */
  async end(): Promise<Report> {
    const parts = await this.all((member) => member.ask({ do: "end" }));
    const join = (pick: (part: Report) => Float64Array) =>
      Float64Array.from(parts.flatMap((part) => [...pick(part)]));
    return {
      typed: parts.flatMap((part) => part.typed),
      seen: parts.flatMap((part) => part.seen),
      saved: { light: join((part) => part.saved.light), full: join((part) => part.saved.full) },
      late: Math.max(...parts.map((part) => part.late)),
      troubles: parts.flatMap((part) => part.troubles),
    };
  }

  async counts(): Promise<Answers["counts"]> {
    const parts = await this.all((member) => member.ask({ do: "counts" }));
    const sum = (pick: (part: Answers["counts"]) => number) =>
      parts.reduce((all, part) => all + pick(part), 0);
    return {
      heard: sum((part) => part.heard),
      bytes: sum((part) => part.bytes),
      frames: sum((part) => part.frames),
    };
  }

  /** Fails where a full editor does not come to say what was typed. */
  async check(rooms: Readonly<Record<number, readonly number[]>>): Promise<void> {
    await this.all((member) => member.ask({ do: "check", rooms }));
  }

  async cold(site: Site, seat: Seat, length: number): Promise<Answers["cold"]> {
    const [member] = this.members;
    if (!member) throw new Error("there are no clients");
    return member.ask({ do: "cold", site, seat, length });
  }

  /** Resolves when all full editors have lost their line and are saved again, with the moments. */
  async returned(): Promise<number[]> {
    return (await this.all((member) => member.ask({ do: "returned" }))).flat();
  }

  async acknowledged(): Promise<Answers["acknowledged"]> {
    return (await this.all((member) => member.ask({ do: "acknowledged" }))).flat();
  }

  cpu(): number {
    return this.members.reduce((sum, member) => sum + member.cpu(), 0);
  }

  /** Ends the processes, with all their lines. */
  dismiss(): void {
    for (const member of this.members) member.end();
  }

  private all<T>(act: (member: Member) => Promise<T>): Promise<T[]> {
    return Promise.all(this.members.map(act));
  }
}
