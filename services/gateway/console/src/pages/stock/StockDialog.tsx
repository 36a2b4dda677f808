// What people do to the stock of a SKU: receive, correct, write off, change what it is fit for. Each
// books movements at once; a correction the other way is how one takes it back.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { StockMovedReply } from '../../api/inventory';
import type { SkuLocation } from '../../api/types';
import { useAction } from '../../api/use';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { words } from '../../parts/format';
import { wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';

export type StockAction = 'receive' | 'adjust' | 'write-off' | 'state';

export const stockActions: { id: StockAction; title: string }[] = [
    { id: 'receive', title: 'Receive' },
    { id: 'adjust', title: 'Adjust' },
    { id: 'write-off', title: 'Write off' },
    { id: 'state', title: 'Change state' },
];

const plans: Record<
    StockAction,
    { title: string; action: string; says: string; text: string; min: number; danger?: boolean }
> = {
    receive: {
        title: 'Receive goods',
        action: 'Receive',
        says: 'Goods came in; they can be promised at once.',
        text: 'Delivery note (optional)',
        min: 1,
    },
    adjust: {
        title: 'Correct the books',
        action: 'Adjust',
        says: 'The books say something else than the shelf. Fewer units than are promised take promises back, newest first.',
        text: 'Reason',
        min: -1_000_000_000,
    },
    'write-off': {
        title: 'Write goods off',
        action: 'Write off',
        says: 'The goods are gone for good.',
        text: 'Reason',
        min: 1,
        danger: true,
    },
    state: {
        title: 'Change what goods are fit for',
        action: 'Change',
        says: 'The goods stay where they are; only available ones are sold.',
        text: 'Reason',
        min: 1,
    },
};

const states = [
    'AVAILABLE',
    'DAMAGED',
    'QUALITY_HOLD',
    'QUARANTINE',
    'REFURBISH',
    'RETURN_TO_VENDOR',
];
const choices = states.map((name): [string, string] => [`STOCK_${name}`, words(name)]);
const quantityMax = 1_000_000_000;

export function StockDialog({
    action,
    sku,
    locations,
    onDone,
    onClose,
}: {
    action: StockAction;
    sku: string;
    locations: SkuLocation[];
    onDone: () => void;
    onClose: () => void;
}) {
    const plan = plans[action];
    const [location, setLocation] = useState(locations[0]?.location ?? '');
    const [typed, setTyped] = useState('');
    const [text, setText] = useState('');
    const [from, setFrom] = useState('STOCK_AVAILABLE');
    const [to, setTo] = useState('STOCK_DAMAGED');
    const post = useAction((key, body: object) =>
        send<StockMovedReply>('POST', `/v1/stock/${action}`, body, key),
    );
    const quantity = wholeNumber(typed, plan.min, quantityMax);
    const hasText = action === 'receive' || text.trim() !== '';
    const here = locations.find((one) => one.location === location);
    const submit = async () => {
        const reply = await post.run({
            location,
            ...(action === 'receive' ? { reference: text } : { reason: text }),
            ...(action === 'state' ? { to } : {}),
            lines: [{ sku, quantity, ...(action === 'receive' ? {} : { state: from }) }],
        });
        if (!reply) return;
        toast(`Booked as movement ${reply.firstMovementId}`);
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`${plan.title}: ${sku}`}
            action={plan.action}
            danger={plan.danger ?? false}
            ready={
                quantity !== undefined &&
                quantity !== 0 &&
                hasText &&
                location !== '' &&
                (action !== 'state' || from !== to)
            }
            busy={post.busy}
            problem={post.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>{plan.says}</p>
            <SelectField
                label="Location"
                value={location}
                onChange={setLocation}
                choices={locations.map((one): [string, string] => [one.location, one.location])}
                hint={here && `${here.onHand} on hand, ${here.unavailable} of them unavailable`}
            />
            <TextField
                label={action === 'adjust' ? 'Units more (or fewer, with a minus)' : 'Units'}
                type="number"
                step={1}
                {...(action === 'adjust' ? {} : { min: 1 })}
                value={typed}
                onChange={setTyped}
            />
            {action !== 'receive' && (
                <SelectField
                    label={action === 'state' ? 'They are now' : 'Of those that are'}
                    value={from}
                    onChange={setFrom}
                    choices={choices}
                />
            )}
            {action === 'state' && (
                <SelectField label="They become" value={to} onChange={setTo} choices={choices} />
            )}
            <TextField label={plan.text} value={text} onChange={setText} maxLength={64} />
        </FormDialog>
    );
}
