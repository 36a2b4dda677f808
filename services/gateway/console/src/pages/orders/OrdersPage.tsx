// All orders, the newest first: filters that stay in the address, pages, rows that follow what happens.
import { Link, useLocation } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import { usePages } from '../../api/use';
import type { OrdersPage as OrdersAnswer, OrderSummary } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, money, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { useQuery } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { OrderFilters, queryOf } from './OrderFilters';
import { bare, progressTone, stateWords } from './words';
import './orders.css';

const totalMax = 1_000;

function Flags({ order }: { order: OrderSummary }) {
    return (
        <span class="row">
            {order.holds.map((hold) => (
                <Badge key={hold} tone="warn">
                    On hold: {words(bare(hold)).toLowerCase()}
                </Badge>
            ))}
            {order.parked !== '' && <Badge tone="bad">Parked</Badge>}
            {order.reroutes > 0 && (
                <Badge>
                    {order.reroutes === 1 ? 'Rerouted' : `Rerouted ${order.reroutes} times`}
                </Badge>
            )}
        </span>
    );
}

const columns: Column<OrderSummary>[] = [
    {
        key: 'order',
        title: 'Order',
        cell: (order) => (
            <>
                <Link href={`/orders/${order.orderId}`}>
                    <strong>{order.orderId}</strong>
                </Link>
                <div class="small muted">
                    {order.channel}/{order.externalId}
                </div>
            </>
        ),
    },
    {
        key: 'state',
        title: 'State',
        cell: (order) => (
            <div class="stack tight">
                <span>
                    <Badge tone={progressTone(order.progress)}>
                        {stateWords(order.status, order.progress)}
                    </Badge>
                </span>
                <Flags order={order} />
            </div>
        ),
    },
    { key: 'placed', title: 'Placed', cell: (order) => <Time us={order.placedAtUs} /> },
    {
        key: 'to',
        title: 'Goes to',
        cell: (order) => (
            <>
                {order.country} {order.postalCode}
                <div class="small muted">{order.city}</div>
            </>
        ),
    },
    {
        key: 'from',
        title: 'Ships from',
        cell: (order) =>
            order.locations.length === 0 ? (
                <span class="muted">not routed</span>
            ) : (
                order.locations.join(', ')
            ),
    },
    { key: 'units', title: 'Units', right: true, cell: (order) => count(order.units) },
    {
        key: 'value',
        title: 'Value',
        right: true,
        cell: (order) => money(order.valueMinor, order.currency),
    },
];

function totalWords(total: number, isFiltered: boolean): string {
    const many = total >= totalMax ? `${count(totalMax)} or more` : count(total);
    return `${many} ${total === 1 ? 'order' : 'orders'}${isFiltered ? ' match' : ''}`;
}

export default function OrdersPage() {
    const [values, change] = useQuery();
    const [, navigate] = useLocation();
    const query = queryOf(values);
    const isFiltered = Object.values(query).some((value) => value !== '');
    const pages = usePages<OrdersAnswer, OrderSummary>('/v1/orders', query, (got) => got.orders);
    useReloadOn((event) => typeof event.data['orderId'] === 'string', pages.reload);
    return (
        <Page title="Orders">
            <OrderFilters values={values} change={change} />
            <Card flush>
                <Table
                    caption="Orders"
                    columns={columns}
                    rows={pages.rows}
                    keyOf={(order) => order.orderId}
                    onOpen={(order) => navigate(`/orders/${order.orderId}`)}
                    loading={pages.loading}
                    problem={pages.problem}
                    retry={pages.reload}
                    paging={pages}
                    foot={pages.answer && totalWords(pages.answer.total, isFiltered)}
                    empty={
                        isFiltered ? (
                            <Empty title="No order matches">
                                <button
                                    type="button"
                                    class="button"
                                    onClick={() =>
                                        change(
                                            Object.fromEntries(
                                                Object.keys(values).map((name) => [name, '']),
                                            ),
                                        )
                                    }
                                >
                                    Clear the filters
                                </button>
                            </Empty>
                        ) : (
                            <Empty title="No orders yet">
                                Orders appear here as soon as a channel places them.
                            </Empty>
                        )
                    }
                />
            </Card>
        </Page>
    );
}
