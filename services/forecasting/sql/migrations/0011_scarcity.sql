-- A price that somebody set stays until it is set to nothing; others are computed.
ALTER TABLE scarcity_price ADD COLUMN by_hand boolean NOT NULL DEFAULT true;
