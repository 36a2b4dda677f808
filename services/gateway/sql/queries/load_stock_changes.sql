SELECT u.balance_id, u.sum, sum(u.value)::int8
FROM stock_change AS c, unnest(c.balance_ids, c.sums, c.values) AS u (balance_id, sum, value)
GROUP BY u.balance_id, u.sum
