// What customers collect here: what is on its way, what waits, what nobody came for.
import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { send } from '../../api/client';
import type { Pickup, PickupsView } from '../../api/routing';
import { useAction, useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { words } from '../../parts/format';
import { Answered, Empty, ProblemNotice } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { bare } from '../orders/words';
import { mayWork } from './may';

function stateOf(pickup: Pickup) {
    const status = bare(pickup.status);
    if (pickup.over) return <Badge tone="bad">Nobody came: keep aside</Badge>;
    if (status === 'READY') return <Badge tone="good">Ready to collect</Badge>;
    if (status === 'SHIPPED') return <Badge tone="info">On its way from {pickup.from}</Badge>;
    return <Badge>{words(status)}</Badge>;
}

export function Pickups({
    code,
    turn,
    onDone,
}: {
    code: string;
    turn: number;
    onDone: () => void;
}) {
    const pickups = useGet<PickupsView>('/v1/pickups', { location: code });
    const tell = useAction((key, of: Pickup, what: 'arrive' | 'collect') =>
        send('POST', `/v1/fulfillments/${of.fulfillmentOrderId}/${what}`, {}, key),
    );
    useEffect(() => {
        if (turn > 0) pickups.reload();
    }, [turn]);
    const act = async (of: Pickup, what: 'arrive' | 'collect') => {
        if ((await tell.run(of, what)) === undefined) return;
        toast(what === 'arrive' ? 'It can be collected now' : 'The customer has it');
        pickups.reload();
        onDone();
    };
    const columns: Column<Pickup>[] = [
        {
            key: 'order',
            title: 'Order',
            cell: (one) => <Link href={`/orders/${one.orderId}`}>{one.orderId}</Link>,
        },
        { key: 'state', title: 'State', cell: stateOf },
        {
            key: 'what',
            title: 'What',
            cell: (one) => one.lines.map((line) => `${line.quantity} × ${line.sku}`).join(', '),
        },
        { key: 'until', title: 'Until', cell: (one) => <Time us={one.untilUs} /> },
        {
            key: 'act',
            title: 'Done',
            cell: (one) =>
                mayWork(code) && (
                    <span class="row">
                        {bare(one.status) === 'SHIPPED' && (
                            <button
                                type="button"
                                class="button small"
                                disabled={tell.busy}
                                onClick={() => void act(one, 'arrive')}
                            >
                                It is here
                            </button>
                        )}
                        {bare(one.status) === 'READY' && (
                            <button
                                type="button"
                                class="button small"
                                disabled={tell.busy}
                                onClick={() => void act(one, 'collect')}
                            >
                                Collected
                            </button>
                        )}
                    </span>
                ),
        },
    ];
    return (
        <Card title="To be collected here" flush>
            {tell.problem && <ProblemNotice problem={tell.problem} />}
            <Answered of={pickups}>
                {(view) => (
                    <Table
                        caption={`Pickups at ${code}`}
                        columns={columns}
                        rows={view.pickups}
                        keyOf={(one) => one.fulfillmentOrderId}
                        foot={view.more ? 'There are more.' : ''}
                        empty={<Empty title="Nothing to collect here" />}
                    />
                )}
            </Answered>
        </Card>
    );
}
