-- Who is told of which events, and what became of it. Roles as in 0003; the secret is needed to sign.
CREATE TABLE webhook (
    webhook_id     int8 PRIMARY KEY,
    url            text NOT NULL,
    types          text[] NOT NULL CHECK (cardinality(types) BETWEEN 1 AND 32),
    subject        text NOT NULL,
    note           text NOT NULL,
    secret         text NOT NULL,
    owner          text NOT NULL,
    owner_role     int4 NOT NULL CHECK (owner_role IN (1, 2, 3, 4)),
    owner_subject  text NOT NULL,
    created_at     timestamptz NOT NULL,
    command_id     text NOT NULL,            -- that made it
    rotated_by     text NOT NULL,            -- command that changed the secret last
    is_paused      boolean NOT NULL,
    is_deleted     boolean NOT NULL,         -- its deliveries go first, in small steps
    delivered_at   timestamptz,              -- when one arrived last
    last_error     text NOT NULL,
    replay_at      timestamptz,              -- asked for then, and under way
    replayed       int8[] NOT NULL           -- how far, by feed: order, inventory, fulfillment-routing, forecasting
);

CREATE TABLE delivery (
    delivery_id int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id  int8 NOT NULL,
    source      text NOT NULL,
    position    int8 NOT NULL,
    event_id    text NOT NULL,
    type        text NOT NULL,
    body        bytea NOT NULL,              -- the packed event
    state       int4 NOT NULL CHECK (state IN (1, 2, 3)),      -- WAITING, DELIVERED, DEAD
    attempts    int4 NOT NULL,
    next_at     timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,        -- of the last attempt; before one: when it was put here
    last_status int4 NOT NULL,               -- of HTTP; 0: no answer
    last_error  text NOT NULL,
    UNIQUE (webhook_id, source, position)
);
CREATE INDEX delivery_due ON delivery (webhook_id, next_at, delivery_id) WHERE state = 1;
CREATE INDEX delivery_of_webhook ON delivery (webhook_id, delivery_id);
CREATE INDEX delivery_dead ON delivery (webhook_id, delivery_id) WHERE state = 3;
CREATE INDEX delivery_settled ON delivery (state, last_at) WHERE state <> 1;
