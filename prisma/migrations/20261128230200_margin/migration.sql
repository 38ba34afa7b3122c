-- AlterTable
ALTER TABLE "threads" ADD COLUMN     "anchor" JSONB,
ADD COLUMN     "resolvedAt" TIMESTAMPTZ(3),
ADD COLUMN     "resolvedById" TEXT,
ADD COLUMN     "wordingId" TEXT;

-- CreateTable
CREATE TABLE "wordings" (
    "id" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "anchor" JSONB NOT NULL,
    "replacement" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "voice" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "onceKey" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "releaseNumber" INTEGER,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" TEXT,
    "endReason" TEXT,
    "redactedAt" TIMESTAMPTZ(3),

    CONSTRAINT "wordings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wording_sponsors" (
    "wordingId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "wording_sponsors_pkey" PRIMARY KEY ("wordingId","country")
);

-- CreateIndex
CREATE UNIQUE INDEX "wordings_onceKey_key" ON "wordings"("onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "wordings_planId_number_key" ON "wordings"("planId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "threads_wordingId_key" ON "threads"("wordingId");

-- CreateIndex
CREATE INDEX "threads_planId_idx" ON "threads"("planId");

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_wordingId_fkey" FOREIGN KEY ("wordingId") REFERENCES "wordings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wording_sponsors" ADD CONSTRAINT "wording_sponsors_wordingId_fkey" FOREIGN KEY ("wordingId") REFERENCES "wordings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Suggested words are open, or ended once and for all by somebody at an instant; a rejection says why.
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_state" CHECK ("state" IN ('open', 'accepted', 'rejected', 'withdrawn'));
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_ended" CHECK (
  ("state" = 'open') = ("endedAt" IS NULL) AND ("endedAt" IS NULL) = ("endedById" IS NULL));
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_reason" CHECK ("state" <> 'rejected' OR "endReason" IS NOT NULL);

-- A thread is settled by somebody at an instant, or open.
ALTER TABLE "threads" ADD CONSTRAINT "threads_resolved" CHECK (("resolvedAt" IS NULL) = ("resolvedById" IS NULL));
