/* Where stock lies when the data does not tell, see lay_out.h. */
#include <stdlib.h>

#include "clients/cli/lay_out.h"

/* Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014. */
static uint64_t
draw(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* FNV-1a */
static uint64_t
hash(const char *text)
{
    uint64_t value = 0xCBF29CE484222325u;
    for (; *text; text++)
        value = (value ^ (uint8_t)*text) * 0x100000001B3u;
    return value;
}

int64_t
lay_out_total(int64_t units_sold)
{
    return (units_sold * 115 + 99) / 100;
}

size_t
lay_out_places(int64_t orders, size_t warehouses, int64_t total)
{
    int64_t root = 0;
    while ((root + 1) * (root + 1) <= orders)
        root++;
    if (orders - root * root > root) /* past (root + 1/2) squared */
        root++;
    if (root < 1)
        root = 1;
    if (root > total)
        root = total;
    return root > (int64_t)warehouses ? warehouses : (size_t)root;
}

static int
by_warehouse(const void *a, const void *b)
{
    const struct lay_out_share *left = a, *right = b;
    return (left->warehouse > right->warehouse) - (left->warehouse < right->warehouse);
}

size_t
lay_out(uint64_t seed, const char *sku, int64_t units_sold, int64_t orders, size_t warehouses,
        struct lay_out_share *shares)
{
    int64_t total = lay_out_total(units_sold);
    size_t places = lay_out_places(orders, warehouses, total);
    uint64_t state = seed * 0x9E3779B97F4A7C15u ^ hash(sku);

    for (size_t i = 0; i < warehouses; i++)
        shares[i] = (struct lay_out_share){ .warehouse = i };
    for (size_t i = 0; i < places; i++) { /* the first steps of a Fisher-Yates shuffle */
        size_t other = i + (size_t)(draw(&state) % (warehouses - i));
        struct lay_out_share kept = shares[i];
        shares[i] = shares[other];
        shares[other] = kept;
    }
    int64_t weight_sum = 0;
    for (size_t i = 0; i < places; i++)
        weight_sum += shares[i].units = 1024 + (int64_t)(draw(&state) % 3072);
    int64_t rest = total - (int64_t)places, left = rest;
    for (size_t i = 0; i < places; i++) {
        int64_t more = rest * shares[i].units / weight_sum;
        shares[i].units = 1 + more;
        left -= more;
    }
    for (size_t i = 0; left > 0; i = (i + 1) % places, left--)
        shares[i].units++;
    qsort(shares, places, sizeof *shares, by_warehouse);
    return places;
}
