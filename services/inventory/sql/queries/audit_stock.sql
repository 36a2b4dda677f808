SELECT stock_id, location, sku, on_hand, movement_id
FROM stock
WHERE stock_id > $1::int8
ORDER BY stock_id
LIMIT $2::int8
