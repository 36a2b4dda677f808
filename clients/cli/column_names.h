/*
 * What the columns of files may be called, for everyone who reads such files (sheet.h finds them; the
 * first name is the one that messages use).
 */
#ifndef CROSSDOCK_CLI_COLUMN_NAMES_H
#define CROSSDOCK_CLI_COLUMN_NAMES_H

/* Locations. */
#define WAREHOUSE_NAMES \
    "code|id|warehouse|warehouse_id|warehouse_code|location|location_code|node|" \
    "node_id|site|site_id"
#define COUNTRY_NAMES "country|country_code|cc"
#define POSTAL_CODE_NAMES "postal_code|postcode|zip|zip_code"
#define LATITUDE_NAMES "lat|latitude|latitude_deg"
#define LONGITUDE_NAMES "lon|lng|long|longitude|longitude_deg"
#define TIME_ZONE_NAMES "timezone|time_zone|tz"
#define CLOSED_NAMES "closed"
#define CAPACITY_NAMES \
    "capacity|capacity_orders|daily_capacity|capacity_per_day|orders_per_day|" \
    "capacity_orders_per_day|max_orders_per_day|parcels_per_day"
#define CUTOFF_NAMES "cutoff|cutoff_local|cut_off|cut_off_local|cutoff_time|order_cutoff"
#define PROCESSING_DAYS_NAMES "processing_days|handling_days|processing|lead_days"

/* Stock. */
#define STOCK_LOCATION_NAMES \
    "location|warehouse|location_code|warehouse_code|warehouse_id|site|node|node_id"
#define SKU_NAMES \
    "sku|stock_code|product_id|item|item_id|item_code|product_code|article|item_sku|" \
    "sku_id|product_sku"
#define STOCK_QUANTITY_NAMES \
    "quantity|on_hand|qty|units|stock|count|onhand|available|on_hand_units"

/* Items. */
#define WEIGHT_G_NAMES "weight_g|weight|weight_grams|product_weight_g|unit_weight_g"
#define WEIGHT_KG_NAMES "weight_kg|unit_weight_kg"
#define SUPPLIER_NAMES "supplier|vendor|supplier_id"
#define COST_NAMES "cost|unit_cost|purchase_price"

/* Orders and their lines. */
#define ORDER_ID_NAMES \
    "order_id|order|invoice|invoice_no|external_id|order_no|order_number|" \
    "invoice_number|order_ref|order_reference|external_order_id"
#define QUANTITY_NAMES "quantity|qty|units|ordered|quantity_ordered"
#define PLACED_AT_NAMES \
    "date|placed_at|invoice_date|order_date|timestamp|created_at|ordered_at|" \
    "order_purchase_timestamp|placed_at_us|placed_at_utc|placed|datetime|date_time|" \
    "time|ts|day"
#define SHIP_COUNTRY_NAMES \
    "country|country_code|ship_country|ship_to_country|dest_country|" \
    "destination_country|delivery_country|to_country|customer_country"
#define SHIP_CITY_NAMES \
    "city|town|customer_city|ship_city|dest_city|destination_city|delivery_city|" \
    "to_city"
#define SHIP_POSTAL_CODE_NAMES \
    "postal_code|postcode|zip|zip_code|postal|ship_postal_code|ship_to_postal_code|" \
    "dest_postal_code|dest_postcode|destination_postal_code|delivery_postal_code|" \
    "delivery_postcode|to_postal_code|dest_zip|customer_zip_code_prefix"
#define PRICE_NAMES "price|unit_price|unitprice|item_price"
#define SHIP_LATITUDE_NAMES \
    "lat|latitude|latitude_deg|ship_lat|ship_latitude|dest_lat|customer_lat"
#define SHIP_LONGITUDE_NAMES \
    "lon|lng|long|longitude|longitude_deg|ship_lon|ship_lng|ship_longitude|dest_lon|" \
    "dest_lng|customer_lon|customer_lng"

/* Series of numbers to be forecast. */
#define SERIES_ID_NAMES "series_id|series|unique_id|id|key|sku|item_id"
#define SERIES_TIME_NAMES "t|time|ds|date|day|week|month|period|datetime|timestamp"
#define SERIES_VALUE_NAMES "value|y|units|quantity|qty|demand|sales"

#endif
