-- What this turn counted, added to the minutes.
INSERT INTO flow_minute (minute, placed, planned, released, shipped, delivered, cancelled)
SELECT * FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[], $7::int8[])
ON CONFLICT (minute) DO UPDATE SET
    placed = flow_minute.placed + excluded.placed, planned = flow_minute.planned + excluded.planned,
    released = flow_minute.released + excluded.released, shipped = flow_minute.shipped + excluded.shipped,
    delivered = flow_minute.delivered + excluded.delivered, cancelled = flow_minute.cancelled + excluded.cancelled
