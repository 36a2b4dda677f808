SELECT channel, region, from_day, to_day, units, revenue_minor, currency, note FROM goal
