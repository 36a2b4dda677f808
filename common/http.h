/*
 * /metrics, /healthz and /readyz of a service, on the loop thread.
 */
#ifndef CROSSDOCK_HTTP_H
#define CROSSDOCK_HTTP_H

#include <uv.h>

#include "common/runtime.h"

struct http;

/* NULL after logging why. With the setting "off" nothing listens and the result is still an http. */
struct http *http_create(uv_loop_t *loop, const struct runtime *runtime);
void http_destroy(struct http **http);

#endif
