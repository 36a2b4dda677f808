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

-- Balances as of the last fold; the service adds the movements after it when it starts, and so
-- does the view stock_now.
CREATE TABLE stock (
    location    text NOT NULL,
    sku         text NOT NULL,
    on_hand     int8 NOT NULL,
    unavailable int8 NOT NULL DEFAULT 0,
    bin         text NOT NULL,
    PRIMARY KEY (location, sku)
) WITH (fillfactor = 70);

CREATE TABLE fold (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    movement_id int8 NOT NULL DEFAULT 0     -- movements through this one are in stock
) WITH (fillfactor = 10);
INSERT INTO fold DEFAULT VALUES;

-- The ledger: rows are added, never changed. (cause, line) says which command or event moved it.
CREATE TABLE movement (
    movement_id   int8 PRIMARY KEY,
    kind          int2 NOT NULL CHECK (kind IN (1, 2, 3)),  -- RECEIVE, SHIP, ADJUST
    location      text NOT NULL,
    sku           text NOT NULL,
    quantity      int8 NOT NULL CHECK (quantity <> 0),
    on_hand_after int8 NOT NULL,
    bin           text,                     -- null: where it was before
    reason        text NOT NULL,            -- delivery note, adjustment, fulfillment order
    actor         text NOT NULL,            -- name of the key or of the service
    cause         text NOT NULL,            -- id of the command or event
    line          int4 NOT NULL,            -- in the cause, 1 ..
    at            timestamptz NOT NULL
);

-- One row an order; its lines are packed, the view reservation_line unfolds them.
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
) WITH (fillfactor = 75);
