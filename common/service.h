/*
 * A service is described by tables and run by service_main: loop thread, worker thread, feeds,
 * leadership, metrics, clean stop. The tables are all a service's main.c holds.
 */
#ifndef CROSSDOCK_SERVICE_H
#define CROSSDOCK_SERVICE_H

#include "common/turn.h"

#define HANDLER_SAYS_MAX 32

enum handler_flag {
    HANDLER_QUERY = 1,       /* no effects: may not say, stage or change memory */
    HANDLER_OWN_RECEIPT = 2, /* recognizes repeats itself (by a business key): no receipt row is kept */
    HANDLER_BOARD = 4,       /* a query answered from the board at once: want and handle are NULL */
};

/* Why a message was refused at the edge: filled by read. */
struct refusal {
    char reason[200];
};

/* One row: what comes in, who may send it, how it is read and handled, what it may say. */
struct handler {
    const ProtobufCMessageDescriptor *input;
    const char *source; /* the feed this event is followed on; NULL: a command */
    unsigned allow;     /* roles that may send this command */
    unsigned flags;
    /* Check everything and turn the message into a plain struct in the arena; NULL with a reason
     * when it is not acceptable. Strings are already known to be UTF-8 without NUL. */
    const void *(*read)(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal);
    void (*want)(struct turn *turn, const struct input *input); /* may be NULL */
    void (*handle)(struct turn *turn, const struct input *input);
    const ProtobufCMessageDescriptor *says[HANDLER_SAYS_MAX];
};

/* A timer is an input without a message: it joins a turn every so often, behind its other inputs.
 * every_ms 0: it joins every turn (and stands last in the table): what is said once for all of a
 * turn's inputs. */
struct timer {
    const char *name;
    uint32_t every_ms;
    void (*handle)(struct turn *turn, const struct input *input);
    const ProtobufCMessageDescriptor *says[HANDLER_SAYS_MAX];
};

/* Who may follow this service's feed, beside services, gateways, operators and readers,
 * who may follow all. */
struct grant {
    enum role role;
    const ProtobufCMessageDescriptor *types[HANDLER_SAYS_MAX]; /* ends with NULL */
    /* Always restricted to events whose subject is the follower's own. */
};

/* A copy of committed state on the loop thread, from which queries of HANDLER_BOARD rows are
 * answered without waiting for a turn; see board.h. */
struct board {
    size_t bytes; /* zeroed memory of the copy; only the loop thread touches it */
    void (*open)(void *board);
    void (*close)(void *board);
    /* On becoming leader, after the service's open: turn_show everything that state has. */
    void (*fill)(struct turn *turn);
    /* An entry that was shown; in the order of showing. The data is aligned to 16 bytes. */
    void (*post)(void *board, const void *data, size_t bytes);
    /* The answer to a query, in the arena. now_us: UTC. */
    const ProtobufCMessage *(*answer)(const void *board, struct arena *arena,
                                      const struct input *input, int64_t now_us);
};

struct migration {
    const char *name; /* file name without .sql, e.g. "0001_runtime"; runtime's first, then the service's */
    const char *text;
};

/* A setting of the service itself; the runtime's are listed by --help. Read from the environment. A
 * row with the name of one of the runtime's numbers gives that one another fallback here. */
struct setting {
    const char *name; /* CROSSDOCK_... */
    const char *fallback;
    const char *help;
    int64_t min, max; /* settings are whole numbers */
};

/* And those that are texts: addresses, folders. */
struct text_setting {
    const char *name; /* CROSSDOCK_... */
    const char *fallback;
    const char *help;
};

struct front; /* front.h */

struct service {
    const char *name;   /* "order": feed name, metrics label, CROSSDOCK_BIND_<NAME> */
    const char *schema; /* the only schema this service may touch */
    uint16_t port;      /* default: feeds and commands on 127.0.0.1:port, HTTP on port + 100 */
    const struct query *queries;         /* ends with a NULL name */
    const struct migration *migrations;  /* ends with a NULL name */
    const struct handler *handlers;      /* ends with a NULL input */
    const struct timer *timers;          /* ends with a NULL name; may be NULL */
    const struct grant *grants;          /* ends with ROLE_NONE; may be NULL */
    const struct board *board;           /* may be NULL */
    const struct setting *settings;      /* ends with a NULL name; may be NULL */
    const struct text_setting *texts;    /* ends with a NULL name; may be NULL */
    const struct front *front;           /* what it serves on the loop thread; may be NULL */
    /* SQL that empties what the service makes from the feeds alone, and only that, for the command
     * rebuild; runs in its transaction, cursors and dead letters still as they were. NULL: no such command. */
    const char *rebuild;
    /* Events gather so long before a turn takes them (0: not at all), and three times as long as
     * the last such turn took, up to the second: when time is short turns grow, and what many
     * events of one thing cost shrinks. */
    uint32_t gather_ms, gather_ms_max;

    size_t state_bytes; /* zeroed memory that lives while this process leads */
    size_t stage_bytes; /* zeroed memory of one turn */

    /* Rebuild the state from the service's own tables, on becoming leader. The arena is scratch. */
    void (*open)(void *state, struct db *db, struct arena *scratch);
    void (*close)(void *state); /* free what open made */
    void (*load)(struct turn *turn); /* fetch what want asked for; may be NULL */
    void (*save)(struct turn *turn); /* stage the rows */
    /* Every event that the cursor passes, packed, also of types that no row of the table hears, in its
     * place among the inputs and before its handler; message is NULL. It may change memory and stage, not
     * say or give up. NULL: none. */
    void (*pass)(struct turn *turn, const struct input *input, const uint8_t *event, size_t bytes);
};

/* Value of one of the service's own settings. */
int64_t service_setting(const char *name);
const char *service_text(const char *name);

/* Runs until SIGTERM; the exit status of the process. Arguments: (none) serve, migrate, rebuild,
 * handlers, --help. */
int service_main(const struct service *service, int argc, char **argv);

#endif
