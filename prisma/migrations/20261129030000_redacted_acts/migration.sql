-- AlterTable
ALTER TABLE "explanations" ADD COLUMN     "redactedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "output_progress" ADD COLUMN     "redactedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "positions" ADD COLUMN     "redactedAt" TIMESTAMPTZ(3);

-- Of what was put on record words may give way to the mark of a redaction, with the time of it (domain §9), and nothing else
-- changes. The columns that hold words are named by the trigger.
CREATE FUNCTION refuse_all_but_marks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held jsonb;
  now_held jsonb;
  held_in text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    held := to_jsonb(OLD);
    now_held := to_jsonb(NEW);
    IF NEW."redactedAt" IS NOT NULL
       AND now_held - TG_ARGV - 'redactedAt' = held - TG_ARGV - 'redactedAt' THEN
      FOREACH held_in IN ARRAY TG_ARGV LOOP
        IF now_held -> held_in <> held -> held_in AND strpos(coalesce(now_held ->> held_in, ''), '▮▮▮') = 0 THEN
          RAISE EXCEPTION '% is append-only: % without a mark refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
        END IF;
      END LOOP;
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

DROP TRIGGER positions_append_only ON "positions";
CREATE TRIGGER positions_append_only BEFORE UPDATE OR DELETE ON "positions" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_marks('passage', 'text', 'wouldLift', 'amendment');
DROP TRIGGER explanations_append_only ON "explanations";
CREATE TRIGGER explanations_append_only BEFORE UPDATE OR DELETE ON "explanations" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_marks('text');
DROP TRIGGER output_progress_append_only ON "output_progress";
CREATE TRIGGER output_progress_append_only BEFORE UPDATE OR DELETE ON "output_progress" FOR EACH ROW EXECUTE FUNCTION refuse_all_but_marks('note', 'link');
