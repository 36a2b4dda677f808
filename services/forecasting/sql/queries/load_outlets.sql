SELECT outlet_id, channel, region, currency FROM outlet ORDER BY outlet_id
