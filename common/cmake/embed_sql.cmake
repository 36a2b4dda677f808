# Turns a service's .sql files into queries.c and queries.h:
#   enum query_number { QUERY_<FILE>, ... }, service_queries[], service_migrations[], service_rebuild.
# Arguments: OUT (folder), QUERIES and MIGRATIONS (files, separated by |), REBUILD (a file, or none); OWNER is "service",
# or "runtime" for the runtime's own: numbers start at 1000, and in place of migrations come scripts, which are not prepared.

function(c_literal file out)
    file(READ "${file}" text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "\n" "\\n\"\n        \"" text "${text}")
    set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

set(numbers "")
set(rows "")
string(REPLACE "|" ";" files "${QUERIES}")
foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME_WE)
    string(TOUPPER "${name}" upper)
    c_literal("${file}" literal)
    string(APPEND numbers "    QUERY_${upper},\n")
    string(APPEND rows "    { \"${name}\",\n        ${literal} },\n")
endforeach()

set(migrations "")
set(scripts "")
string(REPLACE "|" ";" files "${MIGRATIONS}")
foreach(file IN LISTS files)
    get_filename_component(name "${file}" NAME_WE)
    c_literal("${file}" literal)
    string(APPEND migrations "    { \"${name}\",\n        ${literal} },\n")
    string(TOUPPER "${name}" upper)
    string(APPEND scripts "    ${upper},\n")
endforeach()

if(OWNER STREQUAL "runtime")
    string(REPLACE "QUERY_RUNTIME_" "RUNTIME_" numbers "${numbers}")
    file(WRITE "${OUT}/runtime_queries.h" "/* Made from common/sql/ by the build. */
#ifndef RUNTIME_QUERIES_H
#define RUNTIME_QUERIES_H
#include \"common/db.h\"
enum runtime_query_number {
    RUNTIME_QUERY_BASE = 999,
${numbers}};
enum runtime_script_number {
${scripts}};
extern const struct query runtime_queries[];
extern const struct query runtime_scripts[];
#endif
")
    file(WRITE "${OUT}/runtime_queries.c" "#include \"runtime_queries.h\"
const struct query runtime_queries[] = {
${rows}    { 0, 0 } };
const struct query runtime_scripts[] = {
${migrations}    { 0, 0 } };
")
    return()
endif()

set(rebuild "\"\"")
if(REBUILD)
    c_literal("${REBUILD}" rebuild)
endif()

file(WRITE "${OUT}/queries.h" "/* Made from sql/ by the build. */
#ifndef SERVICE_QUERIES_H
#define SERVICE_QUERIES_H
#include \"common/service.h\"
enum query_number {
${numbers}    QUERY_COUNT
};
extern const struct query service_queries[];
extern const struct migration service_migrations[];
extern const char service_rebuild[];
#endif
")
file(WRITE "${OUT}/queries.c" "#include \"queries.h\"
const struct query service_queries[] = {
${rows}    { 0, 0 } };
const struct migration service_migrations[] = {
${migrations}    { 0, 0 } };
const char service_rebuild[] =
        ${rebuild};
")
