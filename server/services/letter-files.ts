import { join } from "node:path";
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, PersonId } from "#app/domain/roles.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import { letterKinds, mediaTypeOf, safeName } from "#server/intake/file-kind.ts";
import { readUpload, uploadOf } from "#server/intake/upload.ts";
import { enterFile, twinOf } from "#server/store/files.ts";
import { ownLetter, type KeptLetter } from "#server/store/letter-files.ts";
import { shelfIn, type Parked } from "#server/store/shelf.ts";
import type { Ground } from "./act.ts";
import { fileLimit } from "./filing.ts";
import { personOf } from "./keeping.ts";

/** How long the same letter counts as one form sent twice, in milliseconds. */
const twiceWithin = 10 * 60_000;

/** Letters that acts and positions rest on: kept first, named by the act that follows (domain §2, §4). */
export function letterFileServices(ground: Ground, limits: Limits = makeLimits()) {
  const { store, clock } = ground;
  const shelf = shelfIn(join(ground.env.dataDir, "files"));
  return {
    /** What is taken: the largest size, in bytes, and endings of names. */
    taken: { limit: fileLimit, kinds: letterKinds },

    /**
     * Reads a form that may carry a letter in its field `letter`, as it streams in, and keeps the letter. What was entered
     * goes into `entered` whatever happens. Returns the id of the letter: of the one sent, else of the one that the field
     * `letterId` names because the form came back or was reviewed; null without any. `entered` then holds `letterId` and
     * `letterName`, so that a form that comes back need not be given the file again.
     * Refused: strangers (`person.sign-in-first`), who may attach none (`may-not.letter.keep`), over 25 MB (`too-large`, `file.too-large`), a kind that is not
     * taken or not what its name says (`file.…` at `letter`), a letter that is not one's own (`letter.not-yours` at
     * `letter`), what is no form (`form.unreadable`), too many (`file.too-many`). Nothing stays behind of a refused file.
     */
    receive: async (
      actor: Actor,
      request: Request,
      language: Language,
      entered: Record<string, string>,
    ): Promise<string | null> => {
      const personId = personOf(actor).id;
      const most = { fileBytes: fileLimit, fieldBytes: 16 * 1024, fields: 120 };
      let parked: (Parked & { name: string }) | null = null;
      try {
        await readUpload(uploadOf(request), most, entered, async ({ name, content }) => {
          demand(actor, "letter.keep", region, clock.now());
          await limits.tryFile(personId);
          parked = { ...(await shelf.park(content)), name };
        });
        const letter =
          parked === null ? await named(personId, entered) : await keep(personId, parked, language);
        delete entered["letterId"];
        delete entered["letterName"];
        if (letter !== null) Object.assign(entered, { letterId: letter.id, letterName: letter.name });
        return letter?.id ?? null;
      } finally {
        if (parked !== null) await shelf.drop(parked);
      }
    },
  };

  async function keep(
    personId: PersonId,
    parked: Parked & { name: string },
    language: Language,
  ): Promise<KeptLetter> {
    const { path, bytes, sha256 } = parked;
    const mediaType = await mediaTypeOf(path, parked.name, bytes, { kinds: letterKinds, field: "letter" });
    await shelf.keep(parked);
    const name = safeName(parked.name);
    return store.transaction(async (tx) => {
      const at = clock.now();
      const same = { groupId: null, cycleId: null, sha256, title: name, personId };
      const twin = await twinOf(tx, { ...same, since: new Date(at.getTime() - twiceWithin) });
      const id =
        twin ?? (await enterFile(tx, { ...same, language, name, mediaType, bytes, country: null, at }));
      return { id, name };
    });
  }

  /** The letter that a form names that was sent before. */
  async function named(
    personId: PersonId,
    entered: Readonly<Record<string, string>>,
  ): Promise<KeptLetter | null> {
    const id = entered["letterId"] ?? "";
    if (id === "") return null;
    const letter = await ownLetter(store.db, id, personId);
    if (letter !== null) return letter;
    const fault = { key: "letter.not-yours", params: {} };
    throw refuse("invalid", "form.check-fields", {}, { fields: { letter: fault } });
  }
}

export type LetterFileServices = ReturnType<typeof letterFileServices>;
