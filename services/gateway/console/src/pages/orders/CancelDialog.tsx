// Cancel an order, or units of some lines. What has been handed over stays.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { OrderView } from '../../api/order';
import { useAction } from '../../api/use';
import { CheckField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { Quantities, wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';
import { openUnits } from './counters';

interface Body {
    reason: string;
    lines: { line: number; quantity: number }[];
}

export function CancelDialog({
    order,
    onDone,
    onClose,
}: {
    order: OrderView;
    onDone: () => void;
    onClose: () => void;
}) {
    const [all, setAll] = useState(true);
    const [units, setUnits] = useState<Record<string, string>>({});
    const [reason, setReason] = useState('');
    const cancel = useAction((key, body: Body) =>
        send<{ request: number }>('POST', `/v1/orders/${order.orderId}/cancel`, body, key),
    );
    const open = order.lines.filter((line) => openUnits(line) > 0);
    const lines = open.flatMap((line) => {
        const quantity = wholeNumber(units[line.line], 1, openUnits(line));
        return quantity === undefined ? [] : [{ line: line.line, quantity }];
    });
    const submit = async () => {
        const reply = await cancel.run({ reason, lines: all ? [] : lines });
        if (!reply) return;
        toast(`Cancel request ${reply.request} is recorded; the timeline tells what becomes of it`);
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`Cancel order ${order.orderId}?`}
            action={all ? 'Cancel the order' : 'Cancel these units'}
            danger
            ready={all || lines.length > 0}
            busy={cancel.busy}
            problem={cancel.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>
                What a warehouse has not handed over yet is called back and its stock is released.
                What has shipped stays shipped. A cancel cannot be taken back.
            </p>
            <CheckField label="The whole order" value={all} onChange={setAll} />
            {!all && (
                <Quantities
                    legend="Units to cancel"
                    rows={open.map((line) => ({
                        key: String(line.line),
                        label: `Line ${line.line}: ${line.sku}`,
                        hint: `of ${openUnits(line)}`,
                        max: openUnits(line),
                    }))}
                    values={units}
                    onChange={setUnits}
                />
            )}
            <TextField
                label="Reason (optional)"
                value={reason}
                onChange={setReason}
                maxLength={200}
            />
        </FormDialog>
    );
}
