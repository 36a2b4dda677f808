SELECT series, next_serial FROM sscc_series
