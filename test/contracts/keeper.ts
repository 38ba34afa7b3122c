/** What every keeper of the log promises (server/realtime/keeper.ts): run over the database and over memory alike. */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { Entry, Keeper } from "#server/realtime/keeper.ts";

/** What a fold says that says nothing. */
const nothing = { plan: "{}", words: "", outputs: [] };

export interface KeeperUnderTest {
  /** Changes a bit of what is kept, as a failing disk would; where what is kept can be reached. */
  readonly damage?: (documentId: string, what: "fold" | "row", seq: number) => Promise<void>;
  /** What was told of damage, a line each. */
  readonly told?: readonly string[];
  readonly keeper: Keeper;
  /** Two people who may write. */
  readonly people: readonly [string, string];
  /** Makes a document with an empty log, of epoch 1, and gives its id. */
  begin(): Promise<string>;
  /** Starts a new epoch of it, with an empty log. */
  restore(documentId: string): Promise<void>;
  close(): Promise<void>;
}

export function keepsItsPromises(name: string, make: () => Promise<KeeperUnderTest>): void {
  describe(`keeper: ${name}`, () => {
    let it_: KeeperUnderTest;
    let document: string;
    beforeEach(async () => {
      it_ = await make();
      document = await it_.begin();
    });
    afterEach(() => it_.close());

    /** An update that says `words`, named by its bytes as those of editors are. */
    const entry = (words: string, more: Partial<Entry> = {}): Entry => {
      const bytes = more.bytes ?? new TextEncoder().encode(words);
      return {
        documentId: document,
        epoch: 1,
        personId: it_.people[0],
        updateId: createHash("sha256").update(bytes).digest("base64url").slice(0, 27),
        clients: [100],
        ...more,
        bytes,
      };
    };

    it("knows nothing of a document that is not there", async () => {
      expect(await it_.keeper.load("00000000-0000-7000-8000-000000000000")).toBeNull();
      const answers = await it_.keeper.append([
        entry("a", { documentId: "00000000-0000-7000-8000-000000000000" }),
      ]);
      expect(answers).toEqual([{ ok: false, reason: "unknown-document" }]);
    });

    it("loads a new document with an empty log", async () => {
      expect(await it_.keeper.load(document)).toEqual({
        epoch: 1,
        seq: 0,
        snapshot: null,
        tail: [],
        owners: [],
      });
    });

    it("numbers rows by one, in the order of the batch, per document", async () => {
      const other = await it_.begin();
      const answers = await it_.keeper.append([
        entry("a"),
        entry("x", { documentId: other }),
        entry("b"),
        entry("c"),
        entry("y", { documentId: other }),
      ]);
      expect(answers.map((answer) => (answer.ok ? answer.seq : answer.reason))).toEqual([1, 1, 2, 3, 2]);
      const rows = await it_.keeper.readFrom(document, 1, 1);
      expect(rows.map((row) => [row.seq, new TextDecoder().decode(row.bytes)])).toEqual([
        [2, "b"],
        [3, "c"],
      ]);
    });

    it("stores an update that a batch brings twice once, and says so", async () => {
      const answers = await it_.keeper.append([entry("a"), entry("b"), entry("a")]);
      expect(answers).toEqual([
        { ok: true, seq: 1, again: false },
        { ok: true, seq: 2, again: false },
        { ok: true, seq: 1, again: true },
      ]);
      expect(await it_.keeper.readFrom(document, 1, 0)).toHaveLength(2);
    });

    it("gives a client id that two claim in one batch to the first, and stores the others' updates", async () => {
      const answers = await it_.keeper.append([
        entry("a", { clients: [7] }),
        entry("b", { personId: it_.people[1], clients: [7] }),
        entry("c", { personId: it_.people[1], clients: [8] }),
        entry("d", { clients: [] }),
      ]);
      expect(answers.map((answer) => (answer.ok ? answer.seq : answer.reason))).toEqual([
        1,
        "foreign-client",
        2,
        3,
      ]);
      const owners = (await it_.keeper.load(document))?.owners ?? [];
      expect(new Map(owners)).toEqual(
        new Map([
          [7, it_.people[0]],
          [8, it_.people[1]],
        ]),
      );
    });

    it("claims nothing for an entry of another epoch, nor for one that is there already", async () => {
      await it_.keeper.append([entry("a", { clients: [] })]);
      await it_.keeper.append([entry("x", { epoch: 2, clients: [5] }), entry("a", { clients: [6] })]);
      expect((await it_.keeper.load(document))?.owners).toEqual([]);
    });

    it("names the documents that were written and not read, as many as asked for", async () => {
      const other = await it_.begin();
      const own = async () => (await it_.keeper.unread(1000)).filter((id) => id === document || id === other);
      expect(await own()).toEqual([]);
      await it_.keeper.append([entry("a"), entry("x", { documentId: other })]);
      expect(new Set(await own())).toEqual(new Set([document, other]));
      expect(await it_.keeper.unread(1)).toHaveLength(1);
      await it_.keeper.fold(document, 1, { seq: 1, bytes: new Uint8Array([1]) }, nothing);
      expect(await own()).toEqual([other]);
      await it_.keeper.append([entry("b")]);
      expect(await own()).toContain(document);
    });

    it("appends a mending of the server's own once, and only to the epoch it is for", async () => {
      await it_.keeper.append([entry("a")]);
      const bytes = new Uint8Array([0, 0]);
      await it_.keeper.mend(document, 1, "mend-1", bytes);
      await it_.keeper.mend(document, 1, "mend-1", bytes);
      await it_.keeper.mend(document, 2, "mend-2", bytes);
      expect((await it_.keeper.readFrom(document, 1, 1)).map((row) => row.seq)).toEqual([2]);
    });

    it("gives back the bytes it was given", async () => {
      const doc = new Y.Doc();
      doc.getXmlFragment("plan").insert(0, [new Y.XmlElement("paragraph")]);
      const bytes = Y.encodeStateAsUpdate(doc);
      await it_.keeper.append([entry("a", { bytes })]);
      const stored = await it_.keeper.load(document);
      expect(Array.from(stored?.tail[0]?.bytes ?? [])).toEqual(Array.from(bytes));
    });

    it("stores an update that is sent again once, and answers with its number", async () => {
      await it_.keeper.append([entry("a"), entry("b")]);
      expect(await it_.keeper.append([entry("a"), entry("c")])).toEqual([
        { ok: true, seq: 1, again: true },
        { ok: true, seq: 3, again: false },
      ]);
      expect(await it_.keeper.append([entry("d"), entry("d")])).toEqual([
        { ok: true, seq: 4, again: false },
        { ok: true, seq: 4, again: true },
      ]);
      expect((await it_.keeper.load(document))?.seq).toBe(4);
    });

    it("keeps a Yjs client id for the first person whose update carries it", async () => {
      const answers = await it_.keeper.append([
        entry("a", { clients: [7] }),
        entry("b", { clients: [7], personId: it_.people[1] }),
        entry("c", { clients: [8], personId: it_.people[1] }),
      ]);
      expect(answers).toEqual([
        { ok: true, seq: 1, again: false },
        { ok: false, reason: "foreign-client" },
        { ok: true, seq: 2, again: false },
      ]);
      const owners = (await it_.keeper.load(document))?.owners ?? [];
      expect([...owners].sort((a, b) => a[0] - b[0])).toEqual([
        [7, it_.people[0]],
        [8, it_.people[1]],
      ]);
    });

    it("takes client ids up to 32 bits", async () => {
      await it_.keeper.append([entry("a", { clients: [0xffffffff] })]);
      expect((await it_.keeper.load(document))?.owners).toEqual([[0xffffffff, it_.people[0]]]);
    });

    it("refuses an update of another epoch, and starts a new epoch with an empty log", async () => {
      await it_.keeper.append([entry("a")]);
      await it_.restore(document);
      expect(await it_.keeper.append([entry("b")])).toEqual([{ ok: false, reason: "epoch" }]);
      expect(await it_.keeper.load(document)).toEqual({
        epoch: 2,
        seq: 0,
        snapshot: null,
        tail: [],
        owners: [],
      });
      expect(await it_.keeper.readFrom(document, 1, 0)).toEqual([]);
    });

    it("loads the latest fold and only the rows after it", async () => {
      await it_.keeper.append([entry("a"), entry("b"), entry("c")]);
      await it_.keeper.fold(document, 1, { seq: 2, bytes: new Uint8Array([1, 2, 3]) }, nothing);
      const stored = await it_.keeper.load(document);
      expect(stored?.snapshot?.seq).toBe(2);
      expect(Array.from(stored?.snapshot?.bytes ?? [])).toEqual([1, 2, 3]);
      expect(stored?.tail.map((row) => row.seq)).toEqual([3]);
      expect((await it_.keeper.readFrom(document, 1, 0)).map((row) => row.seq)).toEqual([1, 2, 3]);
    });

    it("lets an older fold never take the place of a newer one", async () => {
      await it_.keeper.append([entry("a"), entry("b")]);
      await it_.keeper.fold(document, 1, { seq: 2, bytes: new Uint8Array([2]) }, nothing);
      await it_.keeper.fold(document, 1, { seq: 1, bytes: new Uint8Array([1]) }, nothing);
      await it_.keeper.fold(document, 1, { seq: 2, bytes: new Uint8Array([2]) }, nothing);
      expect((await it_.keeper.load(document))?.snapshot?.seq).toBe(2);
    });

    it("numbers without a gap when many append at once", async () => {
      const batches = Array.from({ length: 12 }, (_, i) => [entry(`${i}a`), entry(`${i}b`)]);
      const answers = (await Promise.all(batches.map((batch) => it_.keeper.append(batch)))).flat();
      const seqs = answers.flatMap((answer) => (answer.ok ? [answer.seq] : [])).sort((a, b) => a - b);
      expect(seqs).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    });

    describe("what the disk has changed is never handed out", () => {
      const texts = (rows: readonly { bytes: Uint8Array }[] = []) =>
        rows.map(({ bytes }) => new TextDecoder().decode(bytes));
      const damage = async (what: "fold" | "row", seq: number): Promise<boolean> => {
        await it_.damage?.(document, what, seq);
        return it_.damage !== undefined;
      };
      const fold = (seq: number) =>
        it_.keeper.fold(document, 1, { seq, bytes: new Uint8Array([seq, 9]) }, nothing);

      it("a damaged fold is passed over for the one before it, told, and made anew", async () => {
        await it_.keeper.append([entry("a"), entry("b"), entry("c")]);
        await fold(1);
        await fold(3);
        if (!(await damage("fold", 3))) return;
        const stored = await it_.keeper.load(document);
        expect(stored?.snapshot?.seq).toBe(1);
        expect(texts(stored?.tail)).toEqual(["b", "c"]);
        expect(it_.told).toEqual(["fold 3"]);
        await fold(3);
        expect((await it_.keeper.load(document))?.snapshot).toMatchObject({ seq: 3 });
        expect(it_.told).toEqual(["fold 3"]);
      });

      it("where every fold is damaged the whole log is read", async () => {
        await it_.keeper.append([entry("a"), entry("b")]);
        await fold(1);
        await fold(2);
        await damage("fold", 1);
        if (!(await damage("fold", 2))) return;
        const stored = await it_.keeper.load(document);
        expect(stored?.snapshot).toBeNull();
        expect(texts(stored?.tail)).toEqual(["a", "b"]);
        expect(it_.told).toEqual(["fold 2", "fold 1"]);
      });

      it("at a damaged row the text ends, and nothing is built upon it", async () => {
        const other = await it_.begin();
        await it_.keeper.append([entry("a"), entry("b"), entry("c")]);
        if (!(await damage("row", 2))) return;
        const stored = await it_.keeper.load(document);
        expect(texts(stored?.tail)).toEqual(["a"]);
        expect(stored?.seq).toBe(1);
        expect(texts(await it_.keeper.readFrom(document, 1, 0))).toEqual(["a"]);
        expect(await it_.keeper.readFrom(document, 1, 1)).toEqual([]);
        const answers = await it_.keeper.append([entry("x", { documentId: other }), entry("d"), entry("e")]);
        expect(answers).toEqual([
          { ok: true, seq: 1, again: false },
          { ok: false, reason: "damaged" },
          { ok: false, reason: "damaged" },
        ]);
        await it_.keeper.load(document);
        expect(it_.told).toEqual(["row 2"]);
        expect(await it_.keeper.unread(10)).not.toContain(document);
      });

      it("a damaged row that a sound fold holds takes nothing away", async () => {
        await it_.keeper.append([entry("a"), entry("b")]);
        await fold(2);
        if (!(await damage("row", 1))) return;
        expect((await it_.keeper.load(document))?.snapshot?.seq).toBe(2);
        expect(await it_.keeper.append([entry("c")])).toEqual([{ ok: true, seq: 3, again: false }]);
        expect(it_.told).toEqual([]);
      });
    });
  });
}
