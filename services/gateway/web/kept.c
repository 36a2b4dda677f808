/* See kept.h. */
#include "services/gateway/web/kept.h"

#include <stdlib.h>
#include <string.h>

#include "services/gateway/web/request.h"

#define GZIP_BYTES_MIN 1024
#define GZIP_BEST      9

void
kept_make(struct kept *kept, const char *type, char *text, size_t bytes, bool compress)
{
    memset(kept, 0, sizeof *kept);
    kept->type = type;
    kept->text = text;
    kept->bytes = bytes;
    if (compress && bytes > GZIP_BYTES_MIN)
        kept->compressed = compress_gzip(text, bytes, GZIP_BEST, &kept->compressed_bytes);
    answer_make_etag(kept->etag[0], text, bytes, false);
    answer_make_etag(kept->etag[1], text, bytes, true);
}

void
kept_free(struct kept *kept)
{
    free(kept->text);
    free(kept->compressed);
    memset(kept, 0, sizeof *kept);
}

void
kept_answer(struct web_request *request, const struct kept *kept, const char *cache_control,
            const char *policy)
{
    bool gzip = kept->compressed != NULL && answer_accepts_gzip(request);
    const char *etag = kept->etag[gzip];
    bool known = answer_is_known(request, etag);
    size_t bytes = known ? 0 : gzip ? kept->compressed_bytes : kept->bytes;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        bytes, gzip ? kept->compressed : kept->text, MHD_RESPMEM_PERSISTENT);

    assert(response != NULL);
    if (!known)
        answer_add_header(response, "Content-Type", kept->type);
    if (gzip && !known)
        answer_add_header(response, "Content-Encoding", "gzip");
    answer_add_header(response, "ETag", etag);
    answer_add_header(response, "Vary", "Accept-Encoding");
    answer_add_header(response, "Cache-Control", cache_control);
    if (policy != NULL)
        answer_add_header(response, "Content-Security-Policy", policy);
    answer_give(request, known ? MHD_HTTP_NOT_MODIFIED : MHD_HTTP_OK, response);
}
