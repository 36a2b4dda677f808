SELECT location, day::int8, orders, units FROM capacity_use
WHERE day >= current_date - date '1970-01-01' - 3
ORDER BY location, day
