/* Names of users are typed at a login: plain letters, one spelling. */
#include <string.h>

#include "services/gateway/core/person.h"

const char *
user_name_defect(const char *name)
{
    const size_t bytes = strlen(name);

    if (bytes == 0 || bytes > PERSON_NAME_BYTES)
        return "name: must have 1 to 63 bytes";
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") != bytes)
        return "name: must be of a-z 0-9 . _ -";
    return NULL;
}
