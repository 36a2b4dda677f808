// How the stock of a SKU came to be what it is: each movement with the balance after it and its cause.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { MovementsPage, MovementView, SkuLocation } from '../../api/types';
import { usePages } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { EventLink } from '../../parts/EventLink';
import { SelectField } from '../../parts/Field';
import { count, signed, words } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';

const tones: Record<string, Tone> = {
    RECEIVE: 'good',
    TRANSFER_IN: 'good',
    RETURN_IN: 'good',
    SHIP: 'info',
    TRANSFER_OUT: 'info',
    ADJUST: 'warn',
    COUNT: 'warn',
    WRITE_OFF: 'bad',
};

const causeShown = 24; // ids may be long

/** A reason that names an order or a document leads there. */
export function linkOf(reason: string): string | undefined {
    const order = /^order (\d+)/.exec(reason);
    if (order) return `/orders/${order[1]}`;
    const part = /^fulfillment order (\d+)/.exec(reason);
    if (part) return `/fulfillments/${part[1]}`;
    const counted = /^count (\d+)/.exec(reason);
    return counted ? `/counts/${counted[1]}` : undefined;
}

function Cause({ of }: { of: MovementView }) {
    const link = linkOf(of.reason);
    let why: ComponentChildren = of.reason || <span class="muted">no reason given</span>;
    if (link) why = <Link href={link}>{of.reason}</Link>;
    return (
        <>
            {why}
            <div class="small muted">
                <EventLink
                    source="inventory"
                    position={of.position}
                    type="crossdock.inventory.v1.StockMoved"
                >
                    inventory {of.position}
                </EventLink>
                {of.causeId !== '' && (
                    <span title={of.causeId}> · caused by {of.causeId.slice(0, causeShown)}</span>
                )}
            </div>
        </>
    );
}

const columns: Column<MovementView>[] = [
    { key: 'at', title: 'When', cell: (one) => <Time us={one.atUs} /> },
    {
        key: 'kind',
        title: 'What',
        cell: (one) => (
            <>
                <Badge tone={tones[one.kind] ?? 'idle'}>{words(one.kind)}</Badge>
                {one.state !== '' && one.state !== 'AVAILABLE' && (
                    <div class="small muted">{words(one.state)}</div>
                )}
            </>
        ),
    },
    { key: 'location', title: 'Where', cell: (one) => one.location },
    {
        key: 'quantity',
        title: 'Units',
        right: true,
        cell: (one) => <strong>{signed(one.quantity)}</strong>,
    },
    {
        key: 'after',
        title: 'On hand after',
        right: true,
        hint: 'at this location',
        cell: (one) => count(one.onHandAfter),
    },
    { key: 'why', title: 'Why', cell: (one) => <Cause of={one} /> },
];

export function Movements({
    sku,
    locations,
    turn,
}: {
    sku: string;
    locations: SkuLocation[];
    turn: number;
}) {
    const [location, setLocation] = useState('');
    const pages = usePages<MovementsPage, MovementView>(
        `/v1/skus/${encodeURIComponent(sku)}/movements`,
        { location },
        (got) => got.movements,
    );
    useEffect(() => {
        if (turn > 0) pages.reload();
    }, [turn]);
    return (
        <Card
            title="Movements, newest first"
            flush
            tools={
                <SelectField
                    label="At"
                    value={location}
                    onChange={setLocation}
                    choices={[
                        ['', 'All locations'],
                        ...locations.map((one): [string, string] => [one.location, one.location]),
                    ]}
                />
            }
        >
            <Table
                caption={`Movements of ${sku}`}
                columns={columns}
                rows={pages.rows}
                keyOf={(one) => one.movementId}
                loading={pages.loading}
                problem={pages.problem}
                retry={pages.reload}
                paging={pages}
                empty={<Empty title="It has not moved yet" />}
            />
        </Card>
    );
}
