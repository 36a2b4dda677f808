/*
 * One line on stderr that tells once a second how far something is: count, share, rate. On a
 * terminal it is rewritten in place.
 */
#ifndef CROSSDOCK_CLI_PROGRESS_H
#define CROSSDOCK_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what;
    int64_t total; /* 0: not known */
    int64_t start_us, shown_us, shown_count;
    bool terminal, shown;
};

void progress_start(struct progress *progress, const char *what, int64_t total);
void progress_show(struct progress *progress, int64_t count);
void progress_end(struct progress *progress);
/* Seconds since the start. */
double progress_seconds(const struct progress *progress);

#endif
