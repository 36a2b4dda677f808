/* Lines that come without a number get one. */
#ifndef CROSSDOCK_ORDER_NUMBER_LINES_H
#define CROSSDOCK_ORDER_NUMBER_LINES_H

#include "services/order/core/order.h"

void number_lines(struct request_line *lines, uint32_t count);

#endif
