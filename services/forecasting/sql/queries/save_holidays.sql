-- The last of several of one day and country in a turn counts; no name: removed.
WITH told AS (
    SELECT DISTINCT ON (day, country) day, country, name
    FROM unnest($1::int4[], $2::text[], $3::text[]) WITH ORDINALITY AS u (day, country, name, n)
    ORDER BY day, country, n DESC),
removed AS (
    DELETE FROM holiday h USING told WHERE h.day = told.day AND h.country = told.country AND told.name = '')
INSERT INTO holiday (day, country, name)
SELECT day, country, name FROM told WHERE name <> ''
ON CONFLICT (day, country) DO UPDATE SET name = excluded.name
