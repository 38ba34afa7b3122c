-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "country_groups" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "names" JSONB NOT NULL,

    CONSTRAINT "country_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "countries" (
    "iso" CHAR(2) NOT NULL,
    "iso3" CHAR(3) NOT NULL,
    "names" JSONB NOT NULL,
    "countryGroupId" TEXT NOT NULL,
    "doubtful" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "countries_pkey" PRIMARY KEY ("iso")
);

-- CreateTable
CREATE TABLE "cycles" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "instrument" JSONB NOT NULL,
    "place" JSONB NOT NULL,
    "host" CHAR(2),
    "plannedText" TEXT,
    "plannedFrom" DATE,
    "plannedTo" DATE,
    "heldText" TEXT,
    "heldFrom" DATE,
    "heldTo" DATE,
    "periodText" TEXT,
    "periodFrom" DATE,
    "periodTo" DATE,
    "current" BOOLEAN NOT NULL DEFAULT false,
    "planProposedText" TEXT,
    "planProposedTo" DATE,
    "planAdoptedText" TEXT,
    "planAdoptedTo" DATE,
    "planPeriod" TEXT,

    CONSTRAINT "cycles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "id" TEXT NOT NULL,
    "cycleId" TEXT NOT NULL,
    "roll" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "byDefault" BOOLEAN NOT NULL DEFAULT true,
    "actId" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "areas" (
    "id" TEXT NOT NULL,
    "cycleId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'area',
    "titles" JSONB NOT NULL,
    "text" TEXT,
    "sourceFile" TEXT,
    "sourceLine" INTEGER,

    CONSTRAINT "areas_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lines" (
    "id" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "titles" JSONB NOT NULL,
    "text" TEXT,
    "sourceFile" TEXT,
    "sourceLine" INTEGER,

    CONSTRAINT "lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "priorities" (
    "id" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "titles" JSONB NOT NULL,
    "text" TEXT,
    "sourceFile" TEXT,
    "sourceLine" INTEGER,

    CONSTRAINT "priorities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goals" (
    "id" TEXT NOT NULL,
    "cycleId" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "priorityId" TEXT,
    "number" INTEGER NOT NULL,
    "titles" JSONB NOT NULL,
    "text" TEXT,
    "language" TEXT,
    "chapeau" TEXT,
    "origin" TEXT NOT NULL DEFAULT 'conference',
    "versionId" TEXT,
    "proposalId" TEXT,
    "sourceFile" TEXT,
    "sourceLine" INTEGER,
    "sourceRaw" TEXT,

    CONSTRAINT "goals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "actions" (
    "id" TEXT NOT NULL,
    "goalId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "titles" JSONB NOT NULL,
    "text" TEXT,
    "language" TEXT,
    "deadlineText" TEXT,
    "deadlineFrom" DATE,
    "deadlineTo" DATE,
    "sourceFile" TEXT,
    "sourceLine" INTEGER,
    "sourceRaw" TEXT,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_versions" (
    "id" TEXT NOT NULL,
    "cycleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,

    CONSTRAINT "agenda_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_imports" (
    "id" TEXT NOT NULL,
    "cycleId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "agenda_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_repairs" (
    "id" TEXT NOT NULL,
    "importId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "read" TEXT NOT NULL,
    "made" TEXT NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "import_repairs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acts" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "note" TEXT,
    "date" DATE,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recordedById" TEXT,
    "letterId" TEXT,

    CONSTRAINT "acts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institutions" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2),
    "kind" TEXT NOT NULL DEFAULT 'institution',
    "website" TEXT,

    CONSTRAINT "institutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "persons" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT,
    "position" TEXT,
    "institutionId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "persons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "personId" TEXT NOT NULL,
    "passwordHash" TEXT,
    "passwordChangedAt" TIMESTAMPTZ(3),
    "suspendedAt" TIMESTAMPTZ(3),
    "theme" TEXT,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "login_sessions" (
    "id" CHAR(64) NOT NULL,
    "handle" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "absoluteExpiresAt" TIMESTAMPTZ(3) NOT NULL,
    "userAgent" TEXT,

    CONSTRAINT "login_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tickets" (
    "id" CHAR(64) NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seats" (
    "id" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "bodyKind" TEXT NOT NULL,
    "cycleId" TEXT,
    "countryGroupId" TEXT,
    "country" CHAR(2),
    "sector" TEXT,
    "chair" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "untilEvent" TEXT,
    "actId" TEXT NOT NULL,

    CONSTRAINT "seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grants" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "bodyKind" TEXT NOT NULL,
    "cycleId" TEXT,
    "groupId" TEXT,
    "bodyCountry" CHAR(2),
    "country" CHAR(2),
    "sector" TEXT,
    "chair" BOOLEAN NOT NULL DEFAULT false,
    "seatId" TEXT,
    "actId" TEXT NOT NULL,
    "endActId" TEXT,
    "givenById" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'group',
    "parentId" TEXT,
    "cycleId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "names" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "planReading" TEXT NOT NULL DEFAULT 'everybody',
    "coordinatorId" TEXT,
    "actId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_areas" (
    "groupId" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,

    CONSTRAINT "group_areas_pkey" PRIMARY KEY ("groupId","areaId")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "institutionId" TEXT NOT NULL,
    "actId" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),
    "leaveActId" TEXT,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_offices" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "office" TEXT NOT NULL,
    "actId" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "group_offices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pages" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page_texts" (
    "id" TEXT NOT NULL,
    "pageId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "page_texts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "files" (
    "id" TEXT NOT NULL,
    "groupId" TEXT,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "personId" TEXT,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),
    "removedReason" TEXT,

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "schemaVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_updates" (
    "documentId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "personId" TEXT,
    "clientUpdateId" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_updates_pkey" PRIMARY KEY ("documentId","epoch","seq")
);

-- CreateTable
CREATE TABLE "document_clients" (
    "documentId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "clientId" BIGINT NOT NULL,
    "personId" TEXT NOT NULL,

    CONSTRAINT "document_clients_pkey" PRIMARY KEY ("documentId","epoch","clientId")
);

-- CreateTable
CREATE TABLE "document_snapshots" (
    "documentId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_snapshots_pkey" PRIMARY KEY ("documentId","epoch","seq")
);

-- CreateTable
CREATE TABLE "plans" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "stageSince" TIMESTAMPTZ(3) NOT NULL,
    "stageUntil" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "documentId" TEXT NOT NULL,
    "adoptedReleaseId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "releases" (
    "id" TEXT NOT NULL,
    "planId" TEXT,
    "proposalId" TEXT,
    "number" INTEGER NOT NULL,
    "parentId" TEXT,
    "canonical" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "language" TEXT NOT NULL,
    "documentEpoch" INTEGER,
    "documentSeq" BIGINT,
    "personId" TEXT NOT NULL,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposals" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "cycleId" TEXT NOT NULL,
    "groupId" TEXT,
    "areaId" TEXT,
    "sponsor" CHAR(2) NOT NULL,
    "stage" TEXT NOT NULL,
    "stageSince" TIMESTAMPTZ(3) NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "personId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proposals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sponsorships" (
    "proposalId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "role" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "sponsorships_pkey" PRIMARY KEY ("proposalId","country","from")
);

-- CreateTable
CREATE TABLE "steps" (
    "id" TEXT NOT NULL,
    "planId" TEXT,
    "proposalId" TEXT,
    "act" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "country" CHAR(2),
    "comments" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "steps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rounds" (
    "id" TEXT NOT NULL,
    "planId" TEXT,
    "proposalId" TEXT,
    "releaseId" TEXT NOT NULL,
    "roll" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "openedById" TEXT NOT NULL,
    "openedFor" CHAR(2),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawReason" TEXT,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roll_entries" (
    "id" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "seatId" TEXT,
    "country" CHAR(2),
    "countryGroupId" TEXT,
    "position" INTEGER NOT NULL,
    "occupied" BOOLEAN NOT NULL,
    "chair" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "roll_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "positions" (
    "id" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "rollEntryId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "office" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "passage" TEXT,
    "text" TEXT,
    "wouldLift" TEXT,
    "amendment" TEXT,
    "confirmBy" TIMESTAMPTZ(3),
    "language" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "letterId" TEXT,
    "receivedAt" TIMESTAMPTZ(3),
    "ordinal" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "positions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "confirmations" (
    "positionId" TEXT NOT NULL,
    "confirmed" BOOLEAN NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "confirmations_pkey" PRIMARY KEY ("positionId")
);

-- CreateTable
CREATE TABLE "explanations" (
    "id" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "text" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "explanations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outcomes" (
    "roundId" TEXT NOT NULL,
    "reading" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "personId" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "country" CHAR(2),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outcomes_pkey" PRIMARY KEY ("roundId")
);

-- CreateTable
CREATE TABLE "threads" (
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "planId" TEXT,
    "proposalId" TEXT,
    "passage" TEXT,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lastPostAt" TIMESTAMPTZ(3) NOT NULL,
    "posts" INTEGER NOT NULL DEFAULT 0,
    "closedAt" TIMESTAMPTZ(3),
    "closeReason" TEXT,

    CONSTRAINT "threads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posts" (
    "id" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "replyTo" INTEGER,
    "personId" TEXT NOT NULL,
    "voice" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "onceKey" TEXT,
    "hiddenAt" TIMESTAMPTZ(3),
    "hiddenReason" TEXT,
    "hiddenById" TEXT,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_texts" (
    "postId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_texts_pkey" PRIMARY KEY ("postId","version")
);

-- CreateTable
CREATE TABLE "journal_chains" (
    "id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "head" CHAR(64) NOT NULL,

    CONSTRAINT "journal_chains_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_entries" (
    "id" TEXT NOT NULL,
    "chainId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "prevHash" CHAR(64) NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "open" BOOLEAN NOT NULL,
    "groupId" TEXT,
    "link" TEXT NOT NULL,

    CONSTRAINT "journal_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_names" (
    "entryId" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "value" TEXT,
    "redactedAt" TIMESTAMPTZ(3),

    CONSTRAINT "journal_names_pkey" PRIMARY KEY ("entryId","field")
);

-- CreateTable
CREATE TABLE "letters" (
    "id" TEXT NOT NULL,
    "dedupe" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" TEXT,
    "address" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "countries_iso3_key" ON "countries"("iso3");

-- CreateIndex
CREATE UNIQUE INDEX "cycles_position_key" ON "cycles"("position");

-- CreateIndex
CREATE INDEX "terms_cycleId_roll_from_idx" ON "terms"("cycleId", "roll", "from");

-- CreateIndex
CREATE UNIQUE INDEX "areas_cycleId_code_key" ON "areas"("cycleId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "lines_areaId_position_key" ON "lines"("areaId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "priorities_areaId_position_key" ON "priorities"("areaId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "goals_proposalId_key" ON "goals"("proposalId");

-- CreateIndex
CREATE INDEX "goals_areaId_idx" ON "goals"("areaId");

-- CreateIndex
CREATE UNIQUE INDEX "goals_cycleId_number_key" ON "goals"("cycleId", "number");

-- CreateIndex
CREATE INDEX "actions_deadlineTo_idx" ON "actions"("deadlineTo");

-- CreateIndex
CREATE UNIQUE INDEX "actions_goalId_number_key" ON "actions"("goalId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "agenda_versions_cycleId_number_key" ON "agenda_versions"("cycleId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "agenda_imports_cycleId_sha256_key" ON "agenda_imports"("cycleId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "import_repairs_importId_position_key" ON "import_repairs"("importId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "persons_email_key" ON "persons"("email");

-- CreateIndex
CREATE UNIQUE INDEX "login_sessions_handle_key" ON "login_sessions"("handle");

-- CreateIndex
CREATE INDEX "login_sessions_personId_idx" ON "login_sessions"("personId");

-- CreateIndex
CREATE INDEX "login_sessions_expiresAt_idx" ON "login_sessions"("expiresAt");

-- CreateIndex
CREATE INDEX "tickets_personId_kind_idx" ON "tickets"("personId", "kind");

-- CreateIndex
CREATE INDEX "seats_cycleId_office_idx" ON "seats"("cycleId", "office");

-- CreateIndex
CREATE INDEX "grants_personId_idx" ON "grants"("personId");

-- CreateIndex
CREATE INDEX "grants_groupId_right_idx" ON "grants"("groupId", "right");

-- CreateIndex
CREATE INDEX "grants_bodyKind_office_idx" ON "grants"("bodyKind", "office");

-- CreateIndex
CREATE UNIQUE INDEX "groups_slug_key" ON "groups"("slug");

-- CreateIndex
CREATE INDEX "memberships_groupId_idx" ON "memberships"("groupId");

-- CreateIndex
CREATE INDEX "memberships_country_idx" ON "memberships"("country");

-- CreateIndex
CREATE INDEX "group_offices_groupId_idx" ON "group_offices"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "pages_groupId_kind_slug_key" ON "pages"("groupId", "kind", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "page_texts_pageId_language_version_key" ON "page_texts"("pageId", "language", "version");

-- CreateIndex
CREATE INDEX "files_groupId_idx" ON "files"("groupId");

-- CreateIndex
CREATE UNIQUE INDEX "document_updates_documentId_epoch_clientUpdateId_key" ON "document_updates"("documentId", "epoch", "clientUpdateId");

-- CreateIndex
CREATE UNIQUE INDEX "plans_documentId_key" ON "plans"("documentId");

-- CreateIndex
CREATE UNIQUE INDEX "plans_adoptedReleaseId_key" ON "plans"("adoptedReleaseId");

-- CreateIndex
CREATE UNIQUE INDEX "plans_groupId_period_key" ON "plans"("groupId", "period");

-- CreateIndex
CREATE UNIQUE INDEX "releases_parentId_key" ON "releases"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "releases_planId_number_key" ON "releases"("planId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "releases_proposalId_number_key" ON "releases"("proposalId", "number");

-- CreateIndex
CREATE INDEX "proposals_cycleId_stage_idx" ON "proposals"("cycleId", "stage");

-- CreateIndex
CREATE INDEX "proposals_groupId_idx" ON "proposals"("groupId");

-- CreateIndex
CREATE INDEX "steps_planId_idx" ON "steps"("planId");

-- CreateIndex
CREATE INDEX "steps_proposalId_idx" ON "steps"("proposalId");

-- CreateIndex
CREATE INDEX "rounds_planId_idx" ON "rounds"("planId");

-- CreateIndex
CREATE INDEX "rounds_proposalId_idx" ON "rounds"("proposalId");

-- CreateIndex
CREATE INDEX "rounds_settledAt_closesAt_idx" ON "rounds"("settledAt", "closesAt");

-- CreateIndex
CREATE UNIQUE INDEX "roll_entries_roundId_position_key" ON "roll_entries"("roundId", "position");

-- CreateIndex
CREATE INDEX "positions_roundId_idx" ON "positions"("roundId");

-- CreateIndex
CREATE UNIQUE INDEX "positions_rollEntryId_ordinal_key" ON "positions"("rollEntryId", "ordinal");

-- CreateIndex
CREATE INDEX "explanations_roundId_idx" ON "explanations"("roundId");

-- CreateIndex
CREATE INDEX "threads_groupId_lastPostAt_idx" ON "threads"("groupId", "lastPostAt");

-- CreateIndex
CREATE UNIQUE INDEX "threads_groupId_number_key" ON "threads"("groupId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "posts_onceKey_key" ON "posts"("onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "posts_threadId_number_key" ON "posts"("threadId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entries_prevHash_key" ON "journal_entries"("prevHash");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entries_hash_key" ON "journal_entries"("hash");

-- CreateIndex
CREATE INDEX "journal_entries_at_idx" ON "journal_entries"("at");

-- CreateIndex
CREATE INDEX "journal_entries_groupId_at_idx" ON "journal_entries"("groupId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entries_chainId_seq_key" ON "journal_entries"("chainId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "letters_dedupe_key" ON "letters"("dedupe");

-- CreateIndex
CREATE INDEX "letters_state_idx" ON "letters"("state");

-- AddForeignKey
ALTER TABLE "countries" ADD CONSTRAINT "countries_countryGroupId_fkey" FOREIGN KEY ("countryGroupId") REFERENCES "country_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "areas" ADD CONSTRAINT "areas_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lines" ADD CONSTRAINT "lines_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "areas"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "priorities" ADD CONSTRAINT "priorities_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "areas"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "areas"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_priorityId_fkey" FOREIGN KEY ("priorityId") REFERENCES "priorities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "agenda_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "proposals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_goalId_fkey" FOREIGN KEY ("goalId") REFERENCES "goals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_versions" ADD CONSTRAINT "agenda_versions_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_imports" ADD CONSTRAINT "agenda_imports_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_repairs" ADD CONSTRAINT "import_repairs_importId_fkey" FOREIGN KEY ("importId") REFERENCES "agenda_imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acts" ADD CONSTRAINT "acts_recordedById_fkey" FOREIGN KEY ("recordedById") REFERENCES "persons"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acts" ADD CONSTRAINT "acts_letterId_fkey" FOREIGN KEY ("letterId") REFERENCES "files"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "institutions" ADD CONSTRAINT "institutions_country_fkey" FOREIGN KEY ("country") REFERENCES "countries"("iso") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "persons" ADD CONSTRAINT "persons_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "institutions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_country_fkey" FOREIGN KEY ("country") REFERENCES "countries"("iso") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "persons"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_endActId_fkey" FOREIGN KEY ("endActId") REFERENCES "acts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "seats"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grants" ADD CONSTRAINT "grants_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_coordinatorId_fkey" FOREIGN KEY ("coordinatorId") REFERENCES "persons"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groups" ADD CONSTRAINT "groups_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_areas" ADD CONSTRAINT "group_areas_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_areas" ADD CONSTRAINT "group_areas_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "areas"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_country_fkey" FOREIGN KEY ("country") REFERENCES "countries"("iso") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_institutionId_fkey" FOREIGN KEY ("institutionId") REFERENCES "institutions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_leaveActId_fkey" FOREIGN KEY ("leaveActId") REFERENCES "acts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_offices" ADD CONSTRAINT "group_offices_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_offices" ADD CONSTRAINT "group_offices_country_fkey" FOREIGN KEY ("country") REFERENCES "countries"("iso") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_offices" ADD CONSTRAINT "group_offices_actId_fkey" FOREIGN KEY ("actId") REFERENCES "acts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pages" ADD CONSTRAINT "pages_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page_texts" ADD CONSTRAINT "page_texts_pageId_fkey" FOREIGN KEY ("pageId") REFERENCES "pages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plans" ADD CONSTRAINT "plans_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plans" ADD CONSTRAINT "plans_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plans" ADD CONSTRAINT "plans_adoptedReleaseId_fkey" FOREIGN KEY ("adoptedReleaseId") REFERENCES "releases"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "proposals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_cycleId_fkey" FOREIGN KEY ("cycleId") REFERENCES "cycles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_areaId_fkey" FOREIGN KEY ("areaId") REFERENCES "areas"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_sponsor_fkey" FOREIGN KEY ("sponsor") REFERENCES "countries"("iso") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sponsorships" ADD CONSTRAINT "sponsorships_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sponsorships" ADD CONSTRAINT "sponsorships_country_fkey" FOREIGN KEY ("country") REFERENCES "countries"("iso") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "steps" ADD CONSTRAINT "steps_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "proposals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_planId_fkey" FOREIGN KEY ("planId") REFERENCES "plans"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "proposals"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_releaseId_fkey" FOREIGN KEY ("releaseId") REFERENCES "releases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roll_entries" ADD CONSTRAINT "roll_entries_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roll_entries" ADD CONSTRAINT "roll_entries_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "seats"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "positions" ADD CONSTRAINT "positions_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "positions" ADD CONSTRAINT "positions_rollEntryId_fkey" FOREIGN KEY ("rollEntryId") REFERENCES "roll_entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_positionId_fkey" FOREIGN KEY ("positionId") REFERENCES "positions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explanations" ADD CONSTRAINT "explanations_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "threads" ADD CONSTRAINT "threads_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "threads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posts" ADD CONSTRAINT "posts_personId_fkey" FOREIGN KEY ("personId") REFERENCES "persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_texts" ADD CONSTRAINT "post_texts_postId_fkey" FOREIGN KEY ("postId") REFERENCES "posts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_names" ADD CONSTRAINT "journal_names_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "journal_entries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
