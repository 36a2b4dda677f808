// Who holds the stock of a SKU: orders and carts by promise, fulfillment orders by where it is pinned.
import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Holder, HoldersView } from '../../api/inventory';
import type { Allocation, AllocationsView } from '../../api/routing';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, msOfUs, words } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';

const holderColumns: Column<Holder>[] = [
    {
        key: 'who',
        title: 'Who',
        cell: (one) =>
            one.orderId !== '0' ? (
                <Link href={`/orders/${one.orderId}`}>Order {one.orderId}</Link>
            ) : (
                <>
                    Cart <span class="mono">{one.holdId}</span>
                </>
            ),
    },
    { key: 'channel', title: 'Channel', cell: (one) => one.channel },
    {
        key: 'promised',
        title: 'Promised',
        right: true,
        sort: (one) => Number(one.promised),
        cell: (one) => count(one.promised),
    },
    {
        key: 'waits',
        title: 'Backordered',
        right: true,
        sort: (one) => Number(one.backordered),
        cell: (one) => count(one.backordered),
    },
    {
        key: 'since',
        title: 'Since',
        cell: (one) => (
            <>
                <Time us={one.sinceUs} />
                {msOfUs(one.expiresAtUs) !== undefined && (
                    <div class="small muted">
                        until <Time us={one.expiresAtUs} />
                    </div>
                )}
            </>
        ),
    },
    { key: 'held', title: 'Hold', cell: (one) => one.held && <Badge tone="warn">On hold</Badge> },
];

const allocationColumns: Column<Allocation>[] = [
    {
        key: 'order',
        title: 'Order',
        cell: (one) => <Link href={`/orders/${one.orderId}`}>Order {one.orderId}</Link>,
    },
    { key: 'location', title: 'Where', cell: (one) => one.location },
    { key: 'units', title: 'Units', right: true, cell: (one) => count(one.quantity) },
    {
        key: 'status',
        title: 'How far',
        cell: (one) => <Badge tone="info">{words(one.status, 'FULFILLMENT_')}</Badge>,
    },
];

const more = (isMore: boolean) => (isMore ? ' The oldest are shown; there are more.' : '');

export function Holders({ sku, turn }: { sku: string; turn: number }) {
    const base = `/v1/skus/${encodeURIComponent(sku)}`;
    const holders = useGet<HoldersView>(`${base}/holders`);
    const allocations = useGet<AllocationsView>(`${base}/allocations`);
    useEffect(() => {
        if (turn === 0) return;
        holders.reload();
        allocations.reload();
    }, [turn]);
    return (
        <div class="grid">
            <Card title="Promised to" flush>
                <Answered of={holders}>
                    {(view) => (
                        <Table
                            caption={`Who ${sku} is promised to`}
                            columns={holderColumns}
                            rows={view.holders}
                            keyOf={(one) => `${one.orderId} ${one.holdId}`}
                            height="420px"
                            foot={`${count(view.promised)} promised, ${count(view.backordered)} backordered.${more(view.more)}`}
                            empty={<Empty title="Nobody holds any" />}
                        />
                    )}
                </Answered>
            </Card>
            <Card title="Pinned to fulfillment orders" flush>
                <Answered of={allocations}>
                    {(view) => (
                        <Table
                            caption={`Where ${sku} is pinned`}
                            columns={allocationColumns}
                            rows={view.allocations}
                            keyOf={(one) => one.fulfillmentOrderId}
                            height="420px"
                            foot={`${count(view.units)} units.${more(view.more)}`}
                            empty={<Empty title="None is pinned" />}
                        />
                    )}
                </Answered>
            </Card>
        </div>
    );
}
