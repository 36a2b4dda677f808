SELECT code, closed, safety_stock FROM location
