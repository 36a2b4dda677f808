-- The last of several of one id in a turn counts; gone: cancelled.
WITH told AS (
    SELECT DISTINCT ON (promotion_id) *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int4[], $6::int4[], $7::float8[], $8::float8[],
                $9::text[], $10::bool[]) WITH ORDINALITY
        AS u (promotion_id, item_ids, category, channel, from_day, to_day, lift, price_change, note, gone, n)
    ORDER BY promotion_id, n DESC),
forgotten AS (
    DELETE FROM learnt_lift l USING told WHERE l.promotion_id = told.promotion_id),
cancelled AS (
    DELETE FROM promotion p USING told WHERE p.promotion_id = told.promotion_id AND told.gone)
INSERT INTO promotion (promotion_id, item_ids, category, channel, from_day, to_day, lift, price_change, note)
SELECT promotion_id, item_ids::int4[], category, channel, from_day, to_day, lift, price_change, note
FROM told WHERE NOT gone
ON CONFLICT (promotion_id) DO UPDATE
SET item_ids = excluded.item_ids, category = excluded.category, channel = excluded.channel,
    from_day = excluded.from_day, to_day = excluded.to_day, lift = excluded.lift,
    price_change = excluded.price_change, note = excluded.note, measured = false
