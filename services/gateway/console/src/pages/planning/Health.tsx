// Stock as a planner sees it: what will be gone before more can come, what lies too long, and the
// classes it is planned by.
import { Link } from 'wouter-preact';
import type { StockHealth, StockHealthView } from '../../api/planning';
import { useGet } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { dayText } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { count, tenth, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { ClassMatrix } from './ClassMatrix';

const shownMax = 500;
const askedMax = 10_000; // of a class, which is picked from the answer

const shows: [string, string][] = [
    ['', 'All'],
    ['short', 'Short, or at the reorder point'],
    ['overstock', 'More than is needed'],
    ['aged', 'Not asked for in 90 days'],
    ['dead', 'Never asked for'],
];

const tones: Record<string, Tone> = {
    STOCK_HEALTH_FINE: 'good',
    STOCK_HEALTH_REORDER: 'info',
    STOCK_HEALTH_SHORT: 'bad',
    STOCK_HEALTH_OUT: 'bad',
    STOCK_HEALTH_OVERSTOCK: 'warn',
    STOCK_HEALTH_AGED: 'warn',
};

function supply(row: StockHealth): string {
    return row.daysOfSupply < 0 ? 'no demand' : `${tenth(row.daysOfSupply)} d`;
}

/** When the last unit will have gone; of what has gone already no day is to come. */
function gone(row: StockHealth): string {
    if (row.demandPerDay > 0 && Number(row.onHand) <= 0) return 'already';
    return dayText(row.stockOutDay);
}

const columns: Column<StockHealth>[] = [
    {
        key: 'sku',
        title: 'SKU',
        sort: (row) => row.sku,
        cell: (row) => (
            <Link href={`/stock/${encodeURIComponent(row.sku)}`} class="mono">
                {row.sku}
            </Link>
        ),
    },
    {
        key: 'location',
        title: 'Location',
        sort: (row) => row.location,
        cell: (row) => row.location,
    },
    {
        key: 'state',
        title: 'State',
        sort: (row) => row.state,
        cell: (row) => (
            <Badge tone={tones[row.state] ?? 'idle'}>{words(row.state, 'STOCK_HEALTH_')}</Badge>
        ),
    },
    {
        key: 'class',
        title: 'Class',
        sort: (row) => row.abc + row.xyz,
        cell: (row) => row.abc + row.xyz,
    },
    {
        key: 'hand',
        title: 'On hand',
        right: true,
        sort: (row) => BigInt(row.onHand),
        cell: (row) => count(row.onHand),
    },
    {
        key: 'order',
        title: 'On order',
        right: true,
        sort: (row) => BigInt(row.onOrder),
        cell: (row) => count(row.onOrder),
    },
    {
        key: 'demand',
        title: 'Demand a day',
        right: true,
        sort: (row) => row.demandPerDay,
        cell: (row) => tenth(row.demandPerDay),
    },
    {
        key: 'supply',
        title: 'Days of supply',
        hint: 'On hand / forecast demand per day',
        right: true,
        sort: (row) => (row.daysOfSupply < 0 ? 1e9 : row.daysOfSupply),
        cell: supply,
    },
    {
        key: 'gone',
        title: 'Gone on',
        sort: (row) => row.stockOutDay || 999_999,
        cell: (row) => <span class="nowrap">{gone(row)}</span>,
    },
    {
        key: 'levels',
        title: 'Reorder at / up to',
        right: true,
        cell: (row) => `${count(row.reorderPoint)} / ${count(row.orderUpTo)}`,
    },
    {
        key: 'excess',
        title: 'Excess',
        right: true,
        hint: 'Units beyond what order-up-to and two deviations explain',
        sort: (row) => BigInt(row.excessUnits),
        cell: (row) => count(row.excessUnits),
    },
    {
        key: 'turnover',
        title: 'Turns a year',
        right: true,
        sort: (row) => row.turnover,
        cell: (row) => tenth(row.turnover),
    },
];

export function Health() {
    const [query, change] = useQuery();
    const chosen = query['class'] ?? '';
    const view = useGet<StockHealthView>('/v1/stock-health', {
        show: query['show'],
        location: query['location'],
        limit: chosen === '' ? shownMax : askedMax,
    });
    const lines = view.data?.lines ?? [];
    const found = chosen === '' ? lines : lines.filter((row) => row.abc + row.xyz === chosen);
    const rows = found.slice(0, shownMax);
    const isMore = view.data?.more === true || found.length > rows.length;
    return (
        <>
            <Card title="ABC / XYZ">
                {view.data?.classes ? (
                    <>
                        <p class="small muted">
                            SKUs by their share of the value (A to C) and by how steadily they are
                            asked for (X to Z). Choose a class to see its stock below.
                        </p>
                        <ClassMatrix
                            cells={view.data.classes.cells}
                            chosen={chosen}
                            choose={(name) => change({ class: name })}
                        />
                    </>
                ) : (
                    <Empty title="Nothing is classified yet" />
                )}
            </Card>
            <Card flush>
                <header>
                    <div class="filters">
                        <SelectField
                            label="Show"
                            value={query['show'] ?? ''}
                            choices={shows}
                            onChange={(value) => change({ show: value })}
                        />
                        <TextField
                            label="Location"
                            value={query['location'] ?? ''}
                            restMs={300}
                            onChange={(value) => change({ location: value.trim() })}
                        />
                    </div>
                    <span class="grow" />
                    {chosen !== '' && (
                        <button type="button" class="button" onClick={() => change({ class: '' })}>
                            Class {chosen}: show all
                        </button>
                    )}
                </header>
                <Table
                    caption="Stock health"
                    columns={columns}
                    rows={rows}
                    keyOf={(row) => `${row.sku} ${row.location}`}
                    loading={view.loading}
                    problem={view.problem}
                    retry={view.reload}
                    height="70vh"
                    empty={<Empty title="Nothing is in that state" />}
                    foot={isMore && `The first ${count(rows.length)} are shown.`}
                />
            </Card>
        </>
    );
}
