-- As far back as a report may look.
SELECT sku, day, shipped, moved, movement_id
FROM item_day
WHERE day >= (SELECT max(day) - 731 FROM item_day)
ORDER BY day
