// The people who may log in to this console.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction, useGet } from '../../api/use';
import type { User } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { CheckField, TextField } from '../../parts/Field';
import { Icon } from '../../parts/Icon';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { toast } from '../../parts/Toast';
import { mayChange, roleNames } from '../../shell/session';
import { FormDialog } from './FormDialog';
import { RoleFields, type RoleChoice } from './RoleFields';

const passwordMin = 10;

function columnsOf(onChange: (user: User) => void): Column<User>[] {
    return [
        {
            key: 'name',
            title: 'Name',
            cell: (user) => <strong>{user.name}</strong>,
            sort: (user) => user.name,
        },
        {
            key: 'role',
            title: 'Role',
            cell: (user) => `${roleNames[user.role] ?? user.role} ${user.subject}`,
            sort: (user) => user.role,
        },
        {
            key: 'state',
            title: 'State',
            cell: (user) =>
                user.disabled ? (
                    <Badge tone="bad">disabled</Badge>
                ) : (
                    <Badge tone="good">may log in</Badge>
                ),
        },
        {
            key: 'changed',
            title: 'Changed',
            cell: (user) => (
                <>
                    <Time us={user.changedAtUs} /> by {user.changedBy}
                </>
            ),
            sort: (user) => Number(user.changedAtUs),
        },
        {
            key: 'deeds',
            title: 'What to do',
            cell: (user) =>
                mayChange() && (
                    <button type="button" class="button small" onClick={() => onChange(user)}>
                        Change
                    </button>
                ),
        },
    ];
}

export function Users() {
    const users = useGet<{ users: User[] }>('/v1/users');
    const [editing, setEditing] = useState<User | 'new' | undefined>();
    return (
        <Card
            title="People"
            tools={
                mayChange() && (
                    <button type="button" class="button primary" onClick={() => setEditing('new')}>
                        <Icon name="plus" size={15} /> Add a person
                    </button>
                )
            }
            flush
        >
            <Table
                caption="People who may log in"
                columns={columnsOf(setEditing)}
                rows={users.data?.users ?? []}
                keyOf={(user) => user.name}
                loading={users.loading}
                problem={users.problem}
                retry={users.reload}
            />
            {editing && (
                <UserForm
                    user={editing === 'new' ? undefined : editing}
                    onClose={() => setEditing(undefined)}
                    onDone={(name) => {
                        toast(`${name} is saved`);
                        setEditing(undefined);
                        users.reload();
                    }}
                />
            )}
        </Card>
    );
}

function UserForm({
    user,
    onDone,
    onClose,
}: {
    user: User | undefined;
    onDone: (name: string) => void;
    onClose: () => void;
}) {
    const [name, setName] = useState(user?.name ?? '');
    const [role, setRole] = useState<RoleChoice>({
        role: user?.role ?? 'KEY_READER',
        subject: user?.subject ?? '',
    });
    const [password, setPassword] = useState('');
    const [disabled, setDisabled] = useState(user?.disabled ?? false);
    const save = useAction((key, who: string, body: object) =>
        send('PUT', `/v1/users/${encodeURIComponent(who)}`, body, key),
    );
    const submit = async () => {
        if ((await save.run(name, { ...role, password, disabled })) !== undefined) onDone(name);
    };
    return (
        <FormDialog
            title={user ? `Change ${user.name}` : 'Add a person'}
            action="Save"
            busy={save.busy}
            problem={save.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            {!user && (
                <TextField
                    label="Name"
                    hint="a-z, 0-9, dot, underscore, hyphen"
                    value={name}
                    onChange={setName}
                    pattern="[a-z0-9._\-]+"
                    maxLength={64}
                    autoComplete="off"
                    required
                />
            )}
            <RoleFields value={role} onChange={setRole} />
            <TextField
                label={user ? 'New password (optional)' : 'Password'}
                hint={`At least ${passwordMin} characters.`}
                type="password"
                value={password}
                onChange={setPassword}
                minLength={passwordMin}
                maxLength={200}
                autoComplete="new-password"
                required={!user}
            />
            {user && (
                <CheckField
                    label="Disabled: may not log in, sessions end"
                    value={disabled}
                    onChange={setDisabled}
                />
            )}
        </FormDialog>
    );
}
