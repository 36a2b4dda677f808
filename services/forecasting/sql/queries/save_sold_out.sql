-- Of several changes of one span in a turn the last counts.
INSERT INTO sold_out (item_id, location_id, from_day, to_day)
SELECT DISTINCT ON (item_id, location_id, from_day)
       item_id, location_id, from_day, nullif(to_day, 2147483647)
FROM unnest($1::int4[], $2::int4[], $3::int4[], $4::int4[])
     WITH ORDINALITY AS u (item_id, location_id, from_day, to_day, nth)
ORDER BY item_id, location_id, from_day, nth DESC
ON CONFLICT (item_id, location_id, from_day) DO UPDATE SET to_day = excluded.to_day
