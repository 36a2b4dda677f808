/*
 * What the .proto files say of their messages, fields, enums and values; made by the build
 * (embed_comments.py).
 */
#ifndef GATEWAY_PROTO_COMMENT_H
#define GATEWAY_PROTO_COMMENT_H

#include <stddef.h>

struct proto_comment {
    const char *name; /* full */
    const char *text;
};

extern const struct proto_comment proto_comments[]; /* by name */
extern const size_t proto_comment_count;

/* NULL: there is none. */
const char *proto_comment_find(const char *name);

#endif
