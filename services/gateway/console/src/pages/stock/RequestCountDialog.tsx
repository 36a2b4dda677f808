// Have SKUs counted at a location: blind, with a tolerance up to which a difference is booked at once.
import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { send } from '../../api/client';
import type { CountReply } from '../../api/inventory';
import { useAction } from '../../api/use';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';

export function RequestCountDialog({
    skus,
    locations,
    onClose,
}: {
    skus: string[]; // empty: may be typed
    locations: string[];
    onClose: () => void;
}) {
    const [, navigate] = useLocation();
    const [location, setLocation] = useState(locations[0] ?? '');
    const [typed, setTyped] = useState(skus.join(' '));
    const [units, setUnits] = useState('0');
    const [share, setShare] = useState('0');
    const request = useAction((key, body: object) =>
        send<CountReply>('POST', '/v1/counts', body, key),
    );
    const toleranceUnits = wholeNumber(units, 0, 1_000_000);
    const tolerancePercent = wholeNumber(share, 0, 100);
    const submit = async () => {
        const reply = await request.run({
            location,
            skus: typed.split(/[\s,]+/).filter((sku) => sku !== ''),
            toleranceUnits,
            tolerancePercent,
        });
        if (!reply) return;
        toast(`Count ${reply.countId} is asked for: ${reply.lines.length} to count`);
        onClose();
        navigate(`/counts/${reply.countId}`);
    };
    return (
        <FormDialog
            title="Have stock counted"
            action="Ask for the count"
            ready={
                location !== '' && toleranceUnits !== undefined && tolerancePercent !== undefined
            }
            busy={request.busy}
            problem={request.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <SelectField
                label="Location"
                value={location}
                onChange={setLocation}
                choices={locations.map((code): [string, string] => [code, code])}
            />
            <TextField
                label="SKUs"
                hint="Separated by spaces; empty: everything with stock there"
                value={typed}
                onChange={setTyped}
            />
            <div class="grid narrow">
                <TextField
                    label="Tolerance, units"
                    type="number"
                    min={0}
                    value={units}
                    onChange={setUnits}
                />
                <TextField
                    label="Tolerance, percent"
                    type="number"
                    min={0}
                    max={100}
                    value={share}
                    onChange={setShare}
                    hint="The larger of the two counts"
                />
            </div>
        </FormDialog>
    );
}
