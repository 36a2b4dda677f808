/* crossdock forecast --hierarchy: the file, see forecast_tree.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "clients/cli/column_names.h"
#include "clients/cli/complain.h"
#include "clients/cli/forecast_tree.h"
#include "clients/cli/sheet.h"

enum { COLUMN_ID, COLUMN_PARENT };

static const struct sheet_column columns[] = {
    {SERIES_ID_NAMES, true},
    {"parent|parent_id|parent_series|above|group", true},
    {NULL, false},
};

/* Rows as texts, by parent: a node may have no series yet. */
struct row {
    char *id, *parent; /* parent: "" at the top */
};

struct rows {
    struct row *list;
    size_t count, room;
};

static bool
read_row(struct sheet *sheet, void *context)
{
    struct rows *rows = context;
    const char *id = sheet_text(sheet, COLUMN_ID), *parent = sheet_text(sheet, COLUMN_PARENT);
    if (!*id)
        return sheet_bad(sheet, "series_id is empty");
    if (rows->count == rows->room) {
        rows->room = rows->room * 2 + 256;
        rows->list = realloc(rows->list, rows->room * sizeof *rows->list);
        assert(rows->list);
    }
    rows->list[rows->count++] = (struct row){strdup(id), strdup(parent)};
    return true;
}

static void
forget_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->list[i].id);
        free(rows->list[i].parent);
    }
    free(rows->list);
}

static int
by_parent(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = strcmp(x->parent, y->parent);
    return order ? order : strcmp(x->id, y->id);
}

/* The first row of this parent's children; rows->count: it has none. */
static size_t
first_child(const struct rows *rows, const char *parent)
{
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(rows->list[middle].parent, parent) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->count && strcmp(rows->list[low].parent, parent) == 0 ? low : rows->count;
}

static bool
is_child(const struct rows *rows, size_t row, const char *parent)
{
    return row < rows->count && strcmp(rows->list[row].parent, parent) == 0;
}

/* --- parents without a series ----------------------------------------------------------------- */

struct sum {
    int64_t first, end;
    double *values;
};

/* A child's values into the sum; its mean where they are not known, nothing outside its rows. */
static void
add_child(struct sum *sum, const struct series_file *file, size_t child)
{
    int count = series_file_buckets(file, child), known = 0;
    double *values = malloc(((size_t)count + 1) * sizeof *values), mean = 0;
    assert(values);
    series_file_values(file, child, values);
    for (int i = 0; i < count; i++)
        if (!isnan(values[i])) {
            mean += values[i];
            known++;
        }
    mean = known ? mean / known : 0;
    int64_t offset = series_file_first(file, child) - sum->first;
    for (int i = 0; i < count; i++)
        sum->values[offset + i] += isnan(values[i]) ? mean : values[i];
    free(values);
}

static bool
widen_to_child(struct sum *sum, const struct series_file *file, size_t child)
{
    int64_t first = series_file_first(file, child);
    int64_t end = first + series_file_buckets(file, child);
    if (sum->first == sum->end) {
        sum->first = first;
        sum->end = end;
    }
    sum->first = first < sum->first ? first : sum->first;
    sum->end = end > sum->end ? end : sum->end;
    return sum->end - sum->first <= SERIES_MAX;
}

/* The parent's series from children that all have one: 1 added, 0 not yet, -1 never. */
static int
add_parent(struct series_file *file, const struct rows *rows, const char *parent)
{
    size_t first = first_child(rows, parent), child;
    struct sum sum = {0};
    for (size_t i = first; is_child(rows, i, parent); i++) {
        if (!series_file_find(file, rows->list[i].id, &child))
            return 0;
        if (!widen_to_child(&sum, file, child)) {
            cli_complain("%s: its children span more than %d buckets", parent, SERIES_MAX);
            return -1;
        }
    }
    sum.values = calloc((size_t)(sum.end - sum.first) + 1, sizeof *sum.values);
    assert(sum.values);
    for (size_t i = first; is_child(rows, i, parent); i++)
        if (series_file_find(file, rows->list[i].id, &child))
            add_child(&sum, file, child);
    series_file_add(file, parent, sum.first, sum.values, (int)(sum.end - sum.first));
    free(sum.values);
    return 1;
}

/* Rows whose node has neither values nor children say nothing; then perhaps its parent's neither.
 */
static void
drop_strangers(const struct series_file *file, struct rows *rows)
{
    size_t before, at;
    do {
        size_t kept = 0;
        before = rows->count;
        bool *stays = calloc(before + 1, sizeof *stays);
        assert(stays);
        for (size_t i = 0; i < before; i++)
            stays[i] = series_file_find(file, rows->list[i].id, &at) ||
                       first_child(rows, rows->list[i].id) < before;
        for (size_t i = 0; i < before; i++)
            if (stays[i]) {
                rows->list[kept++] = rows->list[i];
            } else {
                free(rows->list[i].id);
                free(rows->list[i].parent);
            }
        rows->count = kept;
        free(stays);
    } while (rows->count < before);
}

static bool
add_parents(struct series_file *file, const struct rows *rows)
{
    bool some = true;
    size_t at;
    while (some) {
        some = false;
        for (size_t i = 0; i < rows->count; i++) {
            const char *parent = rows->list[i].parent;
            if (!*parent || (i > 0 && strcmp(parent, rows->list[i - 1].parent) == 0) ||
                series_file_find(file, parent, &at))
                continue;
            int added = add_parent(file, rows, parent);
            if (added < 0)
                return false;
            some |= added > 0;
        }
    }
    return true; /* what is still missing is in a circle */
}

/* --- the tree --------------------------------------------------------------------------------- */

static bool
link_nodes(struct file_tree *tree, const struct series_file *file, const struct rows *rows)
{
    tree->parents = malloc((file->count + 1) * sizeof *tree->parents);
    assert(tree->parents);
    for (size_t i = 0; i < file->count; i++)
        tree->parents[i] = -1;
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->list[i];
        size_t node, parent;
        if (!*row->parent)
            continue;
        if (!series_file_find(file, row->id, &node) ||
            !series_file_find(file, row->parent, &parent)) {
            cli_complain("%s is beneath itself", row->id);
            return false;
        }
        if (tree->parents[node] >= 0 && tree->parents[node] != (int)parent) {
            cli_complain("%s has two parents, %s and %s", row->id,
                         series_file_id(file, (size_t)tree->parents[node]), row->parent);
            return false;
        }
        tree->parents[node] = (int)parent;
    }
    return true;
}

static void
list_children(struct file_tree *tree)
{
    int count = tree->hierarchy.count;
    tree->first_child = calloc((size_t)count + 1, sizeof *tree->first_child);
    tree->child_list = calloc((size_t)count + 1, sizeof *tree->child_list);
    int *filled = calloc((size_t)count + 1, sizeof *filled);
    assert(tree->first_child && tree->child_list && filled);
    for (int i = 0; i < count; i++)
        tree->first_child[i + 1] = tree->first_child[i] + tree->hierarchy.children[i];
    for (int i = 0; i < count; i++) {
        int parent = tree->parents[i];
        if (parent >= 0)
            tree->child_list[tree->first_child[parent] + filled[parent]++] = i;
    }
    free(filled);
}

bool
file_tree_read(struct file_tree *tree, const char *path, struct series_file *file)
{
    struct rows rows = {0};
    *tree = (struct file_tree){.scratch = {mmap(NULL, SCRATCH_BYTES, PROT_READ | PROT_WRITE,
                                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                                           SCRATCH_BYTES, 0}};
    assert(tree->scratch.bytes != MAP_FAILED);
    bool good = sheet_read(path, columns, read_row, &rows);
    if (good) {
        qsort(rows.list, rows.count, sizeof *rows.list, by_parent);
        drop_strangers(file, &rows);
        good = add_parents(file, &rows) && link_nodes(tree, file, &rows);
    }
    if (good) {
        tree->hierarchy = (struct hierarchy){.count = (int)file->count, .parent = tree->parents};
        good = hierarchy_order(&tree->hierarchy, &tree->scratch);
        if (!good)
            cli_complain("%s: some series is beneath itself", path);
        else
            list_children(tree);
    }
    forget_rows(&rows);
    if (!good)
        file_tree_free(tree);
    return good;
}

void
file_tree_free(struct file_tree *tree)
{
    free(tree->parents);
    free(tree->first_child);
    free(tree->child_list);
    if (tree->scratch.bytes)
        munmap(tree->scratch.bytes, SCRATCH_BYTES);
    *tree = (struct file_tree){0};
}
