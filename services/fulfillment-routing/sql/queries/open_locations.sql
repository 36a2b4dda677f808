SELECT code, name, latitude_deg, longitude_deg, closed, safety_stock, country, time_zone FROM location ORDER BY code
