// All SKUs with their stock: search, what is low, classes by value and variation. Counts have a page of
// their own.
import { Link, useLocation } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import type { SkusPage, SkuSummary } from '../../api/types';
import { usePages } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { SelectField, TextField } from '../../parts/Field';
import { count, none, tenth } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { daysOfSupply } from './balance';
import './stock.css';

const columns: Column<SkuSummary>[] = [
    {
        key: 'sku',
        title: 'SKU',
        sort: (sku) => sku.sku,
        cell: (sku) => (
            <>
                <Link href={`/stock/${encodeURIComponent(sku.sku)}`}>
                    <strong>{sku.sku}</strong>
                </Link>
                <div class="small muted">{sku.name}</div>
            </>
        ),
    },
    {
        key: 'class',
        title: 'Class',
        hint: 'A, B, C by value of what sells; X, Y, Z by how well it can be forecast',
        sort: (sku) => sku.abc + sku.xyz,
        cell: (sku) => sku.abc + sku.xyz || <span class="muted">{none}</span>,
    },
    {
        key: 'available',
        title: 'Available',
        right: true,
        hint: 'What can be promised now',
        sort: (sku) => sku.available,
        cell: (sku) => (
            <span class="row end">
                {sku.low && <Badge tone="warn">Low</Badge>}
                <strong>{count(sku.available)}</strong>
            </span>
        ),
    },
    {
        key: 'on-hand',
        title: 'On hand',
        right: true,
        sort: (sku) => sku.onHand,
        cell: (sku) => count(sku.onHand),
    },
    {
        key: 'reserved',
        title: 'Reserved',
        right: true,
        sort: (sku) => sku.reserved,
        cell: (sku) => count(sku.reserved),
    },
    {
        key: 'backordered',
        title: 'Backordered',
        right: true,
        sort: (sku) => sku.backordered,
        cell: (sku) =>
            sku.backordered > 0 ? (
                <Badge tone="warn">{count(sku.backordered)}</Badge>
            ) : (
                <span class="muted">0</span>
            ),
    },
    {
        key: 'inbound',
        title: 'Inbound',
        right: true,
        sort: (sku) => sku.inbound,
        cell: (sku) => count(sku.inbound),
    },
    {
        key: 'mean',
        title: 'Forecast a day',
        right: true,
        sort: (sku) => sku.meanPerDay,
        cell: (sku) => (sku.meanPerDay > 0 ? tenth(sku.meanPerDay) : none),
    },
    {
        key: 'days',
        title: 'Days of supply',
        right: true,
        hint: 'On hand divided by the forecast a day',
        sort: (sku) => daysOfSupply(sku.onHand, sku.meanPerDay) ?? Number.MAX_VALUE,
        cell: (sku) => tenth(daysOfSupply(sku.onHand, sku.meanPerDay)),
    },
];

const classes: [string, string][] = [
    ['', 'Any'],
    ...['A', 'B', 'C', 'X', 'Y', 'Z'].map((one): [string, string] => [one, one]),
    ...['A', 'B', 'C'].flatMap((abc) =>
        ['X', 'Y', 'Z'].map((xyz): [string, string] => [abc + xyz, abc + xyz]),
    ),
];

export default function StockPage() {
    const [values, change] = useQuery();
    const [, navigate] = useLocation();
    const query = Object.fromEntries(
        ['q', 'category', 'low', 'class'].map((name) => [name, values[name] ?? '']),
    );
    const pages = usePages<SkusPage, SkuSummary>('/v1/skus', query, (got) => got.skus);
    useReloadOn((event) => event.type.startsWith('crossdock.inventory.'), pages.reload);
    const of = (name: string) => ({
        value: values[name] ?? '',
        onChange: (value: string) => change({ [name]: value }),
    });
    return (
        <Page
            title="Stock"
            tools={
                <Link href="/counts" class="button">
                    Counts
                </Link>
            }
        >
            <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
                <TextField
                    label="Search"
                    type="search"
                    placeholder="SKU, name or GTIN"
                    restMs={300}
                    {...of('q')}
                />
                <TextField label="Category" restMs={300} {...of('category')} />
                <SelectField label="Class" choices={classes} {...of('class')} />
                <SelectField
                    label="Level"
                    choices={[
                        ['', 'Any'],
                        ['true', 'Low'],
                        ['false', 'Not low'],
                    ]}
                    {...of('low')}
                />
            </form>
            <Card flush>
                <Table
                    caption="Stock by SKU"
                    columns={columns}
                    rows={pages.rows}
                    keyOf={(sku) => sku.sku}
                    onOpen={(sku) => navigate(`/stock/${encodeURIComponent(sku.sku)}`)}
                    loading={pages.loading}
                    problem={pages.problem}
                    retry={pages.reload}
                    paging={pages}
                    empty={
                        <Empty title="No SKU matches">
                            Items appear here when they are defined.
                        </Empty>
                    }
                />
            </Card>
        </Page>
    );
}
