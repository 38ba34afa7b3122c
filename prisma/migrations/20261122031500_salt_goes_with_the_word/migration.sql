-- With a redacted word its salt goes too: a name is short, and who had the salt could try names against the hash.
CREATE OR REPLACE FUNCTION refuse_all_but_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."value" IS NULL AND NEW."redactedAt" IS NOT NULL AND OLD."redactedAt" IS NULL
     AND NEW."entryId" = OLD."entryId" AND NEW."field" = OLD."field" AND NEW."hash" = OLD."hash"
     AND (NEW."salt" = OLD."salt" OR NEW."salt" = '') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'journal_names may only be redacted: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

-- The address beside an entry is no part of its hash. Where it was made of a title that was redacted, it becomes another one.
CREATE FUNCTION refuse_all_but_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."link" LIKE '/groups/%/redacted-%' AND to_jsonb(NEW) - 'link' = to_jsonb(OLD) - 'link' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'journal_entries is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER journal_entries_append_only ON "journal_entries";
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE ON "journal_entries" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_address();
