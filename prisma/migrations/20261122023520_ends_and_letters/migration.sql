-- AlterTable
ALTER TABLE "confirmations" ADD COLUMN     "letterId" TEXT,
ADD COLUMN     "receivedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "rounds" ADD COLUMN     "endSetAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "files"("id") ON DELETE SET NULL ON UPDATE CASCADE;
