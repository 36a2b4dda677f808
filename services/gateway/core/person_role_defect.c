/* A storefront acts for one channel, a warehouse for one location, the others for nobody. */
#include <string.h>

#include "services/gateway/core/person.h"

const char *
person_role_defect(int role, const char *subject)
{
    switch (role) {
    case PERSON_STOREFRONT:
        if (subject[0] == '\0')
            return "subject: a storefront needs its channel";
        break;
    case PERSON_WAREHOUSE:
        if (subject[0] == '\0')
            return "subject: a warehouse needs its location";
        break;
    case PERSON_OPERATOR:
    case PERSON_READER:
        if (subject[0] != '\0')
            return "subject: operators and readers have none";
        break;
    default:
        return "role: must be storefront, warehouse, operator or reader";
    }
    return strlen(subject) > PERSON_NAME_BYTES ? "subject: longer than 63 bytes" : NULL;
}
