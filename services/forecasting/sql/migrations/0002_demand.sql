-- Demand, stock and what follows from them.
--
-- Units are kept twice: every turn writes what it counted to the journal, and some seconds later the
-- rows that changed are folded into demand_day and item, the oldest change first. A row tells through
-- which journal entry it is complete, so what is read is row + later entries: that is what the views
-- demand and stock show, exact at any time. Entries that every row has taken in are deleted.

CREATE TABLE item (
    item_id        int4 PRIMARY KEY,
    sku            text NOT NULL UNIQUE,
    lead_time_days int4 NOT NULL CHECK (lead_time_days > 0),
    on_hand        int8 NOT NULL DEFAULT 0,         -- folded, over all locations
    through        int8 NOT NULL DEFAULT 0          -- last journal entry in on_hand
) WITH (fillfactor = 80);

CREATE TABLE location (
    location_id int4 PRIMARY KEY CHECK (location_id > 0),
    code        text NOT NULL UNIQUE
);

-- One row for each SKU and day with demand: units that the network was asked for, and the units
-- that arose near each location. A location may occur more than once; its units add up.
CREATE TABLE demand_day (
    item_id        int4   NOT NULL,
    day            int4   NOT NULL,                 -- since 1970-01-01 UTC
    units          int8   NOT NULL,
    location_ids   int4[] NOT NULL,
    location_units int8[] NOT NULL,
    through        int8   NOT NULL,                 -- last journal entry in these units
    PRIMARY KEY (item_id, day)
) WITH (fillfactor = 70);

-- What one turn counted: demand (location_id 0 is the network), and stock that moved.
CREATE TABLE journal (
    entry_id       int8 PRIMARY KEY,
    item_ids       int4[] NOT NULL,
    location_ids   int4[] NOT NULL,
    days           int4[] NOT NULL,
    units          int4[] NOT NULL,
    moved_item_ids int4[] NOT NULL,
    moved_units    int4[] NOT NULL
);
ALTER TABLE journal ALTER COLUMN item_ids SET STORAGE EXTERNAL,
    ALTER COLUMN location_ids SET STORAGE EXTERNAL, ALTER COLUMN days SET STORAGE EXTERNAL,
    ALTER COLUMN units SET STORAGE EXTERNAL, ALTER COLUMN moved_item_ids SET STORAGE EXTERNAL,
    ALTER COLUMN moved_units SET STORAGE EXTERNAL;

-- The newest forecast of each SKU, over the network.
CREATE TABLE forecast (
    item_id          int4   PRIMARY KEY,
    planning_day     int4   NOT NULL,               -- newest day of the order feed when it was made
    day              int4   NOT NULL,               -- last day of history used
    history_days     int4   NOT NULL,
    horizon_days     int4   NOT NULL,
    mean_per_day     float8 NOT NULL,
    variance_per_day float8 NOT NULL,
    mean             float8 NOT NULL,
    lower            int8   NOT NULL,
    upper            int8   NOT NULL,
    method           text   NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE proposal (
    proposal_id    int8 PRIMARY KEY,
    item_id        int4 NOT NULL,
    quantity       int8 NOT NULL CHECK (quantity > 0),
    day            int4 NOT NULL,
    lead_time_days int4 NOT NULL,
    position       int8 NOT NULL,
    reorder_point  int8 NOT NULL,
    order_up_to    int8 NOT NULL,
    reason         text NOT NULL,
    status         text NOT NULL DEFAULT 'PROPOSED' CHECK (status IN ('PROPOSED', 'EXPIRED'))
);
CREATE UNIQUE INDEX proposal_open ON proposal (item_id) WHERE status = 'PROPOSED';

CREATE VIEW demand AS
SELECT i.sku, coalesce(l.code, '') AS location, counted.day, sum(counted.units)::int8 AS units
FROM (
    SELECT item_id, 0 AS location_id, day, units FROM demand_day
    UNION ALL
    SELECT d.item_id, u.location_id, d.day, u.units
    FROM demand_day d, unnest(d.location_ids, d.location_units) AS u (location_id, units)
    UNION ALL
    SELECT u.item_id, u.location_id, u.day, u.units
    FROM journal j
    CROSS JOIN unnest(j.item_ids, j.location_ids, j.days, j.units)
        AS u (item_id, location_id, day, units)
    LEFT JOIN demand_day d ON d.item_id = u.item_id AND d.day = u.day
    WHERE j.entry_id > coalesce(d.through, 0)
) AS counted
JOIN item i USING (item_id)
LEFT JOIN location l USING (location_id)
GROUP BY i.sku, l.code, counted.day
HAVING sum(counted.units) <> 0;

CREATE VIEW stock AS
SELECT i.sku, i.lead_time_days, (i.on_hand + coalesce(sum(u.units), 0))::int8 AS on_hand
FROM item i
LEFT JOIN (SELECT j.entry_id, u.item_id, u.units
           FROM journal j
           CROSS JOIN unnest(j.moved_item_ids, j.moved_units) AS u (item_id, units)) AS u
    ON u.item_id = i.item_id AND u.entry_id > i.through
GROUP BY i.item_id;
