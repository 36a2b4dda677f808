SELECT location, number FROM location_number
