/*
 * CURVE keys as files, one identity each, in one folder:
 *
 *   NAME.public   name = order-1 / role = service / subject = order / public = <40 characters of Z85>
 *   NAME.secret   secret = <40 characters of Z85>                     (mode 0600)
 *
 * role is service, storefront, warehouse, operator, reader or gateway; subject is the service's name,
 * the channel or the location code. Lines are "word = value"; # starts a comment. Who may connect to a
 * service is who has a .public file in its folder.
 */
#ifndef CROSSDOCK_KEYS_H
#define CROSSDOCK_KEYS_H

#include <stdbool.h>

#include "common/check.h"
#include "common/turn.h"

#define KEY_TEXT_BYTES 41

struct key {
    struct identity identity;
    char public_key[KEY_TEXT_BYTES];
};

struct keys;

/* Every *.public of the folder. NULL after logging what is wrong with which file. */
struct keys *keys_load(const char *folder);
void keys_destroy(struct keys **keys);
/* Whether files came or went since they were loaded. */
bool keys_are_stale(const struct keys *keys);
const struct key *keys_find(const struct keys *keys, const char *public_key);
const struct key *keys_find_name(const struct keys *keys, const char *name);

/* The secret of one name; false after logging why. */
bool keys_load_secret(const char *folder, const char *name, char secret[KEY_TEXT_BYTES]) must_check;

/* Make a pair and write both files; refuses to overwrite. False after logging why. */
bool keys_make(const char *folder, const char *name, enum role role, const char *subject) must_check;

const char *role_name(enum role role);
bool role_needs_subject(enum role role); /* bound to something: must say to what */
enum role role_from_name(const char *name); /* ROLE_NONE: unknown */

#endif
