-- AlterTable
ALTER TABLE "groups" ADD COLUMN     "draft" JSONB,
ADD COLUMN     "draftLanguage" TEXT,
ADD COLUMN     "outputId" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stageSince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "journal_entries" ADD COLUMN     "roundId" TEXT;

-- AlterTable
ALTER TABLE "letters" ADD COLUMN     "roundId" TEXT;

-- AlterTable
ALTER TABLE "page_texts" ADD COLUMN     "redactedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "post_texts" ADD COLUMN     "redactedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "releases" ADD COLUMN     "amendmentOfId" TEXT,
ADD COLUMN     "decisionId" TEXT,
ADD COLUMN     "groupId" TEXT;

-- AlterTable
ALTER TABLE "rounds" ADD COLUMN     "annulled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "decisionId" TEXT,
ADD COLUMN     "groupId" TEXT,
ADD COLUMN     "number" SERIAL NOT NULL;

-- AlterTable
ALTER TABLE "steps" ADD COLUMN     "decisionId" TEXT,
ADD COLUMN     "groupId" TEXT;

-- CreateTable
CREATE TABLE "group_addresses" (
    "slug" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_addresses_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "proponents" (
    "groupId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "purpose" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "proponents_pkey" PRIMARY KEY ("groupId","country","at")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "stageSince" TIMESTAMPTZ(3) NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "proposalId" TEXT,
    "country" CHAR(2),
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestions" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "institution" TEXT,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "byCountry" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answerReason" TEXT,
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" TEXT,
    "grantId" TEXT,

    CONSTRAINT "suggestions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "published_heads" (
    "day" DATE NOT NULL,
    "chainId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "head" CHAR(64) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "published_heads_pkey" PRIMARY KEY ("day","chainId")
);

-- CreateTable
CREATE TABLE "outages" (
    "id" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unsubscriptions" (
    "personId" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unsubscriptions_pkey" PRIMARY KEY ("personId","family")
);

-- CreateIndex
CREATE INDEX "group_addresses_groupId_idx" ON "group_addresses"("groupId");

-- CreateIndex
CREATE INDEX "decisions_groupId_idx" ON "decisions"("groupId");

-- CreateIndex
CREATE INDEX "suggestions_groupId_idx" ON "suggestions"("groupId");

-- CreateIndex
CREATE INDEX "suggestions_country_answeredAt_idx" ON "suggestions"("country", "answeredAt");

-- CreateIndex
CREATE INDEX "outages_until_idx" ON "outages"("until");

-- CreateIndex
CREATE INDEX "journal_entries_roundId_idx" ON "journal_entries"("roundId");

-- CreateIndex
CREATE INDEX "letters_roundId_idx" ON "letters"("roundId");

-- CreateIndex
CREATE UNIQUE INDEX "releases_groupId_number_key" ON "releases"("groupId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "releases_decisionId_number_key" ON "releases"("decisionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "rounds_number_key" ON "rounds"("number");

-- CreateIndex
CREATE INDEX "rounds_groupId_idx" ON "rounds"("groupId");

-- CreateIndex
CREATE INDEX "rounds_decisionId_idx" ON "rounds"("decisionId");

-- CreateIndex
CREATE INDEX "steps_groupId_idx" ON "steps"("groupId");

-- CreateIndex
CREATE INDEX "steps_decisionId_idx" ON "steps"("decisionId");

-- AddForeignKey
ALTER TABLE "group_addresses" ADD CONSTRAINT "group_addresses_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proponents" ADD CONSTRAINT "proponents_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "decisions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_amendmentOfId_fkey" FOREIGN KEY ("amendmentOfId") REFERENCES "positions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "decisions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "decisions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "positions" ADD CONSTRAINT "positions_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A release and a round are of one subject; so is a step. At most one live round per subject (domain §4).
ALTER TABLE "releases" DROP CONSTRAINT "releases_one_subject";
ALTER TABLE "releases" ADD CONSTRAINT "releases_one_subject" CHECK (num_nonnulls("planId", "proposalId", "groupId", "decisionId") = 1);
ALTER TABLE "rounds" DROP CONSTRAINT "rounds_one_subject";
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_one_subject" CHECK (num_nonnulls("planId", "proposalId", "groupId", "decisionId") = 1);
ALTER TABLE "steps" ADD CONSTRAINT "steps_one_subject" CHECK (num_nonnulls("planId", "proposalId", "groupId", "decisionId") = 1);
CREATE UNIQUE INDEX "rounds_one_live_per_group" ON "rounds" ("groupId") WHERE "settledAt" IS NULL AND "groupId" IS NOT NULL;
CREATE UNIQUE INDEX "rounds_one_live_per_decision" ON "rounds" ("decisionId") WHERE "settledAt" IS NULL AND "decisionId" IS NOT NULL;

-- A country proposes a thing once at a time.
CREATE UNIQUE INDEX "proponents_one_at_a_time" ON "proponents" ("groupId", "country", "purpose") WHERE "until" IS NULL;

CREATE TRIGGER published_heads_append_only BEFORE UPDATE OR DELETE ON "published_heads" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER published_heads_no_truncate BEFORE TRUNCATE ON "published_heads" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outages_append_only BEFORE UPDATE OR DELETE ON "outages" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER outages_no_truncate BEFORE TRUNCATE ON "outages" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
