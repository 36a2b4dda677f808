/*
 * The documents by their names. A new one is a row here and a case in tests/architecture, which
 * sees that what is in docs/ is what is printed.
 */
#include "services/gateway/documents.h"

#include <stdio.h>
#include <string.h>

#include "services/gateway/kpi_document.h"
#include "services/gateway/web/openapi.h"

static const struct {
    const char *name;
    int (*print)(void);
    const char *help;
} documents[] = {
    /* clang-format off */
    { "openapi", openapi_print, "what is asked over HTTP: docs/openapi.json" },
    { "kpis", kpi_document_print, "the key figures: docs/kpis.md" },
    /* clang-format on */
};
#define DOCUMENT_COUNT (sizeof documents / sizeof documents[0])

bool
documents_print(const char *name, int *status)
{
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        if (strcmp(documents[i].name, name) == 0) {
            *status = documents[i].print();
            return true;
        }
    }
    return false;
}

void
documents_help(void)
{
    printf("\nDocuments that it prints:\n\n");
    for (size_t i = 0; i < DOCUMENT_COUNT; i++)
        printf("  %-10s %s\n", documents[i].name, documents[i].help);
}
