-- CreateTable
CREATE TABLE "plan_versions" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT,
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "personId" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "redactedAt" TIMESTAMPTZ(3),

    CONSTRAINT "plan_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "plan_versions_planId_number_key" ON "plan_versions"("planId", "number");

-- AddForeignKey
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A named version is only ever added. Its name and note may be replaced where personal data is redacted, with the time of it.
CREATE FUNCTION refuse_all_but_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."redactedAt" IS NOT NULL AND NEW."redactedAt" IS DISTINCT FROM OLD."redactedAt"
     AND (NEW."id", NEW."planId", NEW."number", NEW."epoch", NEW."seq", NEW."personId", NEW."office", NEW."at")
       = (OLD."id", OLD."planId", OLD."number", OLD."epoch", OLD."seq", OLD."personId", OLD."office", OLD."at")
     AND NEW."country" IS NOT DISTINCT FROM OLD."country" THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan_versions is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER plan_versions_append_only BEFORE UPDATE OR DELETE ON "plan_versions" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_words();
CREATE TRIGGER plan_versions_no_truncate BEFORE TRUNCATE ON "plan_versions" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rows of the server's own are few among those of editors, and asked for where the authors of a text are told.
CREATE INDEX "document_updates_own" ON "document_updates" ("documentId", "epoch", "seq") WHERE "personId" IS NULL;
