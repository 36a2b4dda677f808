SELECT location, units FROM location_capacity
