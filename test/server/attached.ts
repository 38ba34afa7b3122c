/** Letters as somebody attaches them. */
import type { PersonId } from "#app/domain/roles.ts";
import type { Store } from "#server/store/client.ts";
import { enterFile } from "#server/store/files.ts";

/** Numbers the letters of a test, so that no two have the same bytes. */
let letters = 0;

/** A letter that this person has attached; answers the id of the file. */
export const attachedLetter = (
  { db }: Store,
  personId: PersonId,
  at: Date,
  { title = "note.pdf", sha256 = String(++letters).padStart(64, "0") } = {},
): Promise<string> =>
  enterFile(db, {
    groupId: null,
    title,
    language: "es",
    name: title,
    mediaType: "application/pdf",
    bytes: 4,
    sha256,
    personId,
    country: null,
    at,
  });
