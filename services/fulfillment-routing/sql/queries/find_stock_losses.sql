SELECT location, sku, sum(units)::int8 FROM stock_loss WHERE day >= $1::int8 GROUP BY location, sku
