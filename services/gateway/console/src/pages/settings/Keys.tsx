// API keys: who has one, a new one (its secret is shown once), and taking one back.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction, useGet } from '../../api/use';
import type { ApiKey, ApiKeyCreated } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { Confirm } from '../../parts/Dialog';
import { CheckField, TextField } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange, roleNames } from '../../shell/session';
import { FormDialog } from './FormDialog';
import { RoleFields, type RoleChoice } from './RoleFields';
import { SecretDialog } from './SecretDialog';

function stateOf(key: ApiKey) {
    if (key.revokedAtUs !== '0') return <Badge tone="bad">revoked</Badge>;
    const expired = key.expiresAtUs !== '0' && Number(key.expiresAtUs) / 1000 < Date.now();
    return expired ? <Badge tone="warn">expired</Badge> : <Badge tone="good">in force</Badge>;
}

function columnsOf(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
    return [
        {
            key: 'name',
            title: 'Name',
            cell: (key) => <strong>{key.name}</strong>,
            sort: (key) => key.name,
        },
        { key: 'hint', title: 'Begins with', cell: (key) => <span class="mono">{key.hint}…</span> },
        {
            key: 'role',
            title: 'Role',
            cell: (key) => `${roleNames[key.role] ?? key.role} ${key.subject}`,
            sort: (key) => key.role,
        },
        { key: 'state', title: 'State', cell: stateOf },
        {
            key: 'created',
            title: 'Created',
            cell: (key) => (
                <>
                    <Time us={key.createdAtUs} /> by {key.createdBy}
                </>
            ),
            sort: (key) => Number(key.createdAtUs),
        },
        { key: 'expires', title: 'Expires', cell: (key) => <Time us={key.expiresAtUs} /> },
        {
            key: 'rate',
            title: 'Requests / min',
            right: true,
            cell: (key) => (key.requestsPerMinute === 0 ? 'the usual' : key.requestsPerMinute),
        },
        {
            key: 'deeds',
            title: 'What to do',
            cell: (key) =>
                mayChange() &&
                key.revokedAtUs === '0' && (
                    <button type="button" class="button small danger" onClick={() => onRevoke(key)}>
                        Revoke
                    </button>
                ),
        },
    ];
}

export function Keys() {
    const [withRevoked, setWithRevoked] = useState(false);
    const keys = useGet<{ keys: ApiKey[] }>('/v1/keys', { revoked: withRevoked || '' });
    const [making, setMaking] = useState(false);
    const [secret, setSecret] = useState('');
    const [revoking, setRevoking] = useState<ApiKey | undefined>();
    const revoke = useAction((key, id: string, reason: string) =>
        send('POST', `/v1/keys/${id}/revoke`, { reason }, key),
    );
    const confirmRevoke = async (key: ApiKey, reason: string) => {
        if ((await revoke.run(key.keyId, reason)) === undefined) return;
        toast(`${key.name} is revoked`);
        setRevoking(undefined);
        keys.reload();
    };
    return (
        <Card
            title="API keys"
            tools={
                <>
                    <CheckField
                        label="Also revoked ones"
                        value={withRevoked}
                        onChange={setWithRevoked}
                    />
                    {mayChange() && (
                        <button
                            type="button"
                            class="button primary"
                            onClick={() => setMaking(true)}
                        >
                            <Icon name="plus" size={15} /> New key
                        </button>
                    )}
                </>
            }
            flush
        >
            <Table
                caption="API keys"
                columns={columnsOf((key) => {
                    revoke.clear();
                    setRevoking(key);
                })}
                rows={keys.data?.keys ?? []}
                keyOf={(key) => key.keyId}
                loading={keys.loading}
                problem={keys.problem}
                retry={keys.reload}
                empty={<Empty title="No keys yet">Programs log in with one.</Empty>}
            />
            {making && (
                <NewKey
                    onClose={() => setMaking(false)}
                    onMade={(made) => {
                        setMaking(false);
                        setSecret(made.secret);
                        keys.reload();
                    }}
                />
            )}
            {secret !== '' && (
                <SecretDialog
                    title="The new key"
                    secret={secret}
                    use="A program sends it with every request as: Authorization: Bearer …"
                    onClose={() => setSecret('')}
                />
            )}
            {revoking && (
                <Confirm
                    title={`Revoke the key ${revoking.name}?`}
                    action="Revoke"
                    danger
                    reason="asked"
                    busy={revoke.busy}
                    problem={revoke.problem}
                    onConfirm={(reason) => void confirmRevoke(revoking, reason)}
                    onClose={() => setRevoking(undefined)}
                >
                    <p>Whoever uses it is refused from now on. This cannot be undone.</p>
                </Confirm>
            )}
        </Card>
    );
}

function NewKey({
    onMade,
    onClose,
}: {
    onMade: (made: ApiKeyCreated) => void;
    onClose: () => void;
}) {
    const [name, setName] = useState('');
    const [role, setRole] = useState<RoleChoice>({ role: 'KEY_READER', subject: '' });
    const [expires, setExpires] = useState('');
    const make = useAction((key, body: object) =>
        send<ApiKeyCreated>('POST', '/v1/keys', body, key),
    );
    const submit = async () => {
        const expiresAtUs = expires === '' ? '0' : String(new Date(expires).getTime() * 1000);
        const made = await make.run({ name, ...role, expiresAtUs });
        if (made) onMade(made);
    };
    return (
        <FormDialog
            title="New API key"
            action="Make the key"
            busy={make.busy}
            problem={make.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <TextField
                label="Name"
                hint="Who uses it; it stands in the audit."
                value={name}
                onChange={setName}
                maxLength={64}
                required
            />
            <RoleFields value={role} onChange={setRole} />
            <TextField
                label="Expires (optional)"
                type="datetime-local"
                value={expires}
                onChange={setExpires}
            />
        </FormDialog>
    );
}
