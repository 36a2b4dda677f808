/*
 * The console: its files as they were when the process began, in memory, compressed once. Only what
 * was found then can be asked for, so no path leads out of the folder. Paths of the console's own
 * pages (nothing with a dot at the end) get its first page, which finds its way by itself.
 */
#define _GNU_SOURCE /* asprintf */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"
#include "services/gateway/web/kept.h"
#include "services/gateway/web/request.h"

#define FILES_MAX     1024
#define BYTES_MAX     ((int64_t)64 * 1024 * 1024) /* of all files */
#define DEPTH_MAX     8
#define FIRST_PAGE    "/index.html"
#define HASHED_FOLDER "/assets/" /* names there change with their content */

static const char page_policy[] =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'";

static const char not_built[] =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Crossdock</title>"
    "<h1>Crossdock</h1><p>The gateway runs, but the console was not built, or is not where "
    "CROSSDOCK_CONSOLE says. Build the project with npm at hand; what programs may ask is at "
    "<a href=\"/v1/openapi.json\">/v1/openapi.json</a>.</p></html>\n";

static const struct {
    const char *ending, *type;
    bool compress;
} types[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".geojson", "application/geo+json", true},
    {".webmanifest", "application/manifest+json", true},
    {".map", "application/json", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".png", "image/png", false},
    {".ico", "image/x-icon", false},
    {".webp", "image/webp", false},
    {".woff2", "font/woff2", false},
};

struct file {
    char *path; /* "/assets/index-1a2b.js" */
    struct kept kept;
};

struct files {
    struct file files[FILES_MAX];
    size_t count;
    int64_t bytes;
};

/* --- reading them --------------------------------------------------------------------------- */

static void
keep(struct file *file, char *text, size_t bytes)
{
    size_t length = strlen(file->path);
    const char *type = "application/octet-stream";
    bool compress = false;

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        size_t ending = strlen(types[i].ending);
        if (length <= ending || strcmp(file->path + length - ending, types[i].ending) != 0)
            continue;
        type = types[i].type;
        compress = types[i].compress;
    }
    kept_make(&file->kept, type, text, bytes, compress);
}

/* NULL: it cannot be read whole. */
static char *
read_whole(int descriptor, size_t bytes)
{
    char *text = malloc(bytes + 1);
    size_t have = 0;

    assert(text != NULL);
    while (have < bytes) {
        ssize_t got = read(descriptor, text + have, bytes - have);
        if (got <= 0) {
            free(text);
            return NULL;
        }
        have += (size_t)got;
    }
    text[bytes] = '\0';
    return text;
}

static bool
add_file(struct files *files, int descriptor, const char *path, size_t bytes)
{
    struct file *file = &files->files[files->count];

    if (files->count == FILES_MAX || files->bytes + (int64_t)bytes > BYTES_MAX) {
        log_error("the console is too large", "file", path, NULL);
        return false;
    }
    char *text = read_whole(descriptor, bytes);
    if (text == NULL) {
        log_error("cannot read a file of the console", "file", path, "error", strerror(errno),
                  NULL);
        return false;
    }
    file->path = strdup(path);
    assert(file->path != NULL);
    keep(file, text, bytes);
    files->count++;
    files->bytes += (int64_t)bytes;
    return true;
}

static bool add_folder(struct files *files, int descriptor, const char *path, int depth);

/* Only files and folders themselves: a link could lead anywhere. */
static bool
add_entry(struct files *files, int folder, const char *path, const char *name, int depth)
{
    char *whole;
    struct stat about;
    int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (descriptor < 0)
        return errno == ELOOP;
    int length = asprintf(&whole, "%s/%s", path, name);
    assert(length > 0);
    bool good = fstat(descriptor, &about) == 0;
    if (good && S_ISDIR(about.st_mode)) {
        good = depth >= DEPTH_MAX || add_folder(files, descriptor, whole, depth + 1);
        descriptor = -1;
    } else if (good && S_ISREG(about.st_mode)) {
        good = add_file(files, descriptor, whole, (size_t)about.st_size);
    }
    if (descriptor >= 0)
        close(descriptor);
    free(whole);
    return good;
}

static bool
add_folder(struct files *files, int descriptor, const char *path, int depth)
{
    DIR *folder = fdopendir(descriptor);
    bool good = folder != NULL;
    struct dirent *entry;

    while (good && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            good = add_entry(files, descriptor, path, entry->d_name, depth);
    if (folder != NULL)
        closedir(folder);
    else
        close(descriptor);
    return good;
}

struct files *
files_open(const char *folder)
{
    struct files *files = calloc(1, sizeof *files);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    assert(files != NULL);
    if (descriptor < 0) {
        log_warning("the console is not there", "folder", folder, "setting", "CROSSDOCK_CONSOLE",
                    NULL);
        return files;
    }
    if (add_folder(files, descriptor, "", 0))
        return files;
    files_close(&files);
    return NULL;
}

void
files_close(struct files **files)
{
    for (size_t i = 0; *files != NULL && i < (*files)->count; i++) {
        free((*files)->files[i].path);
        kept_free(&(*files)->files[i].kept);
    }
    free(*files);
    *files = NULL;
}

/* --- answering ------------------------------------------------------------------------------ */

static const struct file *
find_file(const struct files *files, const char *path)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->files[i].path, path) == 0)
            return &files->files[i];
    return NULL;
}

/* Programs bring a key. One that asks for a page has an address wrong: /v2/orders, /V1/orders. */
static bool
is_program(const struct web_request *request)
{
    const char *authorization = web_header(request, "Authorization");

    return authorization != NULL && strncasecmp(authorization, "Bearer ", 7) == 0;
}

/* A page of the console's own: the first, or one whose last segment has no ending. */
static bool
is_page(const struct web_request *request, const char *path)
{
    return (path[1] == '\0' || !is_program(request)) && strchr(strrchr(path, '/'), '.') == NULL &&
           strncmp(path, HASHED_FOLDER, sizeof HASHED_FOLDER - 1) != 0;
}

static void
give_file(struct web_request *request, const struct file *file)
{
    bool hashed = strncmp(file->path, HASHED_FOLDER, sizeof HASHED_FOLDER - 1) == 0;

    kept_answer(request, &file->kept, hashed ? "public, max-age=31536000, immutable" : "no-cache",
                page_policy);
}

void
files_answer(struct web_request *request)
{
    const struct files *files = request->web->files;
    const char *path = request->url.path;
    const struct file *file = find_file(files, path);

    if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
        web_add_header(request, "Allow", "GET, HEAD");
        web_problem(request, MHD_HTTP_METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", 0,
                    "files can only be read");
        return;
    }
    if (file == NULL && is_page(request, path))
        file = find_file(files, FIRST_PAGE);
    if (file != NULL)
        give_file(request, file);
    else if (is_page(request, path))
        web_answer(request, MHD_HTTP_OK, "text/html; charset=utf-8", not_built,
                   sizeof not_built - 1);
    else
        web_problem(request, MHD_HTTP_NOT_FOUND, "NOT_FOUND", 0, "there is nothing at %s", path);
}
