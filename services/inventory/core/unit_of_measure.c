/*
 * Rule: quantities are in a unit that trading partners understand.
 *
 * Codes of UNECE Recommendation 20: pieces and multiples, mass, length, area, volume, time, energy, and the
 * packages (X and the code of Recommendation 21) that goods are sold by. The common ones; a unit
 * that is missing is added here.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

/* clang-format off */
static const char *const units[] = {
    "EA", "C62", "H87", "NAR", "PR", "NPR", "SET", "KT", "DZN", "DPC", "GRO", "CEN", "MIL",
    "NMP", "KGM", "GRM", "MGM", "TNE", "LBR", "ONZ", "CTM", "MTR", "DMT", "CMT", "MMT", "KMT",
    "INH", "FOT", "YRD", "MTK", "CMK", "FTK", "YDK", "MTQ", "DMQ", "CMQ", "FTQ", "LTR", "HLT",
    "DLT", "CLT", "MLT", "GLL", "GLI", "QTL", "PTL", "PTI", "OZA", "OZI", "KWH", "HUR", "DAY",
    "XBG", "XBO", "XBX", "XCA", "XCS", "XCT", "XPC", "XPK", "XPX", "XRO", "XSA", "XTU",
};
/* clang-format on */

bool
unit_is_known(const char *code)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i], code) == 0)
            return true;
    }
    return false;
}
