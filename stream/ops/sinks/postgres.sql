-- Tables for the records that a newsroom keeps, and views of what it asks for. Run once: psql -f postgres.sql
-- Every record is there whole (`record`); the columns beside it are made from it.
BEGIN;

-- newswire.enriched and newswire.copies: an article is on one of them, under its id.
CREATE TABLE IF NOT EXISTS article (
  article_id text PRIMARY KEY,
  record jsonb NOT NULL,
  story_id text GENERATED ALWAYS AS (record ->> 'story_id') STORED,
  source text GENERATED ALWAYS AS (record ->> 'source') STORED,
  verdict text GENERATED ALWAYS AS (record ->> 'verdict') STORED,
  language text GENERATED ALWAYS AS (record ->> 'language') STORED,
  headline text GENERATED ALWAYS AS (record ->> 'headline') STORED,
  relevant boolean GENERATED ALWAYS AS ((record -> 'conflict' ->> 'relevant')::boolean) STORED
);
CREATE INDEX IF NOT EXISTS article_story ON article (story_id);

-- newswire.notices: many of a story, so each under its place on the topic.
CREATE TABLE IF NOT EXISTS notice (
  kafka_partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  record jsonb NOT NULL,
  kind text GENERATED ALWAYS AS (record ->> 'kind') STORED,
  story_id text GENERATED ALWAYS AS (record ->> 'story_id') STORED,
  late boolean GENERATED ALWAYS AS ((record ->> 'late')::boolean) STORED,
  PRIMARY KEY (kafka_partition, kafka_offset)
);
CREATE INDEX IF NOT EXISTS notice_story ON notice (story_id);

CREATE OR REPLACE VIEW event AS
SELECT
  article_id, story_id, source,
  told ->> 'event_type' AS event_type,
  told ->> 'sub_event_type' AS sub_event_type,
  coalesce(told ->> 'certainty', 'reported') AS certainty,
  told ->> 'actor' AS actor,
  told ->> 'target' AS target,
  told ->> 'date' AS date,
  told -> 'place' ->> 'name' AS place,
  told -> 'place' ->> 'precision' AS place_precision,
  (told -> 'place' ->> 'latitude')::double precision AS latitude,
  (told -> 'place' ->> 'longitude')::double precision AS longitude
FROM article, jsonb_array_elements(record -> 'conflict' -> 'events') AS told;

CREATE OR REPLACE VIEW toll AS
SELECT
  article_id, story_id, source, verdict,
  (record ->> 'version_created')::timestamptz AS version_created,
  told ->> 'kind' AS kind,
  (told ->> 'minimum')::integer AS minimum,
  (told ->> 'maximum')::integer AS maximum,
  told ->> 'qualifier' AS qualifier
FROM article, jsonb_array_elements(record -> 'conflict' -> 'tolls') AS told;

-- Who is known to carry what a notice names.
CREATE OR REPLACE VIEW carrier AS
SELECT kafka_partition, kafka_offset, kind, story_id, known ->> 'source' AS outlet, known ->> 'url' AS url, known ->> 'version' AS version
FROM notice, jsonb_array_elements(record -> 'copies') AS known;

COMMIT;
