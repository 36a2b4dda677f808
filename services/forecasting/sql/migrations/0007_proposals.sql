-- Proposals are of a location, to buy or to move, and live until the goods are there.

DROP INDEX proposal_open;
ALTER TABLE proposal DROP CONSTRAINT proposal_status_check;
-- What was proposed before was of no location: it is proposed again.
ALTER TABLE proposal ALTER COLUMN status DROP DEFAULT, ALTER COLUMN status TYPE int4 USING 4;
ALTER TABLE proposal RENAME COLUMN status TO state;
ALTER TABLE proposal
    ADD CHECK (state IN (1, 2, 3, 4, 5, 6, 7, 8)),
    ADD COLUMN location_id     int4 NOT NULL DEFAULT 0,      -- where it is needed
    ADD COLUMN from_id         int4 NOT NULL DEFAULT 0,      -- of a transfer, 0: none
    ADD COLUMN kind            int4 NOT NULL DEFAULT 1 CHECK (kind IN (1, 2)),
    ADD COLUMN approved        int8 NOT NULL DEFAULT 0 CHECK (approved >= 0),
    ADD COLUMN received        int8 NOT NULL DEFAULT 0 CHECK (received >= 0),
    ADD COLUMN safety_stock    int8 NOT NULL DEFAULT 0,
    ADD COLUMN wanted          int8 NOT NULL DEFAULT 0,      -- missing to order-up-to
    ADD COLUMN unit_cost_minor int8 NOT NULL DEFAULT 0,
    ADD COLUMN stock_out_day   int4 NOT NULL DEFAULT 0,      -- 0: beyond a year
    ADD COLUMN due_day         int4 NOT NULL DEFAULT 0,
    ADD COLUMN snoozed_until   int4 NOT NULL DEFAULT 0,
    ADD COLUMN supplier        text NOT NULL DEFAULT '',
    ADD COLUMN currency        text NOT NULL DEFAULT '',
    ADD COLUMN decided_by      text NOT NULL DEFAULT '',
    ADD COLUMN class           text NOT NULL DEFAULT '',
    ADD COLUMN decision_reason text NOT NULL DEFAULT '',
    ADD CHECK ((kind = 2) = (from_id <> 0)),
    ADD CHECK ((state = ANY ('{2,5,6,7}')) <= (approved > 0)),
    ADD CHECK (received = 0 OR state = ANY ('{6,7}'));
-- What is proposed or waits for goods is read at start, whatever its age.
CREATE INDEX proposal_open ON proposal (proposal_id) WHERE state IN (1, 2, 5, 6);
CREATE UNIQUE INDEX proposal_once ON proposal (item_id, location_id, from_id) WHERE state = 1;

-- What inventory was told last of the stock that a location needs.
CREATE TABLE told_levels (
    item_id       int4 NOT NULL,
    location_id   int4 NOT NULL,
    safety_stock  int8 NOT NULL,
    reorder_point int8 NOT NULL,
    order_up_to   int8 NOT NULL,
    held_back     int8 NOT NULL CHECK (held_back >= 0),
    PRIMARY KEY (item_id, location_id)
);
