-- So many movements after this one, by posting; of the first and the last posting only those.
SELECT greatest(p.first_movement_id, $1::int8 + 1) AS first_movement_id, p.location,
       p.skus[part.low:part.high] AS skus, p.quantities[part.low:part.high] AS quantities,
       p.on_hand_after[part.low:part.high] AS on_hand_after,
       p.previous[part.low:part.high] AS previous
FROM posting p
CROSS JOIN LATERAL (SELECT greatest($1::int8 + 2 - p.first_movement_id, 1)::int4 AS low,
                           ($1::int8 + $2::int8 - p.first_movement_id + 1)::int4 AS high) AS part
WHERE p.first_movement_id <= $1::int8 + $2::int8
  AND p.first_movement_id >= coalesce((SELECT max(first_movement_id) FROM posting
                                       WHERE first_movement_id <= $1::int8 + 1), 0)
ORDER BY 1
