/** Timers by name, at most one of each. */
export class Timers {
  private readonly running = new Map<string, ReturnType<typeof setTimeout>>();

  has(name: string): boolean {
    return this.running.has(name);
  }

  /** Calls `act` after `wait` milliseconds, instead of what was planned under that name. */
  after(name: string, wait: number, act: () => void): void {
    this.clear(name);
    const run = () => {
      this.running.delete(name);
      act();
    };
    this.running.set(name, setTimeout(run, wait));
  }

  clear(name: string): void {
    clearTimeout(this.running.get(name));
    this.running.delete(name);
  }

  clearAll(): void {
    for (const name of [...this.running.keys()]) this.clear(name);
  }
}
