/*
 * HTTP POST to strangers, many at a time, on the loop thread. Hides libcurl. No redirects, no
 * proxy, TLS is verified, ten seconds at most, and no connection to an address that is not public,
 * unless that is allowed: the address is looked at when it is connected, not when the name is.
 */
#ifndef GATEWAY_POST_H
#define GATEWAY_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct poster;

struct post {
    const char *url;
    const char *const *headers; /* "name: value" */
    size_t header_count;
    const char *body; /* all is copied */
    size_t bytes;
};

/* status of HTTP, 0: there was no answer, and error says why. Not before poster_send returned. */
typedef void post_done(void *argument, unsigned status, const char *error);

/* authorities: a file with the certificates that are believed, in PEM; "": the system's. NULL after
 * logging why. */
struct poster *poster_open(uv_loop_t *loop, bool private_is_allowed, const char *authorities);
/* Ends what is under way: nobody is told. */
void poster_close(struct poster **poster);
void poster_send(struct poster *poster, const struct post *post, post_done *done, void *argument);
/* Ends one that is under way: argument names it. */
void poster_forget(struct poster *poster, const void *argument);

#endif
