SELECT t.fulfillment_order_id, t.line, t.sku, t.lot, t.quantity
FROM taken t JOIN fulfillment_order f USING (fulfillment_order_id)
WHERE t.quantity > 0 AND (f.status <= 5 OR f.status = 10 OR (f.status IN (6, 9) AND NOT f.stock_seen)
    OR (f.status = 6 AND EXISTS (SELECT 1 FROM pickup p WHERE p.fulfillment_order_id = f.fulfillment_order_id AND p.state = 1)))
ORDER BY t.fulfillment_order_id, t.line, t.sku, t.lot
