/* See roles.h. */
#include "services/gateway/roles.h"

static const enum role roles[] = {
    [PERSON_NOBODY] = ROLE_NONE,         [PERSON_STOREFRONT] = ROLE_STOREFRONT,
    [PERSON_WAREHOUSE] = ROLE_WAREHOUSE, [PERSON_OPERATOR] = ROLE_OPERATOR,
    [PERSON_READER] = ROLE_READER,
};

enum role
role_of_person(enum person_role role)
{
    assert(role <= PERSON_READER);
    return roles[role];
}

enum person_role
person_of_role(enum role role)
{
    for (enum person_role person = PERSON_STOREFRONT; person <= PERSON_READER; person++)
        if (roles[person] == role)
            return person;
    return PERSON_NOBODY;
}
