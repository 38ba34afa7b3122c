-- Appends a batch of updates to their logs in one round trip and one commit (group commit over all documents).
-- The bytes of all updates come joined, with the length of each. Answers for each entry, in order: 'stored' with its
-- seq, 'again' with the seq it has, or why not: 'unknown-document', 'epoch', 'foreign-client'.
-- Documents are locked in one order for all, so that two batches never wait for each other in a ring.
CREATE FUNCTION append_updates(docs text[], epochs int[], persons text[], ids text[], sizes int[], clients text[], joined bytea)
RETURNS TABLE (ord int, status text, at_seq bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  i int;
  begun int := 1;
  piece bytea;
  head RECORD;
  found_seq bigint;
  theirs bigint[];
BEGIN
  PERFORM 1 FROM "documents" WHERE "id" = ANY (docs) ORDER BY "id" FOR UPDATE;
  FOR i IN 1 .. coalesce(array_length(docs, 1), 0) LOOP
    piece := substring(joined FROM begun FOR sizes[i]);
    begun := begun + sizes[i];
    ord := i;
    at_seq := NULL;
    SELECT "epoch", "seq" INTO head FROM "documents" WHERE "id" = docs[i];
    IF NOT FOUND THEN
      status := 'unknown-document'; RETURN NEXT; CONTINUE;
    END IF;
    IF head."epoch" <> epochs[i] THEN
      status := 'epoch'; RETURN NEXT; CONTINUE;
    END IF;
    SELECT "seq" INTO found_seq FROM "document_updates"
      WHERE "documentId" = docs[i] AND "epoch" = epochs[i] AND "clientUpdateId" = ids[i];
    IF FOUND THEN
      status := 'again'; at_seq := found_seq; RETURN NEXT; CONTINUE;
    END IF;
    theirs := CASE WHEN clients[i] = '' THEN ARRAY[]::bigint[] ELSE string_to_array(clients[i], ',')::bigint[] END;
    IF EXISTS (SELECT 1 FROM "document_clients" WHERE "documentId" = docs[i] AND "epoch" = epochs[i]
               AND "clientId" = ANY (theirs) AND "personId" <> persons[i]) THEN
      status := 'foreign-client'; RETURN NEXT; CONTINUE;
    END IF;
    INSERT INTO "document_clients" ("documentId", "epoch", "clientId", "personId")
      SELECT docs[i], epochs[i], c, persons[i] FROM unnest(theirs) AS c ON CONFLICT DO NOTHING;
    INSERT INTO "document_updates" ("documentId", "epoch", "seq", "personId", "clientUpdateId", "bytes", "at")
      VALUES (docs[i], epochs[i], head."seq" + 1, persons[i], ids[i], piece, clock_timestamp());
    UPDATE "documents" SET "seq" = head."seq" + 1 WHERE "id" = docs[i];
    status := 'stored'; at_seq := head."seq" + 1; RETURN NEXT;
  END LOOP;
END $$;
