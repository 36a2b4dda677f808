/*
 * Passing a request on to a service, for the handlers that do more with it than web_pass_on.
 */
#ifndef GATEWAY_PASS_ON_H
#define GATEWAY_PASS_ON_H

#include "services/gateway/web/web.h"

/* What the service answered, as an answer to the request. */
void pass_on_answer(struct web_request *request, const struct front_answer *answer);

/* The reply message, in the request's arena; NULL: there is none that can be read. */
const ProtobufCMessage *pass_on_reply(struct web_request *request,
                                      const struct front_answer *answer);

#endif
