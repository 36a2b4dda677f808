// What a scanner or a thumb tells: a code and how many. The field keeps the focus, so that scan after
// scan goes on without touching the screen.
import { useEffect, useRef, useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { PickProgress, PickTaskView } from '../../api/routing';
import { useAction } from '../../api/use';
import { ProblemNotice } from '../../parts/Notice';
import { picker } from './picker';
import { openOf } from './walk';

export function ScanForm({
    base,
    task,
    onDone,
}: {
    base: string; // address of the list
    task: PickTaskView;
    onDone: (progress: PickProgress) => void;
}) {
    const [code, setCode] = useState('');
    const [units, setUnits] = useState(openOf(task));
    const field = useRef<HTMLInputElement>(null);
    useEffect(() => field.current?.focus({ preventScroll: true }), []);
    const scan = useAction((key, scanned: string, quantity: number) =>
        send<PickProgress>(
            'POST',
            `${base}/scan`,
            {
                picker: picker(),
                code: scanned,
                quantity,
                fulfillmentOrderId: task.task.fulfillmentOrderId,
            },
            key,
        ),
    );
    const tell = async (scanned: string, quantity: number) => {
        const progress = await scan.run(scanned, quantity);
        setCode('');
        field.current?.focus({ preventScroll: true });
        if (progress) onDone(progress);
    };
    const submit = (event: Event) => {
        event.preventDefault();
        if (code.trim() !== '' && !scan.busy) void tell(code.trim(), units);
    };
    const most = openOf(task);
    return (
        <form class="stack" onSubmit={submit}>
            <div class="stepper" role="group" aria-label="Units">
                <button
                    type="button"
                    class="button big"
                    aria-label="One less"
                    disabled={units <= 1}
                    onClick={() => setUnits(units - 1)}
                >
                    −
                </button>
                <output aria-live="polite">{units}</output>
                <button
                    type="button"
                    class="button big"
                    aria-label="One more"
                    disabled={units >= most}
                    onClick={() => setUnits(units + 1)}
                >
                    +
                </button>
            </div>
            <label class="field">
                <span>Scan SKU or GTIN</span>
                <input
                    ref={field}
                    class="input big"
                    value={code}
                    autoComplete="off"
                    autoCapitalize="characters"
                    enterKeyHint="go"
                    onInput={(event) => setCode(event.currentTarget.value)}
                />
            </label>
            {scan.problem && <ProblemNotice problem={scan.problem} />}
            <div class="pair">
                <button type="submit" class="button big" disabled={code.trim() === '' || scan.busy}>
                    Enter the scan
                </button>
                <button
                    type="button"
                    class="button primary big"
                    disabled={scan.busy}
                    onClick={() => void tell(task.task.sku, units)}
                >
                    {scan.busy ? 'Working…' : `Took ${units}`}
                </button>
            </div>
        </form>
    );
}
