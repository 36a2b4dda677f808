SELECT t.item_id, l.code, t.safety_stock, t.reorder_point, t.order_up_to, t.held_back
FROM told_levels t JOIN location l USING (location_id)
