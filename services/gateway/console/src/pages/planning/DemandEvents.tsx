// Promotions that demand is expected to follow, and what those that are over brought.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { DemandEventsView, Promotion } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { dayOfDate, dayText, today } from '../../parts/days';
import { TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { decimal, percent } from '../../parts/format';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

const daysBack = 365;

function whatOf(promotion: Promotion): string {
    if (promotion.category !== '') return `family ${promotion.category}`;
    const [first, ...others] = promotion.skus;
    return others.length === 0 ? (first ?? '') : `${first} and ${others.length} more`;
}

function learnt(view: DemandEventsView, promotion: Promotion): string {
    const lifts = view.lifts.filter((one) => one.promotion === promotion.id);
    if (lifts.length === 0)
        return promotion.lift > 0 ? `expected × ${decimal(promotion.lift)}` : 'from the past';
    const mean = lifts.reduce((sum, one) => sum + one.lift, 0) / lifts.length;
    return `× ${decimal(mean)} sold`;
}

function Announce({ onClose }: { onClose: (made: boolean) => void }) {
    const [id, setId] = useState('');
    const [skus, setSkus] = useState('');
    const [category, setCategory] = useState('');
    const [channel, setChannel] = useState('');
    const [from, setFrom] = useState('');
    const [to, setTo] = useState('');
    const [lift, setLift] = useState('');
    const action = useAction((key: string, promotion: unknown) =>
        send('POST', '/v1/promotions', { promotions: [promotion] }, key),
    );
    const save = async () => {
        const promotion = {
            id,
            skus: skus.split(/[\s,]+/).filter((sku) => sku !== ''),
            category,
            channel,
            fromDay: dayOfDate(from),
            toDay: dayOfDate(to),
            lift: lift === '' ? 0 : Number(lift),
        };
        if ((await action.run(promotion)) === undefined) return;
        toast(`${id} is announced`);
        onClose(true);
    };
    return (
        <FormDialog
            title="Announce a promotion"
            action="Announce"
            busy={action.busy}
            problem={action.problem}
            onSubmit={() => void save()}
            onClose={() => onClose(false)}
        >
            <TextField label="Name" value={id} onChange={setId} required maxLength={64} />
            <TextField
                label="SKUs"
                value={skus}
                onChange={setSkus}
                hint="separated by blanks; or a family below"
            />
            <div class="filters">
                <TextField label="Family" value={category} onChange={setCategory} />
                <TextField label="Channel" value={channel} onChange={setChannel} />
            </div>
            <div class="filters">
                <TextField label="From" type="date" value={from} onChange={setFrom} required />
                <TextField label="To" type="date" value={to} onChange={setTo} required />
            </div>
            <TextField
                label="Demand times"
                type="number"
                step="0.1"
                min={0.1}
                max={20}
                value={lift}
                onChange={setLift}
                hint="empty: learnt from earlier promotions"
            />
        </FormDialog>
    );
}

function columnsFor(
    view: DemandEventsView | undefined,
    drop: ((promotion: Promotion) => void) | undefined,
): Column<Promotion>[] {
    return [
        {
            key: 'id',
            title: 'Promotion',
            sort: (row) => row.id,
            cell: (row) => <strong>{row.id}</strong>,
        },
        { key: 'what', title: 'Of', cell: whatOf },
        { key: 'channel', title: 'Channel', cell: (row) => row.channel || 'all' },
        {
            key: 'when',
            title: 'When',
            sort: (row) => row.fromDay,
            cell: (row) => `${dayText(row.fromDay)} to ${dayText(row.toDay)}`,
        },
        {
            key: 'price',
            title: 'Price',
            right: true,
            cell: (row) => (row.priceChange === 0 ? '–' : percent(row.priceChange)),
        },
        { key: 'lift', title: 'Demand', cell: (row) => (view ? learnt(view, row) : '') },
        {
            key: 'drop',
            title: 'Cancel',
            cell: (row) =>
                drop && row.toDay >= today(Date.now()) ? (
                    <button type="button" class="button small" onClick={() => drop(row)}>
                        Cancel
                    </button>
                ) : null,
        },
    ];
}

export function DemandEvents() {
    const from = today(Date.now()) - daysBack;
    const view = useGet<DemandEventsView>('/v1/demand-events', {
        from_day: from,
        to_day: from + 2 * daysBack,
    });
    const [announcing, announce] = useState(false);
    const [dropped, drop] = useState<Promotion | undefined>();
    const action = useAction((key: string, id: string) =>
        send('POST', `/v1/promotions/${encodeURIComponent(id)}/cancel`, {}, key),
    );
    const confirm = async () => {
        if (!dropped || (await action.run(dropped.id)) === undefined) return;
        toast(`${dropped.id} is cancelled`);
        drop(undefined);
        view.reload();
    };
    return (
        <Card
            flush
            title="Promotions"
            tools={
                mayChange() && (
                    <button type="button" class="button" onClick={() => announce(true)}>
                        Announce one
                    </button>
                )
            }
        >
            <Table
                caption="Promotions"
                columns={columnsFor(view.data, mayChange() ? drop : undefined)}
                rows={view.data?.promotions ?? []}
                keyOf={(row) => row.id}
                loading={view.loading}
                problem={view.problem}
                retry={view.reload}
                empty={
                    <Empty title="No promotions a year back or ahead">
                        The forecast reckons with those that are announced; one without a lift is
                        expected to be what earlier ones were.
                    </Empty>
                }
            />
            {announcing && (
                <Announce
                    onClose={(made) => {
                        announce(false);
                        if (made) view.reload();
                    }}
                />
            )}
            {dropped && (
                <Confirm
                    title={`Cancel ${dropped.id}?`}
                    action="Cancel the promotion"
                    danger
                    busy={action.busy}
                    problem={action.problem}
                    onConfirm={() => void confirm()}
                    onClose={() => drop(undefined)}
                >
                    <p>The forecast no longer counts with it.</p>
                </Confirm>
            )}
        </Card>
    );
}
