SELECT DISTINCT time_zone FROM location WHERE time_zone <> ''
