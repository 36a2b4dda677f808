-- What locations can do, what items are, and the days that fulfillment orders take of a location's capacity.

ALTER TABLE location
    ADD COLUMN country   text NOT NULL DEFAULT '',
    ADD COLUMN time_zone text NOT NULL DEFAULT '';

CREATE TABLE profile (
    location   text COLLATE "C" PRIMARY KEY,
    body       bytea NOT NULL,       -- crossdock.routing.v1.Profile
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL         -- name of the key
);

-- Items of which more is known than a name.
CREATE TABLE item_view (
    sku             text COLLATE "C" PRIMARY KEY,
    weight_g        int8 NOT NULL,
    unit_cost_minor int8 NOT NULL,
    currency        text NOT NULL,
    gtin            text NOT NULL,
    hazmat          boolean NOT NULL,
    oversize        boolean NOT NULL,
    no_export       boolean NOT NULL,
    substitutes     text[] NOT NULL
);

-- Null where days are not counted and nothing has a price, as under the default policy without profiles.
ALTER TABLE fulfillment_order
    ADD COLUMN dispatch_day    int4,         -- the day of its location whose capacity it takes, since 1970-01-01 there
    ADD COLUMN deliver_on_day  int4,         -- promised
    ADD COLUMN dispatch_by     timestamptz,  -- the cut-off of dispatch_day
    ADD COLUMN cost_nano       int8,         -- of its parcel, as the policy counts
    ADD COLUMN policy          int4,         -- version that decided
    ADD COLUMN planned_carrier text,         -- that the policy chose
    ADD COLUMN planned_service text;
CREATE INDEX fulfillment_order_dispatch ON fulfillment_order (dispatch_day) WHERE dispatch_day IS NOT NULL;

-- What is taken of each day's capacity: all but what was rejected or cancelled.
CREATE VIEW capacity_use AS
SELECT location, dispatch_day AS day, count(*) AS orders,
       sum((SELECT sum(q) FROM unnest(quantities) AS q))::int8 AS units
FROM fulfillment_order WHERE dispatch_day IS NOT NULL AND status NOT IN (7, 8)
GROUP BY location, dispatch_day;
