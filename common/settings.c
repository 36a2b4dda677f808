/*
 * Settings of a process, all from the environment, all checked before anything starts. A variable
 * that looks like a setting and is none is an error: a misspelt one must not be taken for its default.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/runtime.h"
#include "common/text.h"

#define OWN_SETTINGS_MAX 32
#define PEER_PREFIX "CROSSDOCK_PEER_"

extern char **environ;

/* Where the services of one machine are when nobody says otherwise. */
static const struct {
    const char *source;
    unsigned port;
} usual_ports[] = {
    { "order", 7101 },
    { "inventory", 7102 },
    { "fulfillment-routing", 7103 },
    { "forecasting", 7104 },
    { "gateway", 7105 },
};

static const struct number_setting {
    const char *name;
    size_t offset;
    int64_t fallback, min, max;
    const char *help;
} numbers[] = {
    { "CROSSDOCK_TURN_INPUTS_MAX", offsetof(struct settings, turn_inputs_max), 4096, 1, 65536,
      "inputs in one turn" },
    { "CROSSDOCK_TURN_BYTES_MAX", offsetof(struct settings, turn_bytes_max), 8 << 20, 1 << 20,
      256 << 20, "bytes of inputs in one turn" },
    { "CROSSDOCK_INBOX_ITEMS_MAX", offsetof(struct settings, inbox_items_max), 8192, 1, 1 << 20,
      "waiting commands before they are answered BUSY" },
    { "CROSSDOCK_WINDOW", offsetof(struct settings, window), 8192, 1, 65536,
      "positions in flight from each followed feed" },
    { "CROSSDOCK_RING_BYTES_MAX", offsetof(struct settings, ring_bytes_max), 64 << 20, 1 << 20,
      (int64_t)16 << 30, "bytes of recent events kept in memory" },
};

static const struct {
    const char *name, *fallback, *help; /* fallback NULL: see the text */
} texts[] = {
    { "DATABASE_URL", NULL, "postgresql:// of this service's database and role; must be set" },
    { "CROSSDOCK_BIND", NULL, "tcp://host:port for feeds and commands" },
    { "CROSSDOCK_HTTP", NULL, "host:port for /metrics, /healthz and /readyz, or off" },
    { "CROSSDOCK_KEYS", "keys", "folder with the key files" },
};

static const struct setting *own_settings;
static int64_t own_values[OWN_SETTINGS_MAX];
static const struct text_setting *own_texts;

/* --- reading ------------------------------------------------------------------------------- */

static bool
bad(const struct runtime *runtime, const char *name, const char *value, const char *why)
{
    fprintf(stderr, "crossdock-%s: %s=%s: %s\n", runtime->service->name, name, value, why);
    return false;
}

static bool
read_number(const struct runtime *runtime, const char *name, const char *fallback, int64_t min,
            int64_t max, int64_t *value)
{
    const char *text = getenv(name);
    char why[96];
    if (text == NULL)
        text = fallback;
    if (text_to_int64(text, value) && *value >= min && *value <= max)
        return true;
    snprintf(why, sizeof why, "must be a whole number from %lld to %lld", (long long)min,
             (long long)max);
    return bad(runtime, name, text, why);
}

/* The service may know better than the table. */
static void
number_fallback(const struct runtime *runtime, const struct number_setting *number, char *fallback,
                size_t room)
{
    const struct setting *own = runtime->service->settings;
    snprintf(fallback, room, "%lld", (long long)number->fallback);
    for (; own != NULL && own->name != NULL; own++)
        if (strcmp(own->name, number->name) == 0)
            snprintf(fallback, room, "%s", own->fallback);
}

static bool
read_numbers(struct runtime *runtime)
{
    bool good = true;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const struct number_setting *number = &numbers[i];
        char fallback[24];
        number_fallback(runtime, number, fallback, sizeof fallback);
        int64_t *value = (int64_t *)((char *)&runtime->settings + number->offset);
        good = read_number(runtime, number->name, fallback, number->min, number->max, value) && good;
    }
    return good;
}

static const char *
own_text(const struct text_setting *own)
{
    const char *text = getenv(own->name);
    return text != NULL ? text : own->fallback;
}

static bool
read_own(const struct runtime *runtime)
{
    bool good = true;
    own_settings = runtime->service->settings;
    own_texts = runtime->service->texts;
    for (int i = 0; own_settings != NULL && own_settings[i].name != NULL; i++) {
        const struct setting *own = &own_settings[i];
        assert(i < OWN_SETTINGS_MAX);
        good = read_number(runtime, own->name, own->fallback, own->min, own->max, &own_values[i]) &&
               good;
    }
    for (const struct text_setting *own = own_texts; own != NULL && own->name != NULL; own++) {
        const char *text = own_text(own);
        if (!text_is_utf8(text, strlen(text)))
            good = bad(runtime, own->name, text, "not UTF-8");
    }
    return good;
}

static bool
read_text(const struct runtime *runtime, const char *name, const char *fallback, char *to,
          size_t room)
{
    const char *text = getenv(name);
    if (text == NULL)
        text = fallback;
    if (!text_copy(to, room, text))
        return bad(runtime, name, text, "too long");
    return text_is_utf8(text, strlen(text)) ? true : bad(runtime, name, text, "not UTF-8");
}

/* tcp://host:port with a port of 1..65535. */
static bool
is_endpoint(const char *text, size_t bytes, bool with_scheme)
{
    static const char scheme[] = "tcp://";
    size_t skip = with_scheme ? sizeof scheme - 1 : 0;
    char host[256];
    int64_t port;
    if (bytes <= skip || bytes >= sizeof host || (with_scheme && strncmp(text, scheme, skip) != 0))
        return false;
    memcpy(host, text + skip, bytes - skip);
    host[bytes - skip] = '\0';
    const char *colon = strrchr(host, ':');
    return colon != NULL && colon != host && text_to_int64(colon + 1, &port) && port > 0 &&
           port < 65536;
}

static bool
are_endpoints(const char *list)
{
    for (;;) {
        size_t bytes = strcspn(list, ",");
        if (!is_endpoint(list, bytes, true))
            return false;
        if (list[bytes] == '\0')
            return true;
        list += bytes + 1;
    }
}

/* fulfillment-routing: CROSSDOCK_PEER_FULFILLMENT_ROUTING */
static void
peer_variable(const char *source, char *name, size_t room)
{
    snprintf(name, room, PEER_PREFIX "%s", source);
    for (char *c = name + strlen(PEER_PREFIX); *c != '\0'; c++) {
        if (*c == '-')
            *c = '_';
        else if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
}

static void
usual_endpoint(const char *source, char *endpoint, size_t room)
{
    endpoint[0] = '\0';
    for (size_t i = 0; i < sizeof usual_ports / sizeof usual_ports[0]; i++)
        if (strcmp(usual_ports[i].source, source) == 0)
            snprintf(endpoint, room, "tcp://127.0.0.1:%u", usual_ports[i].port);
}

static bool
read_peers(struct runtime *runtime)
{
    bool good = true;
    for (int i = 0; i < runtime->source_count; i++) {
        char name[96], fallback[64], *to = runtime->settings.peers[i];
        peer_variable(runtime->sources[i], name, sizeof name);
        usual_endpoint(runtime->sources[i], fallback, sizeof fallback);
        if (!read_text(runtime, name, fallback, to, sizeof runtime->settings.peers[i]))
            good = false;
        else if (!are_endpoints(to))
            good = bad(runtime, name, to, "must be tcp://host:port, or several of them with commas");
    }
    return good;
}

static bool
read_texts(struct runtime *runtime)
{
    struct settings *s = &runtime->settings;
    char endpoint[64], web[64];
    unsigned port = runtime->service->port;
    snprintf(endpoint, sizeof endpoint, "tcp://127.0.0.1:%u", port);
    snprintf(web, sizeof web, "127.0.0.1:%u", port + 100);
    bool good = read_text(runtime, "DATABASE_URL", "", s->database_url, sizeof s->database_url);
    good = read_text(runtime, "CROSSDOCK_BIND", endpoint, s->bind, sizeof s->bind) && good;
    good = read_text(runtime, "CROSSDOCK_HTTP", web, s->http, sizeof s->http) && good;
    good = read_text(runtime, "CROSSDOCK_KEYS", "keys", s->keys, sizeof s->keys) && good;
    if (!good)
        return false;
    if (s->database_url[0] == '\0')
        good = bad(runtime, "DATABASE_URL", "", "must be set");
    if (!is_endpoint(s->bind, strlen(s->bind), true))
        good = bad(runtime, "CROSSDOCK_BIND", s->bind, "must be tcp://host:port");
    if (strcmp(s->http, "off") != 0 && !is_endpoint(s->http, strlen(s->http), false))
        good = bad(runtime, "CROSSDOCK_HTTP", s->http, "must be host:port, or off");
    return good;
}

/* --- what is not a setting ----------------------------------------------------------------- */

static bool
is_number_of_runtime(const char *name)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (strcmp(numbers[i].name, name) == 0)
            return true;
    return false;
}

static bool
is_setting(const struct runtime *runtime, const char *name)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].name, name) == 0)
            return true;
    if (is_number_of_runtime(name))
        return true;
    for (int i = 0; i < runtime->source_count; i++) {
        char peer[96];
        peer_variable(runtime->sources[i], peer, sizeof peer);
        if (strcmp(peer, name) == 0)
            return true;
    }
    const struct setting *own = runtime->service->settings;
    for (; own != NULL && own->name != NULL; own++)
        if (strcmp(own->name, name) == 0)
            return true;
    const struct text_setting *text = runtime->service->texts;
    for (; text != NULL && text->name != NULL; text++)
        if (strcmp(text->name, name) == 0)
            return true;
    return false;
}

static bool
nothing_unknown(const struct runtime *runtime)
{
    static const char prefix[] = "CROSSDOCK_";
    bool good = true;
    for (char **variable = environ; *variable != NULL; variable++) {
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(*variable, "="), *variable);
        if (strncmp(name, prefix, sizeof prefix - 1) != 0 || is_setting(runtime, name))
            continue;
        const char *equals = strchr(*variable, '=');
        const char *why = strncmp(name, PEER_PREFIX, strlen(PEER_PREFIX)) == 0
                              ? "this service does not follow that feed"
                              : "not a setting of this service (see --help)";
        good = bad(runtime, name, equals == NULL ? "" : equals + 1, why);
    }
    return good;
}

/* --- doors --------------------------------------------------------------------------------- */

bool
settings_read(struct runtime *runtime)
{
    bool good = nothing_unknown(runtime);
    good = read_texts(runtime) && good;
    good = read_peers(runtime) && good;
    good = read_numbers(runtime) && good;
    return read_own(runtime) && good;
}

void
settings_help(const struct runtime *runtime)
{
    printf("Settings, from the environment:\n");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        printf("  %-28s %s%s%s\n", texts[i].name, texts[i].help,
               texts[i].fallback != NULL ? "; " : "",
               texts[i].fallback != NULL ? texts[i].fallback : "");
    printf("  %-28s (bind: tcp://127.0.0.1:%u, HTTP: 127.0.0.1:%u)\n", "", runtime->service->port,
           runtime->service->port + 100u);
    for (int i = 0; i < runtime->source_count; i++) {
        char name[96], endpoint[64];
        peer_variable(runtime->sources[i], name, sizeof name);
        usual_endpoint(runtime->sources[i], endpoint, sizeof endpoint);
        printf("  %-28s where %s is, several with commas; %s\n", name, runtime->sources[i],
               endpoint);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        char fallback[24];
        number_fallback(runtime, &numbers[i], fallback, sizeof fallback);
        printf("  %-28s %s; %s (%lld to %lld)\n", numbers[i].name, numbers[i].help, fallback,
               (long long)numbers[i].min, (long long)numbers[i].max);
    }
    const struct setting *own = runtime->service->settings;
    for (; own != NULL && own->name != NULL; own++)
        if (!is_number_of_runtime(own->name))
            printf("  %-28s %s; %s (%lld to %lld)\n", own->name, own->help, own->fallback,
                   (long long)own->min, (long long)own->max);
    const struct text_setting *text = runtime->service->texts;
    for (; text != NULL && text->name != NULL; text++)
        printf("  %-28s %s; %s\n", text->name, text->help, text->fallback);
}

int64_t
service_setting(const char *name)
{
    for (int i = 0; own_settings != NULL && own_settings[i].name != NULL; i++)
        if (strcmp(own_settings[i].name, name) == 0)
            return own_values[i];
    WRONG("a setting that is not in the service's table");
}

const char *
service_text(const char *name)
{
    for (const struct text_setting *own = own_texts; own != NULL && own->name != NULL; own++)
        if (strcmp(own->name, name) == 0)
            return own_text(own);
    WRONG("a text setting that is not in the service's table");
}
