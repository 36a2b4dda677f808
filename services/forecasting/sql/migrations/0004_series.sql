-- What is on hand is kept by location, and days on which a place had nothing to sell are known:
-- what was sold on them is less than what was wanted.

-- One row for each item and location that ever had stock. location_id 0: from before stock was
-- kept by location.
CREATE TABLE item_stock (
    item_id     int4 NOT NULL,
    location_id int4 NOT NULL,
    on_hand     int8 NOT NULL,                      -- folded, fit for sale
    through     int8 NOT NULL,                      -- last journal entry in on_hand
    PRIMARY KEY (item_id, location_id)
) WITH (fillfactor = 80);
INSERT INTO item_stock SELECT item_id, 0, on_hand, through FROM item WHERE on_hand <> 0 OR through > 0;

ALTER TABLE journal ADD COLUMN moved_location_ids int4[] NOT NULL DEFAULT '{}';
ALTER TABLE journal ALTER COLUMN moved_location_ids SET STORAGE EXTERNAL;

DROP VIEW stock;
CREATE VIEW stock AS
SELECT i.sku, i.lead_time_days, coalesce(l.code, '') AS location, sum(u.units)::int8 AS on_hand
FROM (
    SELECT item_id, location_id, on_hand AS units FROM item_stock
    UNION ALL
    SELECT u.item_id, coalesce(u.location_id, 0), u.units
    FROM journal j
    CROSS JOIN unnest(j.moved_item_ids, j.moved_location_ids, j.moved_units)
        AS u (item_id, location_id, units)
    LEFT JOIN item_stock p ON p.item_id = u.item_id AND p.location_id = coalesce(u.location_id, 0)
    WHERE j.entry_id > coalesce(p.through, 0)
) AS u
JOIN item i USING (item_id)
LEFT JOIN location l USING (location_id)
GROUP BY i.item_id, l.code;

-- Days with nothing on hand at some time, at a location, or in all (0). An open end: it lasts.
CREATE TABLE sold_out (
    item_id     int4 NOT NULL,
    location_id int4 NOT NULL,
    from_day    int4 NOT NULL,                      -- since 1970-01-01 UTC
    to_day      int4 CHECK (to_day >= from_day),
    PRIMARY KEY (item_id, location_id, from_day)
) WITH (fillfactor = 80);

-- The newest day of the order feed, so that start need not look for it.
CREATE TABLE planning_clock (
    id           int4 PRIMARY KEY CHECK (id = 1),
    planning_day int4 NOT NULL
);
INSERT INTO planning_clock
SELECT 1, newest.day
FROM (SELECT greatest(
          (SELECT max(day) FROM demand_day WHERE units > 0),
          (SELECT max(u.day) FROM journal j, unnest(j.location_ids, j.days) AS u (location_id, day)
           WHERE u.location_id = 0)) AS day) AS newest
WHERE newest.day IS NOT NULL;

-- The newest entry stays in the journal from now on: its number tells which comes next.
INSERT INTO journal (entry_id, item_ids, location_ids, days, units, moved_item_ids, moved_units)
SELECT newest.id, '{}', '{}', '{}', '{}', '{}', '{}'
FROM (SELECT greatest((SELECT max(through) FROM demand_day), (SELECT max(through) FROM item)) AS id) AS newest
WHERE newest.id > coalesce((SELECT max(entry_id) FROM journal), 0);

ALTER TABLE item DROP COLUMN on_hand, DROP COLUMN through;
