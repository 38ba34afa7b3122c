-- What the schema cannot say: rows that are only ever added, and what may be only once.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER releases_append_only BEFORE UPDATE OR DELETE ON "releases" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER releases_no_truncate BEFORE TRUNCATE ON "releases" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER positions_append_only BEFORE UPDATE OR DELETE ON "positions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER positions_no_truncate BEFORE TRUNCATE ON "positions" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER confirmations_append_only BEFORE UPDATE OR DELETE ON "confirmations" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER confirmations_no_truncate BEFORE TRUNCATE ON "confirmations" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER explanations_append_only BEFORE UPDATE OR DELETE ON "explanations" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER explanations_no_truncate BEFORE TRUNCATE ON "explanations" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE ON "outcomes" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outcomes_no_truncate BEFORE TRUNCATE ON "outcomes" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE ON "journal_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_entries_no_truncate BEFORE TRUNCATE ON "journal_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Beside a journal entry a name may be emptied, with the time of it, and nothing else.
CREATE FUNCTION refuse_all_but_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."value" IS NULL AND NEW."redactedAt" IS NOT NULL AND OLD."redactedAt" IS NULL
     AND NEW."entryId" = OLD."entryId" AND NEW."field" = OLD."field" AND NEW."salt" = OLD."salt" AND NEW."hash" = OLD."hash" THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'journal_names may only be redacted: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_names_redaction_only BEFORE UPDATE OR DELETE ON "journal_names" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_redaction();
CREATE TRIGGER journal_names_no_truncate BEFORE TRUNCATE ON "journal_names" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- At most one scheduled, open or pending round per subject (domain §4).
CREATE UNIQUE INDEX "rounds_one_live_per_plan" ON "rounds" ("planId") WHERE "settledAt" IS NULL AND "planId" IS NOT NULL;
CREATE UNIQUE INDEX "rounds_one_live_per_proposal" ON "rounds" ("proposalId") WHERE "settledAt" IS NULL AND "proposalId" IS NOT NULL;

-- A country is in a group once at a time; a group has one chair; a cycle is current alone.
CREATE UNIQUE INDEX "memberships_one_at_a_time" ON "memberships" ("groupId", "country") WHERE "leftAt" IS NULL;
CREATE UNIQUE INDEX "group_offices_one_chair" ON "group_offices" ("groupId") WHERE "until" IS NULL AND "office" = 'chair';
CREATE UNIQUE INDEX "group_offices_one_each" ON "group_offices" ("groupId", "country") WHERE "until" IS NULL;
CREATE UNIQUE INDEX "cycles_one_current" ON "cycles" ("current") WHERE "current";

-- A release and a round are of one subject; a seat has one owner.
ALTER TABLE "releases" ADD CONSTRAINT "releases_one_subject" CHECK (("planId" IS NULL) <> ("proposalId" IS NULL));
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_one_subject" CHECK (("planId" IS NULL) <> ("proposalId" IS NULL));
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_open_before_they_close" CHECK ("opensAt" < "closesAt");
ALTER TABLE "persons" ADD CONSTRAINT "persons_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "letters" ADD CONSTRAINT "letters_state" CHECK ("state" IN ('queued', 'sent', 'dead'));
ALTER TABLE "grants" ADD CONSTRAINT "grants_right" CHECK ("right" IN ('read', 'speak', 'edit', 'decide'));
ALTER TABLE "page_texts" ADD CONSTRAINT "page_texts_state" CHECK ("state" IN ('draft', 'published', 'unpublished'));
