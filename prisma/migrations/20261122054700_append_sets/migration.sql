-- As append_updates of before, in sets: the cost of a commit grows with its documents more than with its updates.
-- The bytes of all updates come joined, with the length of each. Answers for each entry, in order: 'stored' with its
-- seq, 'again' with the seq it has, or why not: 'unknown-document', 'epoch', 'foreign-client'.
-- `clients` holds the Yjs client ids whose owner the sender has not yet seen stored, mostly none. Of an id that two persons
-- claim, whoever is stored first keeps it, in one batch also.
-- Documents are locked in one order for all, so that two batches never wait for each other in a ring. Rows are looked up
-- one by one through their index: a plan made while the log is short must still be good when it is long.
CREATE OR REPLACE FUNCTION append_updates(docs text[], epochs int[], persons text[], ids text[], sizes int[], clients text[], joined bytea)
RETURNS TABLE (ord int, status text, at_seq bigint) LANGUAGE plpgsql
SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  foreign_ords int[] := ARRAY[]::int[];
BEGIN
  PERFORM 1 FROM "documents" WHERE "id" = ANY (docs) ORDER BY "id" FOR UPDATE;
  IF array_to_string(clients, '') <> '' THEN
    -- Claims of entries that will be stored only: what is refused or there already claims nothing.
    WITH claim AS (
      SELECT e.ord::int AS ord, e.doc, e.epoch, e.person, c::bigint AS client
      FROM unnest(docs, epochs, persons, ids, clients) WITH ORDINALITY AS e(doc, epoch, person, id, claimed, ord)
      CROSS JOIN LATERAL unnest(string_to_array(nullif(e.claimed, ''), ',')) AS c
      WHERE (SELECT d."epoch" FROM "documents" d WHERE d."id" = e.doc) = e.epoch
        AND (SELECT u."seq" FROM "document_updates" u
          WHERE u."documentId" = e.doc AND u."epoch" = e.epoch AND u."clientUpdateId" = e.id) IS NULL
    ), judged AS (
      SELECT claim.ord, coalesce(o."personId", first_value(claim.person) OVER (
          PARTITION BY claim.doc, claim.epoch, claim.client ORDER BY claim.ord)) <> claim.person AS theirs
      FROM claim LEFT JOIN "document_clients" o
        ON o."documentId" = claim.doc AND o."epoch" = claim.epoch AND o."clientId" = claim.client
    )
    SELECT coalesce(array_agg(DISTINCT judged.ord) FILTER (WHERE theirs), ARRAY[]::int[]) INTO foreign_ords FROM judged;

    INSERT INTO "document_clients" ("documentId", "epoch", "clientId", "personId")
      SELECT DISTINCT ON (e.doc, e.epoch, c::bigint) e.doc, e.epoch, c::bigint, e.person
      FROM unnest(docs, epochs, persons, ids, clients) WITH ORDINALITY AS e(doc, epoch, person, id, claimed, ord)
      CROSS JOIN LATERAL unnest(string_to_array(nullif(e.claimed, ''), ',')) AS c
      WHERE e.ord <> ALL (foreign_ords)
        AND (SELECT d."epoch" FROM "documents" d WHERE d."id" = e.doc) = e.epoch
        AND (SELECT u."seq" FROM "document_updates" u
          WHERE u."documentId" = e.doc AND u."epoch" = e.epoch AND u."clientUpdateId" = e.id) IS NULL
      ORDER BY e.doc, e.epoch, c::bigint, e.ord
      ON CONFLICT DO NOTHING;
  END IF;

  RETURN QUERY
  WITH entry AS (
    SELECT e.*, e.ord::int AS place, sum(e.size) OVER (ORDER BY e.ord) - e.size AS begun
    FROM unnest(docs, epochs, persons, ids, sizes) WITH ORDINALITY AS e(doc, epoch, person, id, size, ord)
  ), judged AS (
    SELECT entry.*,
      (SELECT d."seq" FROM "documents" d WHERE d."id" = entry.doc) AS head,
      (SELECT d."epoch" FROM "documents" d WHERE d."id" = entry.doc) AS now,
      (SELECT u."seq" FROM "document_updates" u
        WHERE u."documentId" = entry.doc AND u."epoch" = entry.epoch AND u."clientUpdateId" = entry.id) AS had,
      entry.place = ANY (foreign_ords) AS theirs
    FROM entry
  ), fresh AS (
    SELECT judged.*, row_number() OVER (PARTITION BY doc, epoch, id ORDER BY place) AS nth
    FROM judged WHERE now = epoch AND had IS NULL AND NOT theirs
  ), numbered AS (
    SELECT fresh.*, head + row_number() OVER (PARTITION BY doc ORDER BY place) AS next FROM fresh WHERE nth = 1
  ), written AS (
    INSERT INTO "document_updates" ("documentId", "epoch", "seq", "personId", "clientUpdateId", "bytes", "at")
    SELECT doc, epoch, next, person, id, substring(joined FROM begun::int + 1 FOR size), clock_timestamp() FROM numbered
  ), moved AS (
    UPDATE "documents" SET "seq" = last.seq
    FROM (SELECT doc, max(next) AS seq FROM numbered GROUP BY doc) AS last WHERE "id" = last.doc
  )
  SELECT judged.place,
    CASE WHEN judged.now IS NULL THEN 'unknown-document' WHEN judged.now <> judged.epoch THEN 'epoch'
      WHEN judged.had IS NOT NULL THEN 'again' WHEN judged.theirs THEN 'foreign-client'
      WHEN first.place = judged.place THEN 'stored' ELSE 'again' END,
    coalesce(judged.had, first.next)
  FROM judged
  LEFT JOIN numbered first ON first.doc = judged.doc AND first.epoch = judged.epoch AND first.id = judged.id
  ORDER BY judged.place;
END $$;
