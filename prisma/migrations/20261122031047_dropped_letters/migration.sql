-- A letter that has lost its purpose before it could be sent is no failure: it is dropped.
ALTER TABLE "letters" DROP CONSTRAINT "letters_state";
ALTER TABLE "letters" ADD CONSTRAINT "letters_state" CHECK ("state" IN ('queued', 'sent', 'dropped', 'dead'));
UPDATE "letters" SET "state" = 'dropped', "error" = NULL WHERE "state" = 'dead' AND "error" = 'superseded';
