/*
 * Those that wait for an item, in the order in which they are served: higher priority first, then
 * the older order, then the line. Lines of a channel that counts its units wait in a tree of their
 * own, so that a channel that has had its share blocks nobody.
 *
 * A treap: a search tree by that order, kept balanced by heap order of a number mixed from order
 * and line, so the same history gives the same tree. Each line knows the least need below it, which
 * finds the first one that some units can serve without reading those they cannot. All in
 * O(log n), and every change is told to the keeper.
 */
#include "services/inventory/core/inventory.h"

static uint64_t
weight(const struct reservation_line *line)
{
    /* splitmix64 */
    uint64_t x = (uint64_t)line->of->order_id * 1000 + line->line + 0x9E3779B97F4A7C15U;

    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

static bool
is_before(const struct reservation_line *a, const struct reservation_line *b)
{
    if (a->of->priority != b->of->priority)
        return a->of->priority > b->of->priority;
    if (a->of->order_id != b->of->order_id)
        return a->of->order_id < b->of->order_id;
    return a->line < b->line;
}

static void
keep_node(const struct keeper *keeper, struct reservation_line *line)
{
    keep(keeper, &line->waits,
         offsetof(struct reservation_line, right) + sizeof line->right -
             offsetof(struct reservation_line, waits));
}

static void
note_need(struct reservation_line *line)
{
    line->need_min = line->need;
    if (line->left != NULL && line->left->need_min < line->need_min)
        line->need_min = line->left->need_min;
    if (line->right != NULL && line->right->need_min < line->need_min)
        line->need_min = line->right->need_min;
}

/* Those before the line, and those after it. */
static void
split(const struct keeper *keeper, struct reservation_line *tree,
      const struct reservation_line *line, struct reservation_line **before,
      struct reservation_line **after)
{
    if (tree == NULL) {
        *before = *after = NULL;
        return;
    }
    keep_node(keeper, tree);
    if (is_before(tree, line)) {
        split(keeper, tree->right, line, &tree->right, after);
        *before = tree;
    } else {
        split(keeper, tree->left, line, before, &tree->left);
        *after = tree;
    }
    note_need(tree);
}

/* All of a are before all of b. */
static struct reservation_line *
join(const struct keeper *keeper, struct reservation_line *a, struct reservation_line *b)
{
    if (a == NULL || b == NULL)
        return a != NULL ? a : b;

    struct reservation_line *top = weight(a) > weight(b) ? a : b;
    keep_node(keeper, top);
    if (top == a)
        a->right = join(keeper, a->right, b);
    else
        b->left = join(keeper, a, b->left);
    note_need(top);
    return top;
}

static struct reservation_line *
insert(const struct keeper *keeper, struct reservation_line *tree, struct reservation_line *line)
{
    if (tree == NULL || weight(line) > weight(tree)) {
        split(keeper, tree, line, &line->left, &line->right);
        note_need(line);
        return line;
    }
    keep_node(keeper, tree);
    if (is_before(line, tree))
        tree->left = insert(keeper, tree->left, line);
    else
        tree->right = insert(keeper, tree->right, line);
    note_need(tree);
    return tree;
}

static struct reservation_line *
take_out(const struct keeper *keeper, struct reservation_line *tree, struct reservation_line *line)
{
    assert(tree != NULL); /* a line that waits is in its item's tree */
    if (tree == line)
        return join(keeper, line->left, line->right);

    keep_node(keeper, tree);
    if (is_before(line, tree))
        tree->left = take_out(keeper, tree->left, line);
    else
        tree->right = take_out(keeper, tree->right, line);
    note_need(tree);
    return tree;
}

static struct reservation_line **
root_of(const struct reservation_line *line)
{
    return line->allotment != NULL ? &line->allotment->waiting : &line->item->waiting;
}

void
waiting_line_add(const struct keeper *keeper, struct reservation_line *line, int64_t need)
{
    struct reservation_line **root = root_of(line);

    assert(!line->waits && need > 0);
    keep_node(keeper, line);
    keep(keeper, root, sizeof *root);
    line->waits = true;
    /* In the tree of all the others: what must be there, with what its channel does not see. */
    line->need = line->allotment == NULL ? need + channel_buffer(line->of->rules, NULL) : need;
    line->left = line->right = NULL;
    *root = insert(keeper, *root, line);
}

void
waiting_line_remove(const struct keeper *keeper, struct reservation_line *line)
{
    struct reservation_line **root = root_of(line);

    assert(line->waits);
    keep_node(keeper, line);
    keep(keeper, root, sizeof *root);
    *root = take_out(keeper, *root, line);
    line->waits = false;
    line->left = line->right = NULL;
}

/* The first whose need is met by this many units; NULL: none. */
static struct reservation_line *
first_in(struct reservation_line *line, int64_t units)
{
    if (line == NULL || line->need_min > units)
        return NULL;
    for (;;) {
        if (line->left != NULL && line->left->need_min <= units)
            line = line->left;
        else if (line->need <= units)
            return line;
        else
            line = line->right;
    }
}

struct reservation_line *
waiting_line_first(const struct item *item)
{
    struct reservation_line *first = first_in(item->waiting, available_to_promise(item));

    for (const struct allotment *a = item->allotments; a != NULL; a = a->next_of_item) {
        struct reservation_line *line =
            first_in(a->waiting, channel_limit(item, a->channel, a));
        if (line != NULL && (first == NULL || is_before(line, first)))
            first = line;
    }
    return first;
}
