/*
 * Texts that stay as they are while the process lives: compressed and hashed once, and given to
 * many without being copied.
 */
#ifndef GATEWAY_KEPT_H
#define GATEWAY_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "services/gateway/web/web.h"

#define WEB_ETAG_BYTES 40

struct kept {
    const char *type;
    char *text, *compressed; /* compressed NULL: not worth it */
    size_t bytes, compressed_bytes;
    char etag[2][WEB_ETAG_BYTES]; /* plain, compressed */
};

/* text is malloc'ed, and the kept one's from now on. */
void kept_make(struct kept *kept, const char *type, char *text, size_t bytes, bool compress);
void kept_free(struct kept *kept);
/* policy: what a page may do (Content-Security-Policy); NULL: nothing. */
void kept_answer(struct web_request *request, const struct kept *kept, const char *cache_control,
                 const char *policy);

#endif
