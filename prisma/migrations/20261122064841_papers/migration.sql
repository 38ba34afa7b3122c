-- AlterTable
ALTER TABLE "files" ADD COLUMN     "cycleId" TEXT,
ADD COLUMN     "sector" TEXT;

-- CreateIndex
CREATE INDEX "files_cycleId_idx" ON "files"("cycleId");

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A file is a document of a group, a paper filed with the officers, or neither: a letter.
ALTER TABLE "files" ADD CONSTRAINT "files_one_place" CHECK (num_nonnulls("groupId", "cycleId") <= 1);
