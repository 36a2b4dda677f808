-- The read model: what the four feeds tell, shaped for reading. Nothing here is the truth about
-- anything: every table can be made again from the feeds. Feeds are not ordered against each other, so
-- each column is written from one feed only, or is a sum.

-- Where goods lie. Columns up to closed are inventory's, kind to time of waves are routing's.
CREATE TABLE location (
    code            text PRIMARY KEY,
    name            text,                          -- null: inventory has not told of it yet
    country         text,
    city            text,
    latitude_deg    float8,
    longitude_deg   float8,
    time_zone       text,
    closed          boolean,
    capacity_orders int8 NOT NULL DEFAULT 0,       -- a day; 0: no limit
    capacity_units  int8 NOT NULL DEFAULT 0,
    cut_off_minute  int4 NOT NULL DEFAULT 1440     -- 1440: none
) WITH (fillfactor = 70);

-- Levels of stock that forecasting set.
CREATE TABLE stock_level (
    sku           text NOT NULL,
    location      text NOT NULL,
    safety_stock  int8 NOT NULL,
    reorder_point int8 NOT NULL,
    order_up_to   int8 NOT NULL,
    PRIMARY KEY (sku, location)
) WITH (fillfactor = 80);

-- What happened in each minute, counted by the time at which it was said.
CREATE TABLE flow_minute (
    minute    int8 PRIMARY KEY,                    -- since 1970 UTC
    placed    int8 NOT NULL DEFAULT 0,
    planned   int8 NOT NULL DEFAULT 0,
    released  int8 NOT NULL DEFAULT 0,
    shipped   int8 NOT NULL DEFAULT 0,
    delivered int8 NOT NULL DEFAULT 0,
    cancelled int8 NOT NULL DEFAULT 0
) WITH (fillfactor = 20);
