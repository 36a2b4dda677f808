/* What a stranger writes into a request's head, and what is understood by it: one fact a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/web/credentials.h"
#include "services/gateway/web/url.h"

struct fact {
    const char *given, *understood; /* NULL: refused */
};

/* --- addresses ------------------------------------------------------------------------------ */

/* Segments in [], then parameters as name=value in (). */
static const struct fact addresses[] = {
    {"/", ""},
    {"/a/b", "[a][b]"},
    {"/a/", "[a][]"},
    {"/a%2Fb/c%20d", "[a/b][c d]"},
    {"/a+b?x=a+b%2B", "[a+b](x=a b+)"},
    {"/%C3%A4?%C3%A4=%E2%82%AC", "[ä](ä=€)"},
    {"/a?x=1&x=2&&y&=z&w=a=b", "[a](x=1)(x=2)(y=)(=z)(w=a=b)"},
    {"/a?", "[a]"},
    {"/%25%32%35", "[%25]"},
    {"", NULL},
    {"a", NULL},
    {"*", NULL},
    {"http://a/b", NULL},
    {"//a", NULL},
    {"/a//b", NULL},
    {"/a//", NULL},
    {"/.", NULL},
    {"/a/../b", NULL},
    {"/%2e%2E/b", NULL},
    {"/a#b", NULL},
    {"/%", NULL},
    {"/%4", NULL},
    {"/%4g", NULL},
    {"/%00", NULL},
    {"/%1f", NULL},
    {"/%7F", NULL},
    {"/a\tb", NULL},
    {"/%ff", NULL},
    {"/%c0%af", NULL},
    {"/%ed%a0%80", NULL},
    {"/%C3", NULL},
    {"/\xC3\xA4?x=\xC3\xA4", "[ä](x=ä)"},
    {"/\xC3%A4", NULL},
    {"/%C3\xA4", NULL},
    {"/a?x=\xC3%A4", NULL},
    {"/a?x=%0a", NULL},
    {"/a?%=1", NULL},
    {"/1/2/3/4/5/6/7/8/9/10/11/12", "[1][2][3][4][5][6][7][8][9][10][11][12]"},
    {"/1/2/3/4/5/6/7/8/9/10/11/12/13", NULL},
};

static void
describe(const struct url *url, char *text, size_t room)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < url->segment_count; i++)
        used += (size_t)snprintf(text + used, room - used, "[%s]", url->segments[i]);
    for (size_t i = 0; i < url->parameter_count; i++)
        used += (size_t)snprintf(text + used, room - used, "(%s=%s)", url->parameters[i].name,
                                 url->parameters[i].value);
}

static void
addresses_are_read_strictly(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        const struct fact *fact = &addresses[i];
        char *room = malloc(2 * strlen(fact->given) + 2), text[256];
        const char *why;
        struct url url;
        bool good = url_read(&url, fact->given, room, &why);
        describe(&url, text, sizeof text);
        if (good != (fact->understood != NULL) || (good && strcmp(text, fact->understood) != 0))
            fail_msg("%s: %s", fact->given, good ? text : why);
        free(room);
    }
}

/* --- credentials ---------------------------------------------------------------------------- */

static const struct fact bearers[] = {
    {"Bearer xd_a", "xd_a"},
    {"bearer   x-._~+/=  ", "x-._~+/="},
    {"Bearer 1234567", "1234567"},
    {"Bearer", NULL},
    {"Bearer ", NULL},
    {"Bearerx", NULL},
    {"Bearer a b", NULL},
    {"Bearer a,b", NULL},
    {"Bearer \xc3\xa4", NULL},
    {"Basic eA==", NULL},
    {"", NULL},
    {"Bearer 123456789", NULL},
};

static const struct fact cookies[] = {
    {"s=1", "1"},         {"a=b; s=1", "1"}, {"s=1;a=b", "1"},
    {" s=1 ; a=b", "1"},  {"s=1; s=1", "1"}, {"xs=2; s=1; s2=3", "1"},
    {"a=s=2; s=1", "1"},  {"s=1=2", "1=2"},  {"", NULL},
    {"s", NULL},          {"s=", NULL},      {"xs=1", NULL},
    {"S=1", NULL},        {"s =1", NULL},    {"s=1; s=2", NULL},
    {"s=12345678", NULL}, {";;=;", NULL},
};

static const struct fact traces[] = {
    {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "yes"},
    {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "yes"},
    {"01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", NULL},
    {"00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", NULL},
    {"00-00000000000000000000000000000000-b7ad6b7169203331-01", NULL},
    {"00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", NULL},
    {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g", NULL},
    {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011", NULL},
    {"00-0af7651916cd43dd8448eb211c80319cb7ad6b7169203331---01", NULL},
    {"", NULL},
};

static void
check(const struct fact *fact, bool good, const char *text)
{
    if (good != (fact->understood != NULL) || (good && strcmp(text, fact->understood) != 0))
        fail_msg("'%s': %s", fact->given, good ? text : "refused");
}

static void
credentials_are_found(void **state)
{
    char value[9];

    (void)state;
    for (size_t i = 0; i < sizeof bearers / sizeof bearers[0]; i++)
        check(&bearers[i], credentials_bearer(bearers[i].given, value, sizeof value), value);
    for (size_t i = 0; i < sizeof cookies / sizeof cookies[0]; i++)
        check(&cookies[i], credentials_cookie(cookies[i].given, "s", value, 8), value);
    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++)
        check(&traces[i], credentials_is_traceparent(traces[i].given), "yes");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_strictly),
        cmocka_unit_test(credentials_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
