/* See kpi_table.h. A figure's own line, for the whole period, has an empty group. */
#include "services/gateway/web/kpi_table.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#define HEAD "name,title,unit,group,value,numerator,denominator\r\n"

/* Quoted where it must be. A spreadsheet takes what begins like a formula for one. */
static void
add_text(struct json_text *to, const char *text)
{
    bool plain = text[strcspn(text, ",\"\r\n")] == '\0' && strchr("=+-@", text[0]) == NULL;

    if (plain || text[0] == '\0') {
        json_text_add(to, text, strlen(text));
        return;
    }
    json_text_byte(to, '"');
    if (strchr("=+-@", text[0]) != NULL)
        json_text_byte(to, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            json_text_byte(to, '"');
        json_text_byte(to, *text);
    }
    json_text_byte(to, '"');
}

static void
add_number(struct json_text *to, const json_t *object, const char *name)
{
    char number[40];
    int bytes =
        snprintf(number, sizeof number, ",%.10g", json_number_value(json_object_get(object, name)));

    json_text_add(to, number, (size_t)bytes);
}

static const char *
text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text == NULL ? "" : text;
}

static void
begin_line(struct json_text *to, const json_t *kpi, const char *group)
{
    const char *const texts[] = {text_of(kpi, "name"), text_of(kpi, "title"), text_of(kpi, "unit"),
                                 group};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (i > 0)
            json_text_byte(to, ',');
        add_text(to, texts[i]);
    }
}

static void
add_kpi(struct json_text *to, const json_t *kpi)
{
    const json_t *points = json_object_get(kpi, "points"), *point;
    size_t i;

    begin_line(to, kpi, "");
    if (json_is_true(json_object_get(kpi, "known")))
        add_number(to, kpi, "value");
    else
        json_text_byte(to, ',');
    json_text_add(to, ",,\r\n", 4);
    json_array_foreach(points, i, point)
    {
        begin_line(to, kpi, text_of(point, "group"));
        add_number(to, point, "value");
        add_number(to, point, "numerator");
        add_number(to, point, "denominator");
        json_text_add(to, "\r\n", 2);
    }
}

bool
kpi_table_write(struct json_text *to, const char *text, size_t bytes)
{
    json_t *view = json_loadb(text, bytes, 0, NULL);
    const json_t *kpis = json_object_get(view, "kpis"), *kpi;
    bool good = json_is_array(kpis);
    size_t i;

    json_text_add(to, HEAD, sizeof HEAD - 1);
    json_array_foreach(kpis, i, kpi)
    {
        add_kpi(to, kpi);
    }
    json_decref(view);
    return good;
}
