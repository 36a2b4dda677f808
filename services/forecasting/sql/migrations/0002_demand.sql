-- Demand, stock and what follows from them.
--
-- Units are kept twice: every turn writes what it counted to the journals, and now and then the
-- rows that changed are folded into demand_day and item and the journals are emptied. The views
-- demand and stock add both, so they are exact at any time.

CREATE TABLE item (
    item_id        int4 PRIMARY KEY,
    sku            text NOT NULL UNIQUE,
    lead_time_days int4 NOT NULL CHECK (lead_time_days > 0),
    on_hand        int8 NOT NULL DEFAULT 0          -- folded, over all locations
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
    PRIMARY KEY (item_id, day)
) WITH (fillfactor = 70);

-- What one turn counted; location_id 0 is the network.
CREATE TABLE demand_journal (
    entry_id     int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_ids     int4[] NOT NULL,
    location_ids int4[] NOT NULL,
    days         int4[] NOT NULL,
    units        int8[] NOT NULL
);
ALTER TABLE demand_journal ALTER COLUMN item_ids SET STORAGE EXTERNAL,
    ALTER COLUMN location_ids SET STORAGE EXTERNAL, ALTER COLUMN days SET STORAGE EXTERNAL,
    ALTER COLUMN units SET STORAGE EXTERNAL;

CREATE TABLE stock_journal (
    entry_id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_ids int4[] NOT NULL,
    units    int8[] NOT NULL
);
ALTER TABLE stock_journal ALTER COLUMN item_ids SET STORAGE EXTERNAL,
    ALTER COLUMN units SET STORAGE EXTERNAL;

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
    SELECT u.*
    FROM demand_journal j, unnest(j.item_ids, j.location_ids, j.days, j.units) AS u
) AS counted
JOIN item i USING (item_id)
LEFT JOIN location l USING (location_id)
GROUP BY i.sku, l.code, counted.day
HAVING sum(counted.units) <> 0;

CREATE VIEW stock AS
SELECT i.sku, i.lead_time_days, (i.on_hand + coalesce(sum(u.units), 0))::int8 AS on_hand
FROM item i
LEFT JOIN (SELECT u.* FROM stock_journal j, unnest(j.item_ids, j.units) AS u (item_id, units)) AS u
    USING (item_id)
GROUP BY i.item_id;
