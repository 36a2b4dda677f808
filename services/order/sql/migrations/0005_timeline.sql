-- What happened to the order, packed: see core/fact.h. Appended by the update that the event causes anyway;
-- of an order that was placed before there was a timeline it begins later.
ALTER TABLE orders ADD COLUMN facts bytea NOT NULL DEFAULT '';
