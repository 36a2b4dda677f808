// What was sent to one webhook and what came of it; sending again.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction, usePages } from '../../api/use';
import type { DeliveriesView, Delivery, DeliveryState, Webhook } from '../../api/types';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { SelectField } from '../../parts/Field';
import { count, shortType, words } from '../../parts/format';
import { Icon } from '../../parts/Icon';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

const everyMs = 5000;
const tones: Record<DeliveryState, Tone> = {
    DELIVERY_UNSPECIFIED: 'idle',
    DELIVERY_WAITING: 'info',
    DELIVERY_DELIVERED: 'good',
    DELIVERY_DEAD: 'bad',
};

function columnsOf(again: (delivery: Delivery) => void): Column<Delivery>[] {
    return [
        {
            key: 'event',
            title: 'Event',
            cell: (delivery) => (
                <>
                    {shortType(delivery.type)}
                    <div class="small muted">
                        {delivery.source}, position {count(delivery.position)}
                    </div>
                </>
            ),
        },
        {
            key: 'state',
            title: 'State',
            cell: (delivery) => (
                <Badge tone={tones[delivery.state]}>
                    {words(delivery.state, 'DELIVERY_').toLowerCase()}
                </Badge>
            ),
        },
        {
            key: 'attempts',
            title: 'Attempts',
            right: true,
            cell: (delivery) => count(delivery.attempts),
        },
        { key: 'last', title: 'Last attempt', cell: (delivery) => <Time us={delivery.lastAtUs} /> },
        {
            key: 'answer',
            title: 'Answer',
            cell: (delivery) => (
                <>
                    {delivery.lastStatus === 0 ? 'none' : delivery.lastStatus}
                    {delivery.lastError !== '' && (
                        <div class="small muted">{delivery.lastError}</div>
                    )}
                </>
            ),
        },
        { key: 'next', title: 'Next attempt', cell: (delivery) => <Time us={delivery.nextAtUs} /> },
        {
            key: 'deeds',
            title: 'What to do',
            cell: (delivery) =>
                mayChange() &&
                delivery.state === 'DELIVERY_DEAD' && (
                    <button type="button" class="button small" onClick={() => again(delivery)}>
                        Send again
                    </button>
                ),
        },
    ];
}

export function Deliveries({
    hook,
    onChanged,
    onClose,
}: {
    hook: Webhook;
    onChanged: () => void;
    onClose: () => void;
}) {
    const [state, setState] = useState('');
    const pages = usePages<DeliveriesView, Delivery>(
        `/v1/webhooks/${hook.webhookId}/deliveries`,
        { state, limit: 50 },
        (view) => view.deliveries,
        everyMs,
    );
    const redeliver = useAction((key, body: object) =>
        send('POST', `/v1/webhooks/${hook.webhookId}/redeliver`, body, key),
    );
    const again = async (body: object) => {
        if ((await redeliver.run(body)) === undefined) return;
        toast('It is sent again');
        pages.reload();
        onChanged();
    };
    return (
        <Card
            title={`Deliveries to ${hook.url}`}
            tools={
                <>
                    <SelectField
                        label="State"
                        value={state}
                        onChange={setState}
                        choices={[
                            ['', 'All'],
                            ['DELIVERY_WAITING', 'Waiting'],
                            ['DELIVERY_DELIVERED', 'Delivered'],
                            ['DELIVERY_DEAD', 'Given up'],
                        ]}
                    />
                    {mayChange() && hook.dead > 0 && (
                        <button
                            type="button"
                            class="button"
                            disabled={redeliver.busy}
                            onClick={() => void again({ allDead: true })}
                        >
                            Send all given up again
                        </button>
                    )}
                    <button
                        type="button"
                        class="button icon quiet"
                        aria-label="Close"
                        onClick={onClose}
                    >
                        <Icon name="close" />
                    </button>
                </>
            }
            flush
        >
            <Table
                caption="Deliveries"
                columns={columnsOf((delivery) => void again({ deliveryId: delivery.deliveryId }))}
                rows={pages.rows}
                keyOf={(delivery) => delivery.deliveryId}
                loading={pages.loading}
                problem={redeliver.problem ?? pages.problem}
                retry={pages.reload}
                paging={pages}
                empty={<Empty title="Nothing was sent yet" />}
            />
        </Card>
    );
}
