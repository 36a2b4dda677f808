-- What inventory owns: items, locations, the stock ledger, reservations.

CREATE TABLE item (
    sku             text PRIMARY KEY,
    name            text NOT NULL,
    gtin            text NOT NULL CHECK (gtin = '' OR gtin ~ '^[0-9]{14}$'),
    weight_g        int8 NOT NULL CHECK (weight_g >= 0),
    unit_cost_minor int8 NOT NULL CHECK (unit_cost_minor >= 0),
    currency        text NOT NULL,
    lead_time_days  int4 NOT NULL CHECK (lead_time_days > 0),
    supplier        text NOT NULL
);

CREATE TABLE location (
    code          text PRIMARY KEY,
    name          text NOT NULL,
    country       text NOT NULL,
    region        text NOT NULL,
    city          text NOT NULL,
    postal_code   text NOT NULL,
    latitude_deg  float8 NOT NULL CHECK (latitude_deg BETWEEN -90 AND 90),
    longitude_deg float8 NOT NULL CHECK (longitude_deg BETWEEN -180 AND 180),
    time_zone     text NOT NULL,
    closed        boolean NOT NULL,
    safety_stock  int8 NOT NULL CHECK (safety_stock >= 0),
    gln           text NOT NULL
);

-- Balances, written some time after they changed: each has the movements through its movement_id.
-- The service adds those after it when it starts, and so does the view stock_now. (location, sku)
-- is unique by its one writer.
CREATE TABLE stock (
    stock_id    int8 PRIMARY KEY,
    location    text NOT NULL,
    sku         text NOT NULL,
    on_hand     int8 NOT NULL,
    unavailable int8 NOT NULL DEFAULT 0,
    bin         text NOT NULL,
    movement_id int8 NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE fold (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    movement_id int8 NOT NULL DEFAULT 0     -- movements through this one are in all of stock
) WITH (fillfactor = 10);
INSERT INTO fold DEFAULT VALUES;

-- The ledger: rows are added, never changed. One posting is what one cause (a command or an event)
-- moved at one location; its movements are packed and have the ids first_movement_id, + 1, ...
-- The view movement unfolds them.
CREATE TABLE posting (
    first_movement_id int8 PRIMARY KEY,
    kind              int2 NOT NULL CHECK (kind IN (1, 2, 3)),  -- RECEIVE, SHIP, ADJUST
    location          text NOT NULL,
    reason            text NOT NULL,        -- delivery note, adjustment, fulfillment order
    actor             text NOT NULL,        -- name of the key or of the service
    cause             text NOT NULL,        -- id of the command or event
    at                timestamptz NOT NULL,
    skus              text[] NOT NULL,
    quantities        int8[] NOT NULL CHECK (0 <> ALL (quantities)),
    on_hand_after     int8[] NOT NULL,
    bins              text[] NOT NULL,      -- where it is new; '' or missing: where it was before
    CHECK (cardinality(skus) = cardinality(quantities)),
    CHECK (cardinality(skus) = cardinality(on_hand_after))
);

-- One row an order; its lines are packed, the view reservation_line unfolds them. An empty array of
-- a counter means that it is 0 for all lines; empty lines are numbered 1, 2, 3 ...
CREATE TABLE reservation (
    order_id      int8 PRIMARY KEY,
    state         int2 NOT NULL CHECK (state IN (1, 2, 3, 4, 5)),
    priority      int2 NOT NULL,
    ship_complete boolean NOT NULL,
    round         int4 NOT NULL,
    placed_at     timestamptz NOT NULL,
    channel       text NOT NULL,
    country       text NOT NULL,
    region        text NOT NULL,
    city          text NOT NULL,
    postal_code   text NOT NULL,
    lines         int4[] NOT NULL,
    skus          text[] NOT NULL,
    ordered       int8[] NOT NULL,
    promised      int8[] NOT NULL,          -- and not shipped
    backordered   int8[] NOT NULL,
    shipped       int8[] NOT NULL,
    cancelled     int8[] NOT NULL
) WITH (fillfactor = 50);
