/* CSV files as they occur: each case is a file and the rows that come out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "clients/cli/order_files.h"
#include "clients/cli/sheet.h"

static char path[] = "/tmp/crossdock-csv-XXXXXX";

static void
write_file(const char *text, bool compressed)
{
    if (compressed) {
        gzFile file = gzopen(path, "w");
        assert_non_null(file);
        gzputs(file, text);
        gzclose(file);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const struct {
    const char *text, *rows; /* fields ended by '|', rows by '/', broken rows are '!' */
} files[] = {
    { "a,b\n1,2\n", "a|b|/1|2|/" },
    { "a,b\r\n1,2\r\n", "a|b|/1|2|/" },
    { "\xEF\xBB\xBF" "a,b\n1,2", "a|b|/1|2|/" },
    { "a;b\n1,5;2\n", "a|b|/1,5|2|/" },
    { "a\tb\n1\t\"2\n", "a|b|/1|\"2|/" },
    { "a,b\n\n\n1,2\n\n", "a|b|/1|2|/" },
    { "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "a|b|/x, y|say \"hi\"|/" },
    { "a,b\n\"two\nlines\",2\n", "a|b|/two\nlines|2|/" },
    { "a,b\n 1 , 2 \n", "a|b|/1|2|/" },
    { "a,b\nx\"y,2\n", "a|b|/x\"y|2|/" },
    { "a,b\n,\n", "a|b|/||/" },
    { "a,b\n\xFF\xFE,2\n3,4\n", "a|b|/!3|4|/" },
    { "a,b\n\"never closed,2\n3,4\n", "a|b|/!" },
    { "", "" },
};

static void
read_rows(char *out, size_t room)
{
    struct csv *csv = csv_open(path);
    assert_non_null(csv);
    size_t used = 0;
    *out = '\0';
    for (enum csv_row row; (row = csv_next(csv)) != CSV_END;) {
        if (row == CSV_BROKEN)
            used += (size_t)snprintf(out + used, room - used, "!");
        for (size_t i = 0; row == CSV_ROW && i < csv_count(csv); i++)
            used += (size_t)snprintf(out + used, room - used, "%s|", csv_field(csv, i));
        if (row == CSV_ROW)
            used += (size_t)snprintf(out + used, room - used, "/");
    }
    csv_close(&csv);
}

static void
test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof files / sizeof *files; i++) {
        char out[512];
        write_file(files[i / 2].text, i % 2 == 1);
        read_rows(out, sizeof out);
        assert_string_equal(out, files[i / 2].rows);
    }
}

static void
test_columns(void **state)
{
    static const struct sheet_column columns[] = {
        { "sku|stock_code", true }, { "quantity|qty", true }, { "price", false }, { 0 }
    };
    struct sheet sheet;
    int64_t quantity;
    (void)state;
    write_file("Extra,Qty,StockCode\nx,3,A\ny,many,B\nz,4.0,C\nw,,D\n", false);
    assert_true(sheet_open(&sheet, path, columns));
    assert_false(sheet_has(&sheet, 2));
    assert_true(sheet_next(&sheet));
    assert_string_equal(sheet_text(&sheet, 0), "A");
    assert_string_equal(sheet_text(&sheet, 2), "");
    assert_true(sheet_integer(&sheet, 1, 1, 10, 0, &quantity) && quantity == 3);
    assert_true(sheet_next(&sheet));
    assert_false(sheet_integer(&sheet, 1, 1, 10, 0, &quantity));
    assert_true(sheet_next(&sheet));
    assert_true(sheet_integer(&sheet, 1, 1, 10, 0, &quantity) && quantity == 4);
    assert_true(sheet_next(&sheet));
    assert_true(sheet_integer(&sheet, 1, 1, 10, 7, &quantity) && quantity == 7);
    assert_false(sheet_next(&sheet));
    assert_int_equal(sheet.rows, 4);
    assert_int_equal(sheet.bad, 1);
    sheet_close(&sheet);
    write_file("Extra,Qty\nx,3\n", false);
    assert_false(sheet_open(&sheet, path, columns));
}

/* Half a file is no file: what is missing is told, once. */
static void
test_cut_off(void **state)
{
    char out[512];
    struct stat written;
    (void)state;
    write_file("sku,quantity\nA,1\nB,2\nC,3\n", true);
    assert_int_equal(stat(path, &written), 0);
    assert_int_equal(truncate(path, written.st_size - 9), 0);
    read_rows(out, sizeof out);
    assert_non_null(strchr(out, '!'));
    assert_int_equal(strlen(strchr(out, '!')), 1);
}

/* The shape of the UCI online retail files, with its oddities. */
static void
test_orders(void **state)
{
    (void)state;
    write_file("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
               "536370,22728,ALARM CLOCK,24,12/1/2010 8:45,3.75,12583,France\n"
               "536365,85123A,\"HEART, WHITE\",6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
               "536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom\n"
               "536365,85123A,HEART,2,12/1/2010 8:26,2.55,17850,United Kingdom\n"
               "C536379,D,Discount,-1,12/1/2010 9:41,27.50,14527,United Kingdom\n",
               true);
    struct order_files read = { .channel = "web", .currency = "GBP" };
    char *paths[] = { path };
    assert_true(order_files_read(&read, paths, 1));
    assert_int_equal(read.order_count, 2);
    assert_int_equal(read.without_lines, 1); /* of the credit note nothing can be sold */
    assert_int_equal(read.bad, 1);
    const struct file_order *first = read.orders[0]; /* by date */
    assert_string_equal(first->external_id, "536365");
    assert_string_equal(first->country, "GB");
    assert_int_equal(first->placed_at_us, INT64_C(1291191960000000));
    assert_int_equal(first->line_count, 2);
    assert_int_equal(first->lines[0].quantity, 8); /* one SKU twice: added up */
    assert_int_equal(first->lines[0].unit_price_minor, 255);
    assert_string_equal(order_files_sku(first->lines[0].sku), "85123A");
    assert_string_equal(first->lines[0].sku->name, "HEART, WHITE");
    assert_string_equal(read.orders[1]->country, "FR");
    order_files_forget(&read);
}

static int
make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file < 0 || close(file) != 0;
}

static int
remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_orders),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
