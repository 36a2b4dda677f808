/* The diagrams in the service's README are its tables of steps, line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/order_steps.h"
#include "services/order/core/return_steps.h"

static char readme[1 << 16];

static int
read_readme(void **unused)
{
    FILE *file = fopen(SOURCE_FOLDER "/services/order/README.md", "r");

    (void)unused;
    assert_non_null(file);
    readme[fread(readme, 1, sizeof readme - 1, file)] = '\0';
    return fclose(file);
}

/* The next arrow of the diagrams, from at on, is this one; returns where it ends. */
static const char *
next_arrow(const char *at, const char *from, const char *to, const char *on, const char *why)
{
    char expected[256];

    snprintf(expected, sizeof expected, "%s --> %s: %s, %s\n",
             strcmp(from, "NONE") == 0 ? "[*]" : from, to, on, why);
    at += strspn(at, " ");
    if (strncmp(at, expected, strlen(expected)) != 0)
        print_error("expected: %s", expected);
    assert_memory_equal(at, expected, strlen(expected));
    return at + strlen(expected);
}

static const char *
diagram_after(const char *heading)
{
    static const char mark[] = "stateDiagram-v2\n";
    const char *at = strstr(readme, heading);

    assert_non_null(at);
    at = strstr(at, mark);
    assert_non_null(at);
    return at + strlen(mark);
}

static void
orders_are_drawn(void **unused)
{
    const char *at = diagram_after("## States\n");

    (void)unused;
    for (size_t i = 0; i < order_step_count; i++)
        at = next_arrow(at, order_status_name(order_steps[i].from),
                        order_status_name(order_steps[i].to),
                        order_happening_name(order_steps[i].on), order_steps[i].why);
    assert_memory_equal(at, "```", 3);
}

static void
returns_are_drawn(void **unused)
{
    const char *at = diagram_after("## Returns\n");

    (void)unused;
    for (size_t i = 0; i < return_step_count; i++)
        at = next_arrow(at, return_status_name(return_steps[i].from),
                        return_status_name(return_steps[i].to),
                        return_happening_name(return_steps[i].on), return_steps[i].why);
    assert_memory_equal(at, "```", 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_are_drawn),
        cmocka_unit_test(returns_are_drawn),
    };

    return cmocka_run_group_tests(tests, read_readme, NULL);
}
