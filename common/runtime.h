/*
 * Inside the runtime: what its two halves (loop.c and worker.c) know of the process they are in.
 * Services see service.h and turn.h only.
 */
#ifndef CROSSDOCK_RUNTIME_H
#define CROSSDOCK_RUNTIME_H

#include <stdatomic.h>

#include "common/exchange.h"
#include "common/service.h"

/* Settings of every service, from the environment; see settings.c for names and defaults. */
struct settings {
    char database_url[512];   /* DATABASE_URL */
    char bind[256];           /* CROSSDOCK_BIND: tcp://host:port */
    char http[128];           /* CROSSDOCK_HTTP: host:port, or "off" */
    char keys[512];           /* CROSSDOCK_KEYS: folder of key files, see keys.h */
    char peers[SOURCES_MAX][512]; /* CROSSDOCK_PEER_<SOURCE>: endpoints, comma separated */
    int64_t turn_inputs_max;  /* CROSSDOCK_TURN_INPUTS_MAX */
    int64_t turn_bytes_max;   /* CROSSDOCK_TURN_BYTES_MAX */
    int64_t inbox_items_max;  /* CROSSDOCK_INBOX_ITEMS_MAX: beyond it commands are answered BUSY */
    int64_t window;           /* CROSSDOCK_WINDOW: positions in flight from each followed feed */
    int64_t ring_bytes_max;   /* CROSSDOCK_RING_BYTES_MAX: recent events kept in memory */
};

struct runtime {
    const struct service *service;
    struct settings settings;
    struct exchange *exchange;
    const char *sources[SOURCES_MAX]; /* followed feeds, in order of first mention in the handler table */
    int source_count;
    atomic_bool leading;              /* for /readyz */
    atomic_bool database_ok;          /* for /readyz */
    atomic_bool writes_fail;          /* for /readyz: the leader's turns come to nothing, a full disk perhaps */
    _Atomic int64_t turn_began_us;    /* monotonic; 0 between turns; for /healthz (a stuck worker) */
};

/* settings.c: false after naming what is wrong on stderr. */
bool settings_read(struct runtime *runtime) must_check;
void settings_help(const struct runtime *runtime);

/* worker.c: runs on its own thread until exchange_end. */
void worker_run(struct runtime *runtime);

/* loop.c: runs on the main thread until SIGTERM or NOTICE_ENDED; returns the exit status. */
int loop_run(struct runtime *runtime);

/* migrate.c: apply what is missing; the exit status of `<service> migrate`. */
int migrate_run(const struct runtime *runtime);

/* rebuild.c: empty what is made from feeds, and read them again; the exit status of `<service> rebuild`. */
int rebuild_run(const struct runtime *runtime);

#endif
