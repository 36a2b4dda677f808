-- Tables of the runtime, the same in every service's schema.

-- The service's own feed: who may append (epoch) and where its end is (head).
CREATE TABLE feed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    log_id   text   NOT NULL DEFAULT gen_random_uuid()::text,
    epoch    int8   NOT NULL DEFAULT 0,
    head     int8   NOT NULL DEFAULT 0,
    low      int8   NOT NULL DEFAULT 1,
    turn     int8   NOT NULL DEFAULT 0      -- counts the turns that wrote: tells whether a commit that
                                            -- was cut off took place
) WITH (fillfactor = 10);
INSERT INTO feed DEFAULT VALUES;

-- Positions are gapless: head moves in the transaction that inserts them.
CREATE TABLE event (
    position int8 PRIMARY KEY,
    type     text  NOT NULL,
    key      text  NOT NULL,
    subject  text  NOT NULL,
    body     bytea NOT NULL          -- the packed crossdock.envelope.v1.Event, encoded once
);
ALTER TABLE event ALTER COLUMN body SET STORAGE EXTERNAL;

-- How far this service has consumed the feeds it follows.
CREATE TABLE cursor (
    source   text PRIMARY KEY,
    log_id   text NOT NULL DEFAULT '',
    position int8 NOT NULL DEFAULT 0,
    last_id  text NOT NULL DEFAULT ''
) WITH (fillfactor = 10);

-- How far outside consumers have acknowledged this service's feed.
CREATE TABLE reader (
    name     text PRIMARY KEY,
    position int8 NOT NULL,
    seen_at  timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- What was answered to a command; the same command again gets the same answer.
CREATE TABLE receipt (
    sender text NOT NULL,
    id     text NOT NULL,
    code   int4 NOT NULL,
    detail text NOT NULL,
    type   text NOT NULL,
    body   bytea NOT NULL,
    at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sender, id)
);

-- Inputs that could not be processed, and what waits behind them.
CREATE TABLE dead_letter (
    source    text NOT NULL,
    position  int8 NOT NULL,
    id        text NOT NULL,
    type      text NOT NULL,
    key       text NOT NULL,
    reason    text NOT NULL,
    body      bytea NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source, position)
);

-- Ends the transaction when a condition that must hold does not.
CREATE FUNCTION must(condition boolean, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF condition IS NOT TRUE THEN
        RAISE EXCEPTION '%', what USING ERRCODE = 'EF001';
    END IF;
END $$;
