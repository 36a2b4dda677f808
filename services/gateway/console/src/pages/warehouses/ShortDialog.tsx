// What is not there: how many and why. It is routed elsewhere at once.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { PickProgress, PickTaskView } from '../../api/routing';
import { useAction } from '../../api/use';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { wholeNumber } from '../../parts/Quantities';
import { picker } from './picker';
import { openOf } from './walk';

const reasons: [string, string][] = [
    ['SHORT_NOT_FOUND', 'Not found'],
    ['SHORT_DAMAGED', 'Damaged'],
    ['SHORT_WRONG_ITEM', 'Something else lies there'],
    ['SHORT_EXPIRED', 'Expired'],
];

export function ShortDialog({
    base,
    task,
    onDone,
    onClose,
}: {
    base: string;
    task: PickTaskView;
    onDone: (progress: PickProgress) => void;
    onClose: () => void;
}) {
    const most = openOf(task);
    const [units, setUnits] = useState(String(most));
    const [reason, setReason] = useState('SHORT_NOT_FOUND');
    const report = useAction((key, missing: number, why: string) =>
        send<PickProgress>(
            'POST',
            `${base}/short`,
            {
                picker: picker(),
                code: task.task.sku,
                fulfillmentOrderId: task.task.fulfillmentOrderId,
                missing,
                reason: why,
            },
            key,
        ),
    );
    const missing = wholeNumber(units, 1, most);
    const submit = async () => {
        if (missing === undefined) return;
        const progress = await report.run(missing, reason);
        if (!progress) return;
        onClose();
        onDone(progress);
    };
    return (
        <FormDialog
            title={`${task.task.sku} is not there`}
            action="Tell it"
            danger
            ready={missing !== undefined}
            busy={report.busy}
            problem={report.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>
                These units are routed elsewhere at once, and the shelf sells nothing more of them
                until it is counted. This cannot be taken back.
            </p>
            <TextField
                label={`Units missing, of ${most}`}
                type="number"
                min={1}
                max={most}
                value={units}
                onChange={setUnits}
            />
            <SelectField label="Why" value={reason} onChange={setReason} choices={reasons} />
        </FormDialog>
    );
}
