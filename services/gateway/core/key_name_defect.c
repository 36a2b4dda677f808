/* The name of a key is the actor in every audit: it fits there and on one line. */
#include <string.h>

#include "services/gateway/core/person.h"

const char *
key_name_defect(const char *name)
{
    const size_t bytes = strlen(name);

    if (bytes == 0 || bytes > PERSON_NAME_BYTES)
        return "name: must have 1 to 63 bytes";
    for (const char *c = name; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return "name: has a control character";
    return NULL;
}
