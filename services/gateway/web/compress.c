/* gzip of a whole text (RFC 1952). */
#include <stdlib.h>

#include <zlib.h>

#include "services/gateway/web/request.h"

#define WINDOW_BITS_OF_GZIP (15 + 16)
#define MEMORY_LEVEL        8

char *
compress_gzip(const char *text, size_t bytes, int level, size_t *compressed_bytes)
{
    z_stream stream = {0};

    if (deflateInit2(&stream, level, Z_DEFLATED, WINDOW_BITS_OF_GZIP, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    char *compressed = malloc(bytes);
    assert(compressed != NULL && bytes <= UINT32_MAX);
    stream.next_in = (unsigned char *)(uintptr_t)text;
    stream.avail_in = (unsigned)bytes;
    stream.next_out = (unsigned char *)compressed;
    stream.avail_out = (unsigned)bytes;
    int end = deflate(&stream, Z_FINISH);
    *compressed_bytes = bytes - stream.avail_out;
    deflateEnd(&stream);
    if (end == Z_STREAM_END)
        return compressed;
    free(compressed);
    return NULL;
}
