SELECT item_id, planning_day, day, history_days, horizon_days, mean_per_day, variance_per_day,
       mean, lower, upper, method
FROM forecast
