/*
 * Answers that go on: pieces are asked for when the client has taken what was there; when nothing
 * is there the connection sleeps until it is woken.
 */
#include <string.h>

#include "services/gateway/web/request.h"

#define PIECE_BYTES ((size_t)16 * 1024)

static ssize_t
on_room(void *argument, uint64_t position, char *text, size_t room)
{
    struct web_request *request = argument;

    (void)position;
    if (request->connection == NULL)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    int64_t bytes = request->stream.more(request->stream.owner, text, room);
    if (bytes < 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (bytes == 0 && !server_sleep(request))
        return MHD_CONTENT_READER_END_WITH_ERROR;
    return (ssize_t)bytes;
}

static void
on_freed(void *argument)
{
    struct web_request *request = argument;

    request->stream.closed(request->stream.owner);
    request_release(request);
}

void
web_answer_stream(struct web_request *request, const char *content_type,
                  const struct web_stream *stream)
{
    request->stream = *stream;
    request->holds++;
    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_BYTES,
                                                                      on_room, request, on_freed);
    assert(response != NULL);
    answer_add_header(response, "Content-Type", content_type);
    answer_give(request, MHD_HTTP_OK, response);
}

void
web_stream_wake(struct web_request *request)
{
    server_wake(request);
}
