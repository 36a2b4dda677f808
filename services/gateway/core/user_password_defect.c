/* Length is what makes a password hard to guess. */
#include <string.h>

#include "services/gateway/core/person.h"

const char *
user_password_defect(const char *password)
{
    const size_t bytes = strlen(password);

    return bytes < PERSON_PASSWORD_MIN || bytes > PERSON_PASSWORD_MAX
               ? "password: must have 10 to 200 bytes"
               : NULL;
}
