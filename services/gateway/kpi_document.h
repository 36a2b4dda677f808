/* docs/kpis.md, made from the table of key figures: `crossdock-gateway kpis` prints it, tests/architecture compares. */
#ifndef GATEWAY_KPI_DOCUMENT_H
#define GATEWAY_KPI_DOCUMENT_H

int kpi_document_print(void); /* the exit status of the process */

#endif
