// Hold an order back, and let it go again: the one undoes the other.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { Hold, OrderView } from '../../api/order';
import { useAction } from '../../api/use';
import { Confirm } from '../../parts/Dialog';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { words } from '../../parts/format';
import { toast } from '../../parts/Toast';
import { bare, holdNames } from './words';

interface Props {
    order: OrderView;
    onDone: () => void;
    onClose: () => void;
}

export function HoldDialog({ order, onDone, onClose }: Props) {
    const open = order.holds.map((hold) => bare(hold.reason));
    const free = holdNames.filter((name) => !open.includes(name));
    const [reason, setReason] = useState(free.includes('OPS') ? 'OPS' : (free[0] ?? ''));
    const [note, setNote] = useState('');
    const hold = useAction((key, name: string, text: string) =>
        send(
            'POST',
            `/v1/orders/${order.orderId}/hold`,
            { hold: { reason: `HOLD_${name}`, note: text } },
            key,
        ),
    );
    const submit = async () => {
        if ((await hold.run(reason, note.trim())) === undefined) return;
        toast('The order is on hold; release the hold to undo that');
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`Hold order ${order.orderId} back?`}
            action="Hold the order"
            ready={reason !== ''}
            busy={hold.busy}
            problem={hold.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>
                Nothing more of it is routed, and what no warehouse has handed over is called back.
                Its stock stays promised. Releasing the hold lets it go on.
            </p>
            <SelectField
                label="Why"
                value={reason}
                onChange={setReason}
                choices={free.map((name): [string, string] => [name, words(name)])}
            />
            <TextField
                label="Note (optional)"
                hint="No names or addresses: it travels on the feed."
                value={note}
                onChange={setNote}
                maxLength={200}
            />
        </FormDialog>
    );
}

export function ReleaseDialog({ order, hold, onDone, onClose }: Props & { hold: Hold }) {
    const name = words(bare(hold.reason)).toLowerCase();
    const isLast = order.holds.length === 1;
    const release = useAction((key, note: string) =>
        send('POST', `/v1/orders/${order.orderId}/release`, { reason: hold.reason, note }, key),
    );
    const confirm = async (note: string) => {
        if ((await release.run(note)) === undefined) return;
        toast(isLast ? 'Released: the order goes on' : `Released the hold: ${name}`);
        onDone();
        onClose();
    };
    return (
        <Confirm
            title={`Release the hold: ${name}?`}
            action="Release"
            reason="asked"
            busy={release.busy}
            problem={release.problem}
            onConfirm={(note) => void confirm(note)}
            onClose={onClose}
        >
            <p>
                {isLast
                    ? 'It is the last one: the order is routed at once.'
                    : 'Other holds stay open; the order goes on when the last one is released.'}
            </p>
        </Confirm>
    );
}
