SELECT u.item_id, sum(u.units)::int8
FROM stock_journal j, unnest(j.item_ids, j.units) AS u (item_id, units) GROUP BY u.item_id
