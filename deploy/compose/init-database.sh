#!/bin/bash
# In PostgreSQL's container, once, when the volume is new: roles and schemas.
set -euo pipefail
psql -Xq -U "$POSTGRES_USER" -d crossdock \
    -v order_password="$CROSSDOCK_DB_PASSWORD_ORDER" \
    -v inventory_password="$CROSSDOCK_DB_PASSWORD_INVENTORY" \
    -v routing_password="$CROSSDOCK_DB_PASSWORD_ROUTING" \
    -v forecasting_password="$CROSSDOCK_DB_PASSWORD_FORECASTING" \
    -v gateway_password="$CROSSDOCK_DB_PASSWORD_GATEWAY" \
    -f /etc/crossdock/roles.sql
