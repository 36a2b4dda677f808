/*
 * Key files: read, checked, written. See keys.h for the format.
 *
 * A folder with one bad .public file is refused as a whole: half a list of who may connect is
 * worse than the list of before, which the caller keeps.
 */
#include "common/keys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>
#include <zmq.h>

#include "common/log.h"
#include "common/text.h"

#define PATH_BYTES 1024
#define LINE_BYTES 512

struct keys {
    struct key *list;
    size_t count, room;
    char folder[PATH_BYTES];
    struct timespec changed; /* of the folder, when it was read */
};

static const struct {
    enum role role;
    const char *name;
    bool has_subject; /* a role that is bound to something must say to what */
} roles[] = {
    { ROLE_SERVICE, "service", true },     { ROLE_STOREFRONT, "storefront", true },
    { ROLE_WAREHOUSE, "warehouse", true }, { ROLE_OPERATOR, "operator", false },
    { ROLE_READER, "reader", false },      { ROLE_GATEWAY, "gateway", false },
};
#define ROLE_COUNT (sizeof roles / sizeof roles[0])

const char *
role_name(enum role role)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (roles[i].role == role)
            return roles[i].name;
    return "none";
}

enum role
role_from_name(const char *name)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (strcmp(roles[i].name, name) == 0)
            return roles[i].role;
    return ROLE_NONE;
}

bool
role_needs_subject(enum role role)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (roles[i].role == role)
            return roles[i].has_subject;
    return false;
}

/* --- reading ------------------------------------------------------------------------------- */

/* What a file may hold; a word that is not here is refused. */
struct key_file {
    char name[64];
    char role[32];
    char subject[64];
    char public_key[KEY_TEXT_BYTES];
    char secret[KEY_TEXT_BYTES];
};

static const struct {
    const char *word;
    size_t offset, bytes_max;
} words[] = {
    { "name", offsetof(struct key_file, name), sizeof((struct key_file *)0)->name },
    { "role", offsetof(struct key_file, role), sizeof((struct key_file *)0)->role },
    { "subject", offsetof(struct key_file, subject), sizeof((struct key_file *)0)->subject },
    { "public", offsetof(struct key_file, public_key), KEY_TEXT_BYTES },
    { "secret", offsetof(struct key_file, secret), KEY_TEXT_BYTES },
};

static bool
bad_file(const char *path, const char *why)
{
    log_error("key file refused", "file", path, "why", why, NULL);
    return false;
}

static char *
trim(char *text)
{
    text += strspn(text, " \t\r\n");
    size_t bytes = strlen(text);
    while (bytes > 0 && strchr(" \t\r\n", text[bytes - 1]) != NULL)
        text[--bytes] = '\0';
    return text;
}

/* NULL, or what is wrong with the line. */
static const char *
read_line(struct key_file *file, char *line)
{
    line = trim(line);
    if (line[0] == '\0' || line[0] == '#')
        return NULL;
    char *equals = strchr(line, '=');
    if (equals == NULL)
        return "a line is not \"word = value\"";
    *equals = '\0';
    const char *word = trim(line), *value = trim(equals + 1);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].word, word) != 0)
            continue;
        char *to = (char *)file + words[i].offset;
        if (to[0] != '\0')
            return "a word comes twice";
        return text_copy(to, words[i].bytes_max, value) ? NULL : "a value is too long";
    }
    return "unknown word";
}

static bool
read_key_file(const char *path, struct key_file *file)
{
    memset(file, 0, sizeof *file);
    FILE *stream = fopen(path, "re");
    if (stream == NULL)
        return bad_file(path, strerror(errno));
    char line[LINE_BYTES];
    const char *wrong = NULL;
    while (wrong == NULL && fgets(line, sizeof line, stream) != NULL)
        wrong = strchr(line, '\n') == NULL && !feof(stream) ? "a line is too long"
                                                            : read_line(file, line);
    if (wrong == NULL && ferror(stream))
        wrong = "cannot be read";
    fclose(stream);
    sodium_memzero(line, sizeof line);
    return wrong == NULL ? true : bad_file(path, wrong);
}

static bool
is_key_text(const char *text)
{
    uint8_t raw[32];
    bool good = strlen(text) == KEY_TEXT_BYTES - 1 && zmq_z85_decode(raw, text) != NULL;
    sodium_memzero(raw, sizeof raw);
    return good;
}

static bool
is_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    size_t bytes = strlen(name);
    return bytes > 0 && bytes < sizeof((struct identity *)0)->name && name[0] != '.' &&
           strspn(name, allowed) == bytes;
}

static bool
path_of(char path[PATH_BYTES], const char *folder, const char *name, const char *suffix)
{
    int bytes = snprintf(path, PATH_BYTES, "%s/%s%s", folder, name, suffix);
    if (bytes > 0 && bytes < PATH_BYTES)
        return true;
    return bad_file(folder, "path too long");
}

static bool
read_public(const char *folder, const char *name, struct key *key)
{
    char path[PATH_BYTES];
    struct key_file file;
    if (!path_of(path, folder, name, ".public") || !read_key_file(path, &file))
        return false;
    memset(key, 0, sizeof *key);
    enum role role = role_from_name(file.role);
    if (!is_name(name) || strcmp(file.name, name) != 0)
        return bad_file(path, "name is not that of the file");
    if (role == ROLE_NONE)
        return bad_file(path, "unknown role");
    if (role_needs_subject(role) && file.subject[0] == '\0')
        return bad_file(path, "this role needs a subject");
    if (file.secret[0] != '\0')
        return bad_file(path, "a secret does not belong here");
    if (!is_key_text(file.public_key))
        return bad_file(path, "public is not 40 characters of Z85");
    memcpy(key->identity.name, file.name, sizeof file.name);
    memcpy(key->identity.subject, file.subject, sizeof file.subject);
    memcpy(key->public_key, file.public_key, sizeof file.public_key);
    key->identity.role = role;
    return true;
}

/* The name of a .public file without its suffix; false: another file. */
static bool
public_name(const char *file, char *name, size_t bytes_max)
{
    static const char suffix[] = ".public";
    size_t bytes = strlen(file), tail = sizeof suffix - 1;
    if (bytes <= tail || file[0] == '.' || strcmp(file + bytes - tail, suffix) != 0 ||
        bytes - tail >= bytes_max)
        return false;
    memcpy(name, file, bytes - tail);
    name[bytes - tail] = '\0';
    return true;
}

static bool
add_key(struct keys *keys, const struct key *key)
{
    if (keys_find(keys, key->public_key) != NULL)
        return bad_file(key->identity.name, "another name has the same public key");
    if (keys->count == keys->room) {
        keys->room = keys->room == 0 ? 16 : keys->room * 2;
        keys->list = realloc(keys->list, keys->room * sizeof *keys->list);
        assert(keys->list != NULL);
    }
    keys->list[keys->count++] = *key;
    return true;
}

static struct timespec
folder_changed(const char *folder)
{
    struct stat about;
    return stat(folder, &about) == 0 ? about.st_mtim : (struct timespec){ 0 };
}

bool
keys_are_stale(const struct keys *keys)
{
    const struct timespec changed = folder_changed(keys->folder);
    return changed.tv_sec != keys->changed.tv_sec || changed.tv_nsec != keys->changed.tv_nsec;
}

struct keys *
keys_load(const char *folder)
{
    DIR *directory = opendir(folder);
    if (directory == NULL) {
        (void)bad_file(folder, strerror(errno));
        return NULL;
    }
    struct keys *keys = calloc(1, sizeof *keys);
    assert(keys != NULL);
    snprintf(keys->folder, sizeof keys->folder, "%s", folder);
    keys->changed = folder_changed(folder);
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(directory)) != NULL;) {
        char name[256];
        struct key key;
        if (public_name(entry->d_name, name, sizeof name))
            good = read_public(folder, name, &key) && add_key(keys, &key);
    }
    closedir(directory);
    if (!good)
        keys_destroy(&keys);
    return keys;
}

void
keys_destroy(struct keys **keys)
{
    if (*keys != NULL)
        free((*keys)->list);
    free(*keys);
    *keys = NULL;
}

/* A few hundred keys, asked once per connection: a walk will do. */
const struct key *
keys_find(const struct keys *keys, const char *public_key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->list[i].public_key, public_key) == 0)
            return &keys->list[i];
    return NULL;
}

const struct key *
keys_find_name(const struct keys *keys, const char *name)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->list[i].identity.name, name) == 0)
            return &keys->list[i];
    return NULL;
}

bool
keys_load_secret(const char *folder, const char *name, char secret[KEY_TEXT_BYTES])
{
    char path[PATH_BYTES];
    struct key_file file;
    if (!path_of(path, folder, name, ".secret") || !read_key_file(path, &file))
        return false;
    bool good = is_key_text(file.secret);
    memcpy(secret, file.secret, KEY_TEXT_BYTES);
    sodium_memzero(&file, sizeof file);
    return good ? true : bad_file(path, "secret is not 40 characters of Z85");
}

/* --- making -------------------------------------------------------------------------------- */

static bool
write_new(const char *path, mode_t mode, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0)
        return bad_file(path, strerror(errno));
    size_t bytes = strlen(text);
    bool good = write(file, text, bytes) == (ssize_t)bytes && fsync(file) == 0;
    int why = errno;
    close(file);
    if (good)
        return true;
    unlink(path);
    return bad_file(path, strerror(why));
}

bool
keys_make(const char *folder, const char *name, enum role role, const char *subject)
{
    char secret_path[PATH_BYTES], public_path[PATH_BYTES], text[LINE_BYTES];
    char public_key[KEY_TEXT_BYTES], secret[KEY_TEXT_BYTES];
    if (!is_name(name))
        return bad_file(name, "a name is letters, digits, dot, dash and underscore, at most 63");
    if (strcmp(role_name(role), "none") == 0)
        return bad_file(name, "unknown role");
    if (role_needs_subject(role) && subject[0] == '\0')
        return bad_file(name, "this role needs a subject");
    if (strlen(subject) >= sizeof((struct identity *)0)->subject || strpbrk(subject, "\r\n") != NULL)
        return bad_file(name, "the subject is too long or has a line break");
    if (!path_of(secret_path, folder, name, ".secret") ||
        !path_of(public_path, folder, name, ".public"))
        return false;
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
        return bad_file(folder, strerror(errno));
    if (zmq_curve_keypair(public_key, secret) != 0)
        return bad_file(name, "libzmq was built without CURVE");
    snprintf(text, sizeof text, "# Keep this file to yourself.\nsecret = %s\n", secret);
    bool good = write_new(secret_path, 0600, text);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(text, sizeof text);
    if (!good)
        return false;
    snprintf(text, sizeof text, "name = %s\nrole = %s\nsubject = %s\npublic = %s\n", name,
             role_name(role), subject, public_key);
    if (write_new(public_path, 0644, text))
        return true;
    unlink(secret_path);
    return false;
}
