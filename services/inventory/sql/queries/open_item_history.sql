SELECT sku, min(day) AS first_on, coalesce(max(day) FILTER (WHERE shipped > 0), 0) AS shipped_last_on
FROM item_day
GROUP BY sku
