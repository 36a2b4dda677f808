SELECT location_id, code FROM location ORDER BY location_id
