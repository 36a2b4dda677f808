/* Roles of callers over HTTP (person.h, KeyRole on the wire) and of the runtime (turn.h). */
#ifndef GATEWAY_ROLES_H
#define GATEWAY_ROLES_H

#include "common/turn.h"
#include "services/gateway/core/person.h"

enum role role_of_person(enum person_role role);
enum person_role person_of_role(enum role role); /* PERSON_NOBODY of services */

#endif
