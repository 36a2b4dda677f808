// Changing the demand of a plan by hand: what, when, by how much, and why.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import { useAction } from '../../api/use';
import { dayOfDate } from '../../parts/days';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { count } from '../../parts/format';
import { toast } from '../../parts/Toast';
import { overrideReasons, scopeNames } from './planWords';

interface Overridden {
    before: number;
    after: number;
    keys: number;
}

export function OverrideDialog({
    plan,
    scope,
    onClose,
}: {
    plan: string;
    scope: Record<string, string>; // what the page shows is where it begins
    onClose: (made: boolean) => void;
}) {
    const [of, setOf] = useState({
        sku: scope['sku'] ?? '',
        category: scope['category'] ?? '',
        channel: scope['channel'] ?? '',
        region: scope['region'] ?? '',
    });
    const [from, setFrom] = useState('');
    const [to, setTo] = useState('');
    const [how, setHow] = useState('percent');
    const [amount, setAmount] = useState('');
    const [reason, setReason] = useState('OVERRIDE_PROMOTION');
    const [note, setNote] = useState('');
    const action = useAction((key: string, body: unknown) =>
        send<Overridden>('POST', `/v1/plans/${encodeURIComponent(plan)}/overrides`, body, key),
    );
    const save = async () => {
        const made = await action.run({
            scope: of,
            fromDay: dayOfDate(from),
            toDay: dayOfDate(to),
            ...(how === 'percent'
                ? { percent: Number(amount) }
                : { hasUnits: true, units: Number(amount) }),
            reason,
            note,
        });
        if (!made) return;
        toast(
            `${count(Math.round(made.before))} → ${count(Math.round(made.after))} units, ${made.keys} series`,
        );
        onClose(true);
    };
    return (
        <FormDialog
            title={`Change the demand of ${plan}`}
            action="Change"
            ready={amount !== ''}
            busy={action.busy}
            problem={action.problem}
            onSubmit={() => void save()}
            onClose={() => onClose(false)}
        >
            <div class="filters">
                {(['sku', 'category', 'channel', 'region'] as const).map((field) => (
                    <TextField
                        key={field}
                        label={scopeNames[field]}
                        value={of[field]}
                        size={12}
                        onChange={(value) => setOf({ ...of, [field]: value.trim() })}
                    />
                ))}
            </div>
            <div class="filters">
                <TextField label="From" type="date" value={from} onChange={setFrom} />
                <TextField label="To" type="date" value={to} onChange={setTo} />
            </div>
            <div class="filters">
                <SelectField
                    label="Change"
                    value={how}
                    onChange={setHow}
                    choices={[
                        ['percent', 'by percent'],
                        ['units', 'to units a week'],
                    ]}
                />
                <TextField
                    label={how === 'percent' ? 'Percent' : 'Units a week'}
                    type="number"
                    step="any"
                    value={amount}
                    onChange={setAmount}
                    required
                />
            </div>
            <SelectField
                label="Reason"
                value={reason}
                onChange={setReason}
                choices={overrideReasons}
            />
            <TextField
                label="Note"
                value={note}
                onChange={setNote}
                maxLength={500}
                required={reason === 'OVERRIDE_OTHER'}
            />
        </FormDialog>
    );
}
