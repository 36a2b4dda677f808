/*
 * Two threads count without agreeing on whose turn it is: what tests/threads/run must find.
 */
#include <pthread.h>
#include <stdio.h>

static long count;

static void *
count_up(void *nothing)
{
    for (int i = 0; i < 1000; i++)
        count++;
    return nothing;
}

int
main(void)
{
    pthread_t other;

    if (pthread_create(&other, NULL, count_up, NULL) != 0)
        return 2;
    count_up(NULL);
    pthread_join(other, NULL);
    printf("%ld\n", count);
    return 0;
}
