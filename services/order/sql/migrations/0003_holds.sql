-- Rarely set, so null where they are not: a plain order's row holds no byte of them.
ALTER TABLE orders
    ADD COLUMN cancel_unfilled_at     timestamptz,   -- what still waits for stock then is cancelled
    ADD COLUMN exchange_for_return_id int8,
    ADD COLUMN together               int8[] CHECK (cardinality(together) = cardinality(line_numbers)),
    ADD COLUMN expected_at            int8[] CHECK (cardinality(expected_at) = cardinality(line_numbers));
                                                     -- by line: when stock is due, in microseconds; 0: unknown

-- Why orders wait, and waited. One row a hold, numbered per order.
CREATE TABLE order_hold (
    order_id     int8 NOT NULL,
    number       int4 NOT NULL,
    reason       int2 NOT NULL CHECK (reason IN (1, 2, 3, 4, 5, 6, 7)), -- AWAITING_PAYMENT, FRAUD_REVIEW, BAD_ADDRESS,
                                                                        -- CREDIT, EXPORT, OPS, OTHER
    note         text NOT NULL,
    placed_by    text NOT NULL,
    at           timestamptz NOT NULL,
    expires_at   timestamptz,
    released_at  timestamptz,
    released_by  text,             -- '' when the order ended
    release_note text,
    PRIMARY KEY (order_id, number)
);

-- What was asked to be changed of orders, and what came of it. One row a request, numbered per order.
CREATE TABLE order_request (
    order_id     int8 NOT NULL,
    request      int4 NOT NULL,
    kind         int2 NOT NULL CHECK (kind IN (1, 2, 3, 4, 5, 6)),  -- CANCEL_ALL, CANCEL_LINES, CANCEL_UNFILLED,
                                                                    -- INCREASE, DECREASE, REDIRECT
    reason       text NOT NULL,
    asked_at     timestamptz NOT NULL,
    line_numbers int8[] NOT NULL,  -- units asked for; none: all
    quantities   int8[] NOT NULL,
    country      text NOT NULL,
    region       text NOT NULL,
    city         text NOT NULL,
    postal_code  text NOT NULL,
    name         text,             -- who gets the goods from now on; null: as before. Only until it is answered
    street       text,
    phone        text,
    email        text,
    outcome      int2 NOT NULL CHECK (outcome IN (0, 1, 2)),        -- open, done, refused
    answered_at  timestamptz,
    PRIMARY KEY (order_id, request),
    CHECK (cardinality(line_numbers) = cardinality(quantities))
);

-- What this service needs to know of channels.
CREATE TABLE known_channel (
    code                 text COLLATE "C" PRIMARY KEY,
    cancel_unfilled_days int4 NOT NULL
);
