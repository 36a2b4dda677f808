SELECT t.fulfillment_order_id, t.line, t.sku, t.lot, t.quantity
FROM taken t JOIN fulfillment_order f USING (fulfillment_order_id)
WHERE t.quantity > 0 AND (f.status <= 5 OR f.status = 10 OR (f.status IN (6, 9) AND NOT f.stock_seen))
ORDER BY t.fulfillment_order_id, t.line, t.sku, t.lot
