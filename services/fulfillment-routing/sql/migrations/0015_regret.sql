-- How far a day was from the best that was possible, and what is needed to measure it.

-- The first fulfillment order of each day (UTC) on which any was planned.
CREATE TABLE day_start (
    day      int4 PRIMARY KEY,       -- since 1970-01-01
    first_id int8 NOT NULL
);

-- Units that were free and went for another reason than a shipment: they were there on that day.
CREATE TABLE stock_loss (
    day      int4 NOT NULL,
    location text COLLATE "C" NOT NULL,
    sku      text COLLATE "C" NOT NULL,
    units    int8 NOT NULL CHECK (units > 0),
    PRIMARY KEY (day, location, sku)
);

-- How far a day was from the best that was possible: RegretMeasured.
CREATE TABLE regret (
    day         int4 PRIMARY KEY,
    orders      int8 NOT NULL,
    cost_nano   int8 NOT NULL,
    bound_nano  int8 NOT NULL,
    currency    text NOT NULL,
    parcels     int8 NOT NULL,
    distance_m  int8 NOT NULL,
    policy      int4 NOT NULL,
    by_distance boolean NOT NULL,
    loose       int8 NOT NULL,
    left_out    int8 NOT NULL,
    measured_at timestamptz NOT NULL
);
