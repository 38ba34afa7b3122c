-- CreateTable
CREATE TABLE "output_progress" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "outputId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "releaseId" TEXT NOT NULL,
    "textStatus" TEXT,
    "status" TEXT NOT NULL,
    "percent" INTEGER,
    "note" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "link" TEXT,
    "fileId" TEXT,
    "day" DATE NOT NULL,
    "personId" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "output_progress_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "output_progress_planId_outputId_number_key" ON "output_progress"("planId", "outputId", "number");

-- AddForeignKey
ALTER TABLE "output_progress" ADD CONSTRAINT "output_progress_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output_progress" ADD CONSTRAINT "output_progress_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output_progress" ADD CONSTRAINT "output_progress_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was put on record stays; a correction is a further entry.
CREATE TRIGGER output_progress_append_only BEFORE UPDATE OR DELETE ON "output_progress" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER output_progress_no_truncate BEFORE TRUNCATE ON "output_progress" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "output_progress" ADD CONSTRAINT "output_progress_status" CHECK ("status" IN ('planned', 'under-way', 'delivered', 'dropped'));
ALTER TABLE "output_progress" ADD CONSTRAINT "output_progress_percent" CHECK ("percent" BETWEEN 0 AND 100);
