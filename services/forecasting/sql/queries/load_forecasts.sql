SELECT item_id, location_id, planning_day, day, history_days, horizon_days, mean_per_day,
       variance_per_day, mean, lower, upper, wape, mase, bias, tracking_signal, class
FROM forecast
