// A parcel of what is picked, and handing over to the carrier.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { Fulfillment, ParcelReply } from '../../api/routing';
import { useAction } from '../../api/use';
import { CheckField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { Quantities, wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';

interface Props {
    of: Fulfillment;
    onDone: () => void;
    onClose: () => void;
}

const gramsMax = 1_000_000;
const sizeMax = 10_000;

export function PackDialog({ of, onDone, onClose }: Props) {
    const [all, setAll] = useState(true);
    const [units, setUnits] = useState<Record<string, string>>({});
    const [grams, setGrams] = useState('');
    const [size, setSize] = useState({ lengthMm: '', widthMm: '', heightMm: '' });
    const [sscc, setSscc] = useState('');
    const pack = useAction((key, body: object) =>
        send<ParcelReply>('POST', `/v1/fulfillments/${of.fulfillmentOrderId}/parcels`, body, key),
    );
    const lines = of.lines.flatMap((line) => {
        const quantity = wholeNumber(units[line.line], 1, Number(line.picked));
        return quantity === undefined ? [] : [{ line: line.line, quantity }];
    });
    const submit = async () => {
        const reply = await pack.run({
            sscc: sscc.trim(),
            weightG: wholeNumber(grams, 0, gramsMax) ?? 0,
            ...Object.fromEntries(
                Object.entries(size).map(([name, text]) => [
                    name,
                    wholeNumber(text, 0, sizeMax) ?? 0,
                ]),
            ),
            lines: all ? [] : lines,
        });
        if (!reply) return;
        toast(
            `Parcel ${reply.parcel}, ${reply.sscc}${reply.allPacked ? ': everything is packed' : ''}`,
        );
        onDone();
        onClose();
    };
    const sizeOf = (name: keyof typeof size) => ({
        type: 'number' as const,
        min: 0,
        max: sizeMax,
        value: size[name],
        onChange: (value: string) => setSize({ ...size, [name]: value }),
    });
    return (
        <FormDialog
            title={`Pack a parcel of fulfillment order ${of.fulfillmentOrderId}`}
            action="Pack"
            ready={all || lines.length > 0}
            busy={pack.busy}
            problem={pack.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <CheckField label="All that is not packed yet" value={all} onChange={setAll} />
            {!all && (
                <Quantities
                    legend="Units in this parcel"
                    rows={of.lines.map((line) => ({
                        key: String(line.line),
                        label: line.sku,
                        hint: `of ${line.picked}`,
                        max: Number(line.picked),
                    }))}
                    values={units}
                    onChange={setUnits}
                />
            )}
            <div class="grid narrow">
                <TextField
                    label="Weight, g"
                    type="number"
                    min={0}
                    max={gramsMax}
                    value={grams}
                    onChange={setGrams}
                />
                <TextField label="Length, mm" {...sizeOf('lengthMm')} />
                <TextField label="Width, mm" {...sizeOf('widthMm')} />
                <TextField label="Height, mm" {...sizeOf('heightMm')} />
            </div>
            <TextField
                label="SSCC of a label at hand (optional)"
                hint="18 digits; without one the parcel gets its number here"
                value={sscc}
                onChange={setSscc}
                maxLength={18}
            />
        </FormDialog>
    );
}

export function ShipDialog({ of, onDone, onClose }: Props) {
    const [carrier, setCarrier] = useState(of.carrier);
    const [service, setService] = useState(of.service);
    const [tracking, setTracking] = useState('');
    const ship = useAction((key, body: object) =>
        send('POST', `/v1/fulfillments/${of.fulfillmentOrderId}/ship`, body, key),
    );
    const submit = async () => {
        if ((await ship.run({ carrier, service, tracking })) === undefined) return;
        toast(`Fulfillment order ${of.fulfillmentOrderId} is on its way`);
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`Hand over fulfillment order ${of.fulfillmentOrderId}`}
            action="Handed over"
            busy={ship.busy}
            problem={ship.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>The goods leave the books of {of.location}. This cannot be taken back.</p>
            <div class="grid narrow">
                <TextField label="Carrier" value={carrier} onChange={setCarrier} maxLength={64} />
                <TextField label="Service" value={service} onChange={setService} maxLength={64} />
            </div>
            <TextField
                label="Tracking number"
                value={tracking}
                onChange={setTracking}
                maxLength={64}
            />
        </FormDialog>
    );
}
