// Where a SKU lies: on hand, not fit for sale, kept back, pinned, on its way; with totals that add up.
import { Link } from 'wouter-preact';
import type { Availability } from '../../api/inventory';
import type { SkuLocation, SkuView } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, none } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { addsUp, freeAt, isToReorder, totalsOf } from './balance';

const columnsWith = (binAt: (code: string) => string): Column<SkuLocation>[] => [
    {
        key: 'location',
        title: 'Location',
        sort: (one) => one.location,
        cell: (one) => <Link href={`/warehouses/${one.location}`}>{one.location}</Link>,
    },
    {
        key: 'bin',
        title: 'Bin',
        cell: (one) => <span class="mono">{one.bin || binAt(one.location) || none}</span>,
    },
    {
        key: 'on-hand',
        title: 'On hand',
        right: true,
        sort: (one) => one.onHand,
        cell: (one) => <strong>{count(one.onHand)}</strong>,
    },
    {
        key: 'unavailable',
        title: 'Unavailable',
        right: true,
        hint: 'Damaged, on hold, in quarantine, expired',
        cell: (one) => count(one.unavailable),
    },
    {
        key: 'safety',
        title: 'Safety stock',
        right: true,
        hint: 'Kept back from sale',
        cell: (one) => count(one.safetyStock),
    },
    {
        key: 'allocated',
        title: 'Allocated',
        right: true,
        hint: 'Pinned to fulfillment orders here',
        cell: (one) => count(one.allocated),
    },
    {
        key: 'free',
        title: 'Free',
        right: true,
        hint: 'On hand less what is unavailable, kept back or allocated',
        sort: freeAt,
        cell: (one) => count(freeAt(one)),
    },
    { key: 'inbound', title: 'Inbound', right: true, cell: (one) => count(one.inbound) },
    {
        key: 'reorder',
        title: 'Reorder at',
        right: true,
        cell: (one) =>
            one.reorderPoint === 0 ? (
                none
            ) : (
                <span class="row end">
                    {isToReorder(one) && <Badge tone="warn">Reached</Badge>}
                    {count(one.reorderPoint)}
                </span>
            ),
    },
];

function totalWords(view: SkuView, now: Availability | undefined): string {
    const totals = totalsOf(view.locations);
    const parts = [
        `${count(totals.onHand)} on hand`,
        `${count(totals.unavailable)} unavailable`,
        `${count(totals.allocated)} allocated`,
        `${count(totals.inbound)} inbound`,
    ];
    const reserved = now ? Number(now.reserved) : view.summary.reserved;
    const unpinned = Math.max(0, reserved - totals.allocated);
    return `In all ${parts.join(', ')}; ${count(reserved)} reserved over the network, ${count(unpinned)} of them not yet pinned to a location.`;
}

export function SkuLocations({ view, now }: { view: SkuView; now: Availability | undefined }) {
    const binAt = (code: string) => now?.locations.find((one) => one.location === code)?.bin ?? '';
    return (
        <Card title="Where it lies" flush>
            <Table
                caption="Stock by location"
                columns={columnsWith(binAt)}
                rows={view.locations}
                keyOf={(one) => one.location}
                foot={
                    <>
                        {totalWords(view, now)}
                        {!addsUp(view) && (
                            <strong>
                                {' '}
                                The locations do not add up to the total; it is being updated.
                            </strong>
                        )}
                    </>
                }
                empty={<Empty title="It lies nowhere" />}
            />
        </Card>
    );
}
