// What somebody should look at, with the evidence; seen ones leave the list.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { send } from '../../api/client';
import type { AlertsView, DemandAlert } from '../../api/planning';
import { useAction, useGet } from '../../api/use';
import { Badge, type Tone } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { dayText } from '../../parts/days';
import { CheckField } from '../../parts/Field';
import { words } from '../../parts/format';
import { Empty, ProblemNotice } from '../../parts/Notice';
import { useQueryValue } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';

const tones: Record<string, Tone> = {
    ALERT_STOCK_OUT: 'bad',
    ALERT_SUPPLIER_LATE: 'bad',
    ALERT_SPIKE: 'warn',
    ALERT_SLOW_DOWN: 'warn',
    ALERT_SHIFT_UP: 'warn',
    ALERT_BIAS: 'warn',
    ALERT_OVERSTOCK: 'info',
};

interface Actions {
    look: (alert: DemandAlert) => void;
    reopen: (alert: DemandAlert) => void;
}

function Seen({ alert, actions }: { alert: DemandAlert; actions: Actions | undefined }) {
    if (alert.ended) return <span class="muted">ended {dayText(alert.endedDay)}</span>;
    if (alert.acknowledgedBy === '') {
        if (!actions) return <>not yet</>;
        return (
            <button type="button" class="button small" onClick={() => actions.look(alert)}>
                Seen
            </button>
        );
    }
    return (
        <>
            by {alert.acknowledgedBy}{' '}
            {actions && (
                <button type="button" class="button small" onClick={() => actions.reopen(alert)}>
                    Not seen
                </button>
            )}
        </>
    );
}

function columnsWith(actions: Actions | undefined): Column<DemandAlert>[] {
    return [
        {
            key: 'kind',
            title: 'Alert',
            sort: (row) => row.kind,
            cell: (row) => (
                <Badge tone={row.ended ? 'idle' : (tones[row.kind] ?? 'info')}>
                    {words(row.kind, 'ALERT_')}
                </Badge>
            ),
        },
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
            cell: (row) => (row.location === '' ? 'everywhere' : row.location),
        },
        { key: 'evidence', title: 'Evidence', cell: (row) => row.evidence },
        {
            key: 'day',
            title: 'Since',
            sort: (row) => row.day,
            cell: (row) => <span class="nowrap">{dayText(row.day)}</span>,
        },
        {
            key: 'seen',
            title: 'Seen',
            cell: (row) => <Seen alert={row} actions={actions} />,
        },
    ];
}

export function Alerts() {
    const [all, showAll] = useQueryValue('all');
    const list = useGet<AlertsView>('/v1/alerts', { ended: all === '1', limit: 500 });
    const [looked, look] = useState<DemandAlert | undefined>();
    const action = useAction((key: string, alertId: string, note: string) =>
        send('POST', '/v1/alerts/acknowledge', { alertIds: [alertId], note }, key),
    );
    const undo = useAction((key: string, alertId: string) =>
        send('POST', '/v1/alerts/reopen', { alertIds: [alertId] }, key),
    );
    const reopen = async (alert: DemandAlert) => {
        if ((await undo.run(alert.alertId)) === undefined) return;
        toast('Listed again');
        list.reload();
    };
    const confirm = async (note: string) => {
        if (!looked || (await action.run(looked.alertId, note)) === undefined) return;
        toast('Marked as seen');
        look(undefined);
        list.reload();
    };
    return (
        <Card
            flush
            title="Alerts"
            tools={
                <CheckField
                    label="Also seen and ended ones"
                    value={all === '1'}
                    onChange={(value) => showAll(value ? '1' : '')}
                />
            }
        >
            {undo.problem && <ProblemNotice problem={undo.problem} />}
            <Table
                caption="Alerts"
                columns={columnsWith(
                    mayChange() ? { look, reopen: (alert) => void reopen(alert) } : undefined,
                )}
                rows={list.data?.alerts ?? []}
                keyOf={(row) => row.alertId}
                loading={list.loading}
                problem={list.problem}
                retry={list.reload}
                empty={
                    <Empty title="Nothing needs a look">
                        <span>Spikes, slow-downs and coming stock-outs are told here, once.</span>
                    </Empty>
                }
            />
            {looked && (
                <Confirm
                    title={`${words(looked.kind, 'ALERT_')} of ${looked.sku}: seen?`}
                    action="Mark as seen"
                    reason="asked"
                    busy={action.busy}
                    problem={action.problem}
                    onConfirm={(note) => void confirm(note)}
                    onClose={() => look(undefined)}
                >
                    <p>{looked.evidence}</p>
                </Confirm>
            )}
        </Card>
    );
}
