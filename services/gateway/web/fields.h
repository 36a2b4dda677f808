/*
 * A request as the message that its route takes: body, path and query become fields, and a channel
 * or location that the caller did not name becomes their own.
 */
#ifndef GATEWAY_FIELDS_H
#define GATEWAY_FIELDS_H

#include "services/gateway/web/web.h"

/* In the request's arena. NULL after answering what is wrong. */
const ProtobufCMessage *fields_read(struct web_request *request);

#endif
