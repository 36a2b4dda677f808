// Change quantities of lines, or where the goods go. Only what differs is asked for.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { Destination, OrderView, Recipient } from '../../api/order';
import { useAction } from '../../api/use';
import { TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { Quantities, wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';

interface Body {
    reason: string;
    lines: { line: number; quantity: number }[];
    destination?: Destination;
    recipient?: Recipient;
}

const nowhere: Destination = { country: '', region: '', city: '', postalCode: '' };
const nobody: Recipient = { name: '', street: '', phone: '', email: '' };
const quantityMax = 1_000_000;

export function AddressFields({
    to,
    onChange,
}: {
    to: Destination;
    onChange: (to: Destination) => void;
}) {
    const of = (name: keyof Destination) => ({
        value: to[name],
        onChange: (value: string) => onChange({ ...to, [name]: value }),
    });
    return (
        <div class="grid narrow">
            <TextField label="Country" maxLength={2} size={4} {...of('country')} />
            <TextField label="Postal code" size={10} {...of('postalCode')} />
            <TextField label="City" {...of('city')} />
            <TextField label="Region" {...of('region')} />
        </div>
    );
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

export function AmendDialog({
    order,
    onDone,
    onClose,
}: {
    order: OrderView;
    onDone: () => void;
    onClose: () => void;
}) {
    const before = { ...nowhere, ...order.destination };
    const personBefore = { ...nobody, ...order.recipient };
    const [to, setTo] = useState(before);
    const [person, setPerson] = useState(personBefore);
    const [units, setUnits] = useState<Record<string, string>>({});
    const [reason, setReason] = useState('');
    const amend = useAction((key, body: Body) =>
        send<{ requests: number[] }>('POST', `/v1/orders/${order.orderId}/amend`, body, key),
    );
    const wanted = (line: { ordered: string; cancelled: string }) =>
        Number(line.ordered) - Number(line.cancelled);
    const lines = order.lines.flatMap((line) => {
        const quantity = wholeNumber(units[line.line], 0, quantityMax);
        return quantity === undefined || quantity === wanted(line)
            ? []
            : [{ line: line.line, quantity }];
    });
    const moves = !isSame(to, before);
    const renames = !isSame(person, personBefore);
    const submit = async () => {
        const reply = await amend.run({
            reason,
            lines,
            ...(moves ? { destination: to } : {}),
            ...(renames ? { recipient: person } : {}),
        });
        if (!reply) return;
        toast('The change is recorded; the timeline tells what becomes of it');
        onDone();
        onClose();
    };
    const of = (name: keyof Recipient) => ({
        value: person[name],
        onChange: (value: string) => setPerson({ ...person, [name]: value }),
    });
    return (
        <FormDialog
            title={`Change order ${order.orderId}`}
            action="Change the order"
            wide
            ready={lines.length > 0 || moves || renames}
            busy={amend.busy}
            problem={amend.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <Quantities
                legend="Units wanted, shipped ones included"
                rows={order.lines.map((line) => ({
                    key: String(line.line),
                    label: `Line ${line.line}: ${line.sku}`,
                    hint: `now ${wanted(line)}`,
                    max: quantityMax,
                }))}
                values={units}
                onChange={setUnits}
            />
            <h3>Goes to</h3>
            <AddressFields to={to} onChange={setTo} />
            <div class="grid narrow">
                <TextField label="Name" {...of('name')} />
                <TextField label="Street" {...of('street')} />
                <TextField label="Phone" {...of('phone')} />
                <TextField label="E-mail" {...of('email')} />
            </div>
            <TextField
                label="Reason (optional)"
                value={reason}
                onChange={setReason}
                maxLength={200}
            />
        </FormDialog>
    );
}
