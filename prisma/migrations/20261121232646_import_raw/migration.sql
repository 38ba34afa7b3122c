-- AlterTable
ALTER TABLE "areas" ADD COLUMN     "sourceRaw" TEXT;

-- AlterTable
ALTER TABLE "import_repairs" ADD COLUMN     "raw" TEXT NOT NULL;

-- AlterTable
ALTER TABLE "lines" ADD COLUMN     "sourceRaw" TEXT;

-- AlterTable
ALTER TABLE "priorities" ADD COLUMN     "sourceRaw" TEXT;
