SELECT sku, code, expires_on FROM lot
