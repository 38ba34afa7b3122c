/** For each Yjs id, where it stands and what it is: runs of ids that stand alike are one entry, so typing costs none. */

export interface Place {
  /** What it stands in: the name of an element, "doc", or "#text". */
  readonly container: string;
  /** The attribute that it is a value of, or null for a child. */
  readonly key: string | null;
  /** What it is, where it can hold something: the name of an element, "#text", or "#gone" for a deleted one. */
  readonly is: string | null;
  /** Levels below the document. */
  readonly depth: number;
}

const known = new Map<string, Place>();

/** The place of these words; the same object each time, so that places compare by identity. */
export function place(container: string, key: string | null, is: string | null, depth: number): Place {
  const name = `${container}/${key ?? ""}/${is ?? ""}/${depth}`;
  const found = known.get(name);
  if (found) return found;
  const made: Place = { container, key, is, depth };
  known.set(name, made);
  return made;
}

/** The runs of one client: `places[i]` holds from `starts[i]` up to the next start, the last one up to `end`. */
interface Runs {
  readonly starts: number[];
  readonly places: (Place | null)[];
  end: number;
}

export class Places {
  private readonly runs = new Map<number, Runs>();

  constructor(private readonly below: Places | null = null) {}

  /** An empty layer over this one: asked first, filled alone, and laid down by `keep`. */
  stage(): Places {
    return new Places(this);
  }

  /** The next clock of a client: everything below it is here. */
  next(client: number): number {
    return this.runs.get(client)?.end ?? this.below?.next(client) ?? 0;
  }

  /** Where an id stands; null where it was removed for good; "missing" where it is not here. */
  find(client: number, clock: number): Place | null | "missing" {
    const own = this.runs.get(client);
    const first = own?.starts[0];
    if (own === undefined || first === undefined || clock < first) {
      return this.below ? this.below.find(client, clock) : "missing";
    }
    if (clock >= own.end) return "missing";
    let low = 0;
    let high = own.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((own.starts[middle] ?? Infinity) <= clock) low = middle;
      else high = middle - 1;
    }
    return own.places[low] ?? null;
  }

  /** Adds what is new of a run that begins at or before the next clock. */
  add(client: number, clock: number, length: number, at: Place | null): void {
    const from = this.next(client);
    if (clock + length <= from) return;
    let own = this.runs.get(client);
    if (!own) this.runs.set(client, (own = { starts: [], places: [], end: from }));
    if (own.starts.length === 0 || own.places.at(-1) !== at) {
      own.starts.push(own.end);
      own.places.push(at);
    }
    own.end = clock + length;
  }

  /** Lays this layer down on the one below. */
  keep(): void {
    for (const [client, { starts, places, end }] of this.runs) {
      starts.forEach((start, i) => {
        const until = starts[i + 1] ?? end;
        this.below?.add(client, start, until - start, places[i] ?? null);
      });
    }
    this.runs.clear();
  }
}
