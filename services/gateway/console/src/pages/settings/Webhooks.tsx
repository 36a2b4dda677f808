// Webhooks: where events are sent, how it goes, and the deeds on one of them.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction, useGet } from '../../api/use';
import type { Webhook, WebhookCreated } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { TextField } from '../../parts/Field';
import { count } from '../../parts/format';
import { Icon } from '../../parts/Icon';
import { Empty } from '../../parts/Notice';
import { useQueryValue } from '../../parts/query';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange } from '../../shell/session';
import { Deliveries } from './Deliveries';
import { FormDialog } from './FormDialog';
import { SecretDialog } from './SecretDialog';

const everyMs = 5000;

function stateOf(hook: Webhook) {
    if (hook.paused) return <Badge tone="warn">paused</Badge>;
    if (hook.dead > 0) return <Badge tone="bad">{count(hook.dead)} given up</Badge>;
    if (hook.lastError !== '') return <Badge tone="warn">failing</Badge>;
    return <Badge tone="good">working</Badge>;
}

interface Deeds {
    open: (hook: Webhook) => void;
    pause: (hook: Webhook) => void;
    remove: (hook: Webhook) => void;
}

function columnsOf(deeds: Deeds): Column<Webhook>[] {
    return [
        {
            key: 'url',
            title: 'Address',
            cell: (hook) => (
                <>
                    <strong>{hook.url}</strong>
                    <div class="small muted">
                        {hook.note || 'no note'} · {hook.owner}
                    </div>
                </>
            ),
            sort: (hook) => hook.url,
        },
        {
            key: 'types',
            title: 'Events',
            cell: (hook) => (
                <span class="small mono">
                    {hook.types.join(', ')} {hook.subject && `of ${hook.subject}`}
                </span>
            ),
        },
        {
            key: 'state',
            title: 'State',
            cell: (hook) => (
                <>
                    {stateOf(hook)}
                    {hook.lastError !== '' && <div class="small muted">{hook.lastError}</div>}
                </>
            ),
        },
        { key: 'waiting', title: 'Waiting', right: true, cell: (hook) => count(hook.waiting) },
        { key: 'last', title: 'Last delivered', cell: (hook) => <Time us={hook.deliveredAtUs} /> },
        {
            key: 'deeds',
            title: 'What to do',
            cell: (hook) => (
                <span class="row">
                    <button type="button" class="button small" onClick={() => deeds.open(hook)}>
                        Deliveries
                    </button>
                    {mayChange() && (
                        <>
                            <button
                                type="button"
                                class="button small"
                                onClick={() => deeds.pause(hook)}
                            >
                                {hook.paused ? 'Go on' : 'Pause'}
                            </button>
                            <button
                                type="button"
                                class="button small danger"
                                onClick={() => deeds.remove(hook)}
                            >
                                Delete
                            </button>
                        </>
                    )}
                </span>
            ),
        },
    ];
}

export function Webhooks() {
    const hooks = useGet<{ webhooks: Webhook[] }>('/v1/webhooks', undefined, everyMs);
    const [openId, setOpenId] = useQueryValue('webhook');
    const [making, setMaking] = useState(false);
    const [secret, setSecret] = useState('');
    const [removing, setRemoving] = useState<Webhook | undefined>();
    const change = useAction((key, id: string, body: object) =>
        send('PATCH', `/v1/webhooks/${id}`, body, key),
    );
    const remove = useAction((key, id: string) =>
        send('DELETE', `/v1/webhooks/${id}`, undefined, key),
    );
    const open = hooks.data?.webhooks.find((hook) => hook.webhookId === openId);

    const pause = async (hook: Webhook) => {
        const done = await change.run(hook.webhookId, { paused: !hook.paused });
        if (done !== undefined)
            toast(hook.paused ? 'Events are sent again' : 'Nothing is sent; events wait');
        hooks.reload();
    };
    const confirmRemove = async (hook: Webhook) => {
        if ((await remove.run(hook.webhookId)) === undefined) return;
        toast(`${hook.url} is told no more`);
        setRemoving(undefined);
        hooks.reload();
    };
    return (
        <>
            <Card
                title="Webhooks"
                tools={
                    mayChange() && (
                        <button
                            type="button"
                            class="button primary"
                            onClick={() => setMaking(true)}
                        >
                            <Icon name="plus" size={15} /> New webhook
                        </button>
                    )
                }
                flush
            >
                <Table
                    caption="Webhooks"
                    columns={columnsOf({
                        open: (hook) => setOpenId(hook.webhookId === openId ? '' : hook.webhookId),
                        pause: (hook) => void pause(hook),
                        remove: setRemoving,
                    })}
                    rows={hooks.data?.webhooks ?? []}
                    keyOf={(hook) => hook.webhookId}
                    loading={hooks.loading}
                    problem={change.problem ?? hooks.problem}
                    retry={hooks.reload}
                    empty={
                        <Empty title="No webhooks yet">
                            Events can be sent to an address of yours.
                        </Empty>
                    }
                />
            </Card>
            {open && (
                <Deliveries hook={open} onChanged={hooks.reload} onClose={() => setOpenId('')} />
            )}
            {making && (
                <NewWebhook
                    onClose={() => setMaking(false)}
                    onMade={(made) => {
                        setMaking(false);
                        setSecret(made.secret);
                        hooks.reload();
                    }}
                />
            )}
            {secret !== '' && (
                <SecretDialog
                    title="The secret of the webhook"
                    secret={secret}
                    use="Every delivery is signed with it, so that the receiver knows who sent it."
                    onClose={() => setSecret('')}
                />
            )}
            {removing && (
                <Confirm
                    title="Delete this webhook?"
                    action="Delete"
                    danger
                    busy={remove.busy}
                    problem={remove.problem}
                    onConfirm={() => void confirmRemove(removing)}
                    onClose={() => setRemoving(undefined)}
                >
                    <p>
                        {removing.url}: {count(removing.waiting)} deliveries that wait are dropped.
                    </p>
                </Confirm>
            )}
        </>
    );
}

function NewWebhook({
    onMade,
    onClose,
}: {
    onMade: (made: WebhookCreated) => void;
    onClose: () => void;
}) {
    const [url, setUrl] = useState('');
    const [types, setTypes] = useState('crossdock.order.v1.*');
    const [subject, setSubject] = useState('');
    const [note, setNote] = useState('');
    const make = useAction((key, body: object) =>
        send<WebhookCreated>('POST', '/v1/webhooks', body, key),
    );
    const submit = async () => {
        const list = types.split(/[\s,]+/).filter((type) => type !== '');
        const made = await make.run({ url, types: list, subject, note });
        if (made) onMade(made);
    };
    return (
        <FormDialog
            title="New webhook"
            action="Make the webhook"
            busy={make.busy}
            problem={make.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <TextField
                label="Address"
                hint="https://, or http:// to this machine"
                type="url"
                value={url}
                onChange={setUrl}
                maxLength={500}
                required
            />
            <TextField
                label="Types of events"
                hint="Full names, or all of a service with a * at the end; separated by commas"
                value={types}
                onChange={setTypes}
                required
            />
            <TextField label="Subject (optional)" value={subject} onChange={setSubject} />
            <TextField label="Note (optional)" value={note} onChange={setNote} maxLength={200} />
        </FormDialog>
    );
}
