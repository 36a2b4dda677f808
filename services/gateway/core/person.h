/* Who may ask over HTTP: a key for programs or a person. */
#ifndef GATEWAY_CORE_PERSON_H
#define GATEWAY_CORE_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#define PERSON_NAME_BYTES   63 /* at most, also of what one acts for */
#define PERSON_PASSWORD_MIN 10
#define PERSON_PASSWORD_MAX 200

/* As KeyRole in gateway.proto and in the tables. */
enum person_role {
    PERSON_NOBODY,
    PERSON_STOREFRONT, /* subject: its channel */
    PERSON_WAREHOUSE,  /* subject: its location */
    PERSON_OPERATOR,
    PERSON_READER,
};

/* What is wrong, as a sentence; NULL: nothing. role as it came. */
const char *person_role_defect(int role, const char *subject);
const char *user_name_defect(const char *name);
const char *user_password_defect(const char *password);
const char *key_name_defect(const char *name);

#endif
