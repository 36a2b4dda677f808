/* How far something is, see progress.h. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "clients/cli/progress.h"
#include "clients/cli/table.h"

static int64_t
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void
progress_start(struct progress *progress, const char *what, int64_t total)
{
    int64_t now = now_us();
    *progress = (struct progress){ .what = what, .total = total, .start_us = now, .shown_us = now,
                                   .terminal = isatty(STDERR_FILENO) };
}

void
progress_show(struct progress *progress, int64_t count)
{
    int64_t now = now_us(), passed_us = now - progress->shown_us;
    if (passed_us < 1000000 || (progress->shown && count == progress->shown_count))
        return;
    double rate = (double)(count - progress->shown_count) * 1e6 / (double)passed_us;
    fprintf(stderr, "%s%s %s", progress->terminal ? "\r" : "", table_number(count), progress->what);
    if (progress->total > 0)
        fprintf(stderr, " of %s (%d %%)", table_number(progress->total), (int)(100 * count / progress->total));
    fprintf(stderr, ", %s a second   %s", table_number((long long)rate), progress->terminal ? "" : "\n");
    fflush(stderr);
    progress->shown = true;
    progress->shown_us = now;
    progress->shown_count = count;
}

void
progress_end(struct progress *progress)
{
    if (progress->shown && progress->terminal)
        fputs("\r\033[K", stderr);
}

double
progress_seconds(const struct progress *progress)
{
    return (double)(now_us() - progress->start_us) / 1e6;
}
