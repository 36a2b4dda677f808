/*
 * Countries of ISO 3166-1: both codes, the English name, and other names that files use.
 * Names are compared without case, spaces and punctuation.
 */
#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "clients/cli/countries.h"

static const struct {
    const char *alpha2, *alpha3, *names;
} countries[] = {
    { "AD", "AND", "Andorra" },
    { "AE", "ARE", "United Arab Emirates|Emirates" },
    { "AF", "AFG", "Afghanistan" },
    { "AG", "ATG", "Antigua and Barbuda|Antigua & Barbuda" },
    { "AI", "AIA", "Anguilla" },
    { "AL", "ALB", "Albania" },
    { "AM", "ARM", "Armenia" },
    { "AO", "AGO", "Angola" },
    { "AQ", "ATA", "Antarctica" },
    { "AR", "ARG", "Argentina" },
    { "AS", "ASM", "American Samoa|Samoa (American)" },
    { "AT", "AUT", "Austria|Österreich" },
    { "AU", "AUS", "Australia" },
    { "AW", "ABW", "Aruba" },
    { "AX", "ALA", "Åland Islands|Aland Islands" },
    { "AZ", "AZE", "Azerbaijan" },
    { "BA", "BIH", "Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnia" },
    { "BB", "BRB", "Barbados" },
    { "BD", "BGD", "Bangladesh" },
    { "BE", "BEL", "Belgium|België|Belgique" },
    { "BF", "BFA", "Burkina Faso" },
    { "BG", "BGR", "Bulgaria" },
    { "BH", "BHR", "Bahrain" },
    { "BI", "BDI", "Burundi" },
    { "BJ", "BEN", "Benin" },
    { "BL", "BLM", "Saint Barthélemy|Saint Barthelemy|St Barthelemy" },
    { "BM", "BMU", "Bermuda" },
    { "BN", "BRN", "Brunei|Brunei Darussalam" },
    { "BO", "BOL", "Bolivia|Bolivia, Plurinational State of" },
    { "BQ", "BES", "Caribbean Netherlands|Bonaire, Sint Eustatius and Saba" },
    { "BR", "BRA", "Brazil|Brasil" },
    { "BS", "BHS", "Bahamas|The Bahamas" },
    { "BT", "BTN", "Bhutan" },
    { "BV", "BVT", "Bouvet Island" },
    { "BW", "BWA", "Botswana" },
    { "BY", "BLR", "Belarus" },
    { "BZ", "BLZ", "Belize" },
    { "CA", "CAN", "Canada" },
    { "CC", "CCK", "Cocos (Keeling) Islands|Cocos Islands" },
    { "CD", "COD",
      "Democratic Republic of the Congo|DR Congo|Congo (Dem. Rep.)|"
      "Congo, Democratic Republic of the" },
    { "CF", "CAF", "Central African Rep." },
    { "CG", "COG", "Congo|Republic of the Congo|Congo (Rep.)" },
    { "CH", "CHE", "Switzerland|Schweiz|Suisse" },
    { "CI", "CIV", "Côte d'Ivoire|Ivory Coast|Cote d'Ivoire" },
    { "CK", "COK", "Cook Islands" },
    { "CL", "CHL", "Chile" },
    { "CM", "CMR", "Cameroon" },
    { "CN", "CHN", "China|People's Republic of China" },
    { "CO", "COL", "Colombia" },
    { "CR", "CRI", "Costa Rica" },
    { "CU", "CUB", "Cuba" },
    { "CV", "CPV", "Cape Verde|Cabo Verde" },
    { "CW", "CUW", "Curaçao|Curacao" },
    { "CX", "CXR", "Christmas Island" },
    { "CY", "CYP", "Cyprus" },
    { "CZ", "CZE", "Czech Republic|Czechia" },
    { "DE", "DEU", "Germany|Deutschland" },
    { "DJ", "DJI", "Djibouti" },
    { "DK", "DNK", "Denmark|Danmark" },
    { "DM", "DMA", "Dominica" },
    { "DO", "DOM", "Dominican Republic" },
    { "DZ", "DZA", "Algeria" },
    { "EC", "ECU", "Ecuador" },
    { "EE", "EST", "Estonia" },
    { "EG", "EGY", "Egypt" },
    { "EH", "ESH", "Western Sahara" },
    { "ER", "ERI", "Eritrea" },
    { "ES", "ESP", "Spain|España" },
    { "ET", "ETH", "Ethiopia" },
    { "FI", "FIN", "Finland|Suomi" },
    { "FJ", "FJI", "Fiji" },
    { "FK", "FLK", "Falkland Islands|Falkland Islands (Malvinas)" },
    { "FM", "FSM", "Micronesia|Micronesia, Federated States of" },
    { "FO", "FRO", "Faroe Islands" },
    { "FR", "FRA", "France" },
    { "GA", "GAB", "Gabon" },
    { "GB", "GBR",
      "United Kingdom|UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|"
      "United Kingdom of Great Britain and Northern Ireland" },
    { "GD", "GRD", "Grenada" },
    { "GE", "GEO", "Georgia" },
    { "GF", "GUF", "French Guiana" },
    { "GG", "GGY", "Guernsey" },
    { "GH", "GHA", "Ghana" },
    { "GI", "GIB", "Gibraltar" },
    { "GL", "GRL", "Greenland" },
    { "GM", "GMB", "Gambia|The Gambia" },
    { "GN", "GIN", "Guinea" },
    { "GP", "GLP", "Guadeloupe" },
    { "GQ", "GNQ", "Equatorial Guinea" },
    { "GR", "GRC", "Greece|Hellas" },
    { "GS", "SGS",
      "South Georgia and the South Sandwich Islands|"
      "South Georgia & the South Sandwich Islands" },
    { "GT", "GTM", "Guatemala" },
    { "GU", "GUM", "Guam" },
    { "GW", "GNB", "Guinea-Bissau" },
    { "GY", "GUY", "Guyana" },
    { "HK", "HKG", "Hong Kong|Hong Kong SAR" },
    { "HM", "HMD", "Heard Island and McDonald Islands|Heard Island & McDonald Islands" },
    { "HN", "HND", "Honduras" },
    { "HR", "HRV", "Croatia|Hrvatska" },
    { "HT", "HTI", "Haiti" },
    { "HU", "HUN", "Hungary" },
    { "ID", "IDN", "Indonesia" },
    { "IE", "IRL", "Ireland|EIRE|Republic of Ireland" },
    { "IL", "ISR", "Israel" },
    { "IM", "IMN", "Isle of Man" },
    { "IN", "IND", "India" },
    { "IO", "IOT", "British Indian Ocean Territory" },
    { "IQ", "IRQ", "Iraq" },
    { "IR", "IRN", "Iran|Islamic Republic of Iran|Iran, Islamic Republic of" },
    { "IS", "ISL", "Iceland" },
    { "IT", "ITA", "Italy|Italia" },
    { "JE", "JEY", "Jersey" },
    { "JM", "JAM", "Jamaica" },
    { "JO", "JOR", "Jordan" },
    { "JP", "JPN", "Japan" },
    { "KE", "KEN", "Kenya" },
    { "KG", "KGZ", "Kyrgyzstan" },
    { "KH", "KHM", "Cambodia" },
    { "KI", "KIR", "Kiribati" },
    { "KM", "COM", "Comoros" },
    { "KN", "KNA", "Saint Kitts and Nevis|St Kitts & Nevis" },
    { "KP", "PRK",
      "North Korea|Democratic People's Republic of Korea|"
      "Korea, Democratic People's Republic of" },
    { "KR", "KOR", "South Korea|Korea|Republic of Korea|Korea, Republic of" },
    { "KW", "KWT", "Kuwait" },
    { "KY", "CYM", "Cayman Islands" },
    { "KZ", "KAZ", "Kazakhstan" },
    { "LA", "LAO", "Laos|Lao People's Democratic Republic" },
    { "LB", "LBN", "Lebanon" },
    { "LC", "LCA", "Saint Lucia|St Lucia" },
    { "LI", "LIE", "Liechtenstein" },
    { "LK", "LKA", "Sri Lanka" },
    { "LR", "LBR", "Liberia" },
    { "LS", "LSO", "Lesotho" },
    { "LT", "LTU", "Lithuania" },
    { "LU", "LUX", "Luxembourg" },
    { "LV", "LVA", "Latvia" },
    { "LY", "LBY", "Libya|Libyan Arab Jamahiriya" },
    { "MA", "MAR", "Morocco" },
    { "MC", "MCO", "Monaco" },
    { "MD", "MDA", "Moldova|Republic of Moldova|Moldova, Republic of" },
    { "ME", "MNE", "Montenegro" },
    { "MF", "MAF", "Saint Martin|St Martin (French)" },
    { "MG", "MDG", "Madagascar" },
    { "MH", "MHL", "Marshall Islands" },
    { "MK", "MKD", "North Macedonia|Macedonia" },
    { "ML", "MLI", "Mali" },
    { "MM", "MMR", "Myanmar|Burma|Myanmar (Burma)" },
    { "MN", "MNG", "Mongolia" },
    { "MO", "MAC", "Macao|Macau" },
    { "MP", "MNP", "Northern Mariana Islands" },
    { "MQ", "MTQ", "Martinique" },
    { "MR", "MRT", "Mauritania" },
    { "MS", "MSR", "Montserrat" },
    { "MT", "MLT", "Malta" },
    { "MU", "MUS", "Mauritius" },
    { "MV", "MDV", "Maldives" },
    { "MW", "MWI", "Malawi" },
    { "MX", "MEX", "Mexico|México" },
    { "MY", "MYS", "Malaysia" },
    { "MZ", "MOZ", "Mozambique" },
    { "NA", "NAM", "Namibia" },
    { "NC", "NCL", "New Caledonia" },
    { "NE", "NER", "Niger" },
    { "NF", "NFK", "Norfolk Island" },
    { "NG", "NGA", "Nigeria" },
    { "NI", "NIC", "Nicaragua" },
    { "NL", "NLD", "Netherlands|The Netherlands|Holland|Netherlands, Kingdom of the" },
    { "NO", "NOR", "Norway|Norge" },
    { "NP", "NPL", "Nepal" },
    { "NR", "NRU", "Nauru" },
    { "NU", "NIU", "Niue" },
    { "NZ", "NZL", "New Zealand" },
    { "OM", "OMN", "Oman" },
    { "PA", "PAN", "Panama" },
    { "PE", "PER", "Peru" },
    { "PF", "PYF", "French Polynesia" },
    { "PG", "PNG", "Papua New Guinea" },
    { "PH", "PHL", "Philippines" },
    { "PK", "PAK", "Pakistan" },
    { "PL", "POL", "Poland|Polska" },
    { "PM", "SPM", "Saint Pierre and Miquelon|St Pierre & Miquelon" },
    { "PN", "PCN", "Pitcairn" },
    { "PR", "PRI", "Puerto Rico" },
    { "PS", "PSE", "Palestine|Palestine, State of" },
    { "PT", "PRT", "Portugal" },
    { "PW", "PLW", "Palau" },
    { "PY", "PRY", "Paraguay" },
    { "QA", "QAT", "Qatar" },
    { "RE", "REU", "Réunion|Reunion" },
    { "RO", "ROU", "Romania" },
    { "RS", "SRB", "Serbia" },
    { "RU", "RUS", "Russia|Russian Federation" },
    { "RW", "RWA", "Rwanda" },
    { "SA", "SAU", "Saudi Arabia|KSA" },
    { "SB", "SLB", "Solomon Islands" },
    { "SC", "SYC", "Seychelles" },
    { "SD", "SDN", "Sudan" },
    { "SE", "SWE", "Sweden|Sverige" },
    { "SG", "SGP", "Singapore" },
    { "SH", "SHN", "Saint Helena|St Helena" },
    { "SI", "SVN", "Slovenia" },
    { "SJ", "SJM", "Svalbard and Jan Mayen|Svalbard & Jan Mayen" },
    { "SK", "SVK", "Slovakia" },
    { "SL", "SLE", "Sierra Leone" },
    { "SM", "SMR", "San Marino" },
    { "SN", "SEN", "Senegal" },
    { "SO", "SOM", "Somalia" },
    { "SR", "SUR", "Suriname" },
    { "SS", "SSD", "South Sudan" },
    { "ST", "STP", "São Tomé and Príncipe|Sao Tome and Principe" },
    { "SV", "SLV", "El Salvador" },
    { "SX", "SXM", "Sint Maarten|St Maarten (Dutch)" },
    { "SY", "SYR", "Syria|Syrian Arab Republic" },
    { "SZ", "SWZ", "Eswatini|Swaziland|Eswatini (Swaziland)" },
    { "TC", "TCA", "Turks and Caicos Islands|Turks & Caicos Is" },
    { "TD", "TCD", "Chad" },
    { "TF", "ATF", "French Southern Territories|French S. Terr." },
    { "TG", "TGO", "Togo" },
    { "TH", "THA", "Thailand" },
    { "TJ", "TJK", "Tajikistan" },
    { "TK", "TKL", "Tokelau" },
    { "TL", "TLS", "Timor-Leste|East Timor" },
    { "TM", "TKM", "Turkmenistan" },
    { "TN", "TUN", "Tunisia" },
    { "TO", "TON", "Tonga" },
    { "TR", "TUR", "Turkey|Türkiye|Turkiye" },
    { "TT", "TTO", "Trinidad and Tobago|Trinidad & Tobago" },
    { "TV", "TUV", "Tuvalu" },
    { "TW", "TWN", "Taiwan|Taiwan, Province of China|Republic of China" },
    { "TZ", "TZA", "Tanzania|United Republic of Tanzania|Tanzania, United Republic of" },
    { "UA", "UKR", "Ukraine" },
    { "UG", "UGA", "Uganda" },
    { "UM", "UMI", "United States Minor Outlying Islands|US minor outlying islands" },
    { "US", "USA", "United States|United States of America|U.S.A.|America" },
    { "UY", "URY", "Uruguay" },
    { "UZ", "UZB", "Uzbekistan" },
    { "VA", "VAT", "Vatican City|Holy See" },
    { "VC", "VCT", "Saint Vincent and the Grenadines|St Vincent" },
    { "VE", "VEN", "Venezuela|Venezuela, Bolivarian Republic of" },
    { "VG", "VGB", "British Virgin Islands|Virgin Islands (UK)" },
    { "VI", "VIR", "US Virgin Islands|Virgin Islands (US)" },
    { "VN", "VNM", "Vietnam|Viet Nam" },
    { "VU", "VUT", "Vanuatu" },
    { "WF", "WLF", "Wallis and Futuna|Wallis & Futuna" },
    { "WS", "WSM", "Samoa|Samoa (western)" },
    { "YE", "YEM", "Yemen" },
    { "YT", "MYT", "Mayotte" },
    { "ZA", "ZAF", "South Africa|RSA|Republic of South Africa" },
    { "ZM", "ZMB", "Zambia" },
    { "ZW", "ZWE", "Zimbabwe" },
};

#define COUNTRY_COUNT (sizeof countries / sizeof *countries)

/* Letters, digits and bytes of UTF-8 only. */
static bool
counts(char c)
{
    return isalnum((unsigned char)c) || (c & 0x80);
}

static bool
is_name(const char *names, const char *text)
{
    for (const char *name = names; *name; name += *name == '|') {
        const char *at = text;
        bool same = true;
        for (; *name && *name != '|'; name++) {
            if (!counts(*name))
                continue;
            while (*at && !counts(*at))
                at++;
            same = same && *at && tolower((unsigned char)*name) == tolower((unsigned char)*at);
            at += *at != '\0';
        }
        while (*at && !counts(*at))
            at++;
        if (same && !*at)
            return true;
    }
    return false;
}

const char *
country_code(const char *text)
{
    static size_t last; /* files name the same country again and again */
    if (!*text)
        return NULL;
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        size_t at = (last + i) % COUNTRY_COUNT;
        if (is_name(countries[at].alpha2, text) || is_name(countries[at].alpha3, text) ||
            is_name(countries[at].names, text)) {
            last = at;
            return countries[at].alpha2;
        }
    }
    return NULL;
}
