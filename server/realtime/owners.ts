/** Whose Yjs client ids are whose in one document and epoch: an id belongs to the first person whose update carries it. */

export class Owners {
  private readonly people: Map<number, string>;
  private readonly stored: Set<number>;

  constructor(stored: readonly (readonly [client: number, personId: string])[]) {
    this.people = new Map(stored);
    this.stored = new Set(this.people.keys());
  }

  /** The person an id belongs to, as far as it is known here. */
  of(client: number): string | undefined {
    return this.people.get(client);
  }

  /** From now on these are this person's. Answers those that the database does not know of yet: they go with the update. */
  claim(clients: Iterable<number>, personId: string): readonly number[] {
    const unstored: number[] = [];
    for (const client of clients) {
      this.people.set(client, personId);
      if (!this.stored.has(client)) unstored.push(client);
    }
    return unstored;
  }

  /** The database knows of these. */
  settle(clients: readonly number[]): void {
    for (const client of clients) this.stored.add(client);
  }
}
