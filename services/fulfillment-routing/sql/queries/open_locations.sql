SELECT code, name, latitude_deg, longitude_deg, closed, safety_stock FROM location ORDER BY code
