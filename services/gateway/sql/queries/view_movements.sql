-- MovementsPage of a SKU, the newest first; cursor: "position.place", movements before it. A SKU may move more than once
-- in one row.
WITH candidate AS (
    SELECT m.* FROM movement AS m
    WHERE m.skus @> ARRAY[$1::text] AND ($2::text = '' OR m.location = $2)
      AND ($3::text = '' OR m.position <= split_part($3, '.', 1)::int8)
    ORDER BY m.position DESC
    LIMIT least(greatest(coalesce(nullif($4::text, '')::int, 50), 1), 200) + 2
), moved AS (
    SELECT c.position, c.at, c.location, c.reason, c.cause_id, u.*
    FROM candidate AS c
    CROSS JOIN LATERAL unnest(c.skus, c.movement_ids, c.kinds, c.quantities, c.on_hand_after, c.states)
         WITH ORDINALITY AS u (sku, movement_id, kind, quantity, on_hand_after, state, place)
    WHERE u.sku = $1::text
      AND ($3::text = '' OR (c.position, u.place) < (split_part($3, '.', 1)::int8, split_part($3, '.', 2)::int8))
), page AS (
    SELECT *, row_number() OVER (ORDER BY position DESC, place DESC) AS turn FROM moved
), shown AS (
    SELECT * FROM page WHERE turn <= least(greatest(coalesce(nullif($4::text, '')::int, 50), 1), 200)
)
SELECT json_build_object(
    'movements', coalesce((SELECT json_agg(json_build_object(
        'movementId', movement_id::text, 'atUs', at::text,
        'kind', ('{RECEIVE,SHIP,ADJUST,COUNT,TRANSFER_OUT,TRANSFER_IN,RETURN_IN,STATE_CHANGE,WRITE_OFF}'::text[])[kind],
        'location', location, 'quantity', quantity, 'onHandAfter', on_hand_after,
        'state', ('{AVAILABLE,DAMAGED,QUALITY_HOLD,QUARANTINE,REFURBISH,RETURN_TO_VENDOR,EXPIRED}'::text[])[greatest(state, 1)],
        'reason', reason, 'causeId', cause_id, 'position', position::text) ORDER BY turn) FROM shown), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > (SELECT count(*) FROM shown)
                 THEN (SELECT position || '.' || place FROM shown ORDER BY turn DESC LIMIT 1) ELSE '' END)::text
