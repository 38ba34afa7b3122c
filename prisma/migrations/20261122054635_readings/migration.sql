-- CreateTable
CREATE TABLE "document_readings" (
    "documentId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "plan" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_readings_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "document_outputs" (
    "documentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outputId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "kind" TEXT,
    "responsible" JSONB NOT NULL,
    "partners" JSONB NOT NULL,
    "goals" TEXT[],
    "start" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "fundingState" TEXT,
    "fundingScope" TEXT,
    "fundingSector" TEXT,
    "amount" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT,
    "evidence" TEXT NOT NULL,

    CONSTRAINT "document_outputs_pkey" PRIMARY KEY ("documentId","number")
);
