// What is asked for each step of a return. Receipt, what becomes of the goods, and what the customer is
// owed are separate facts with their own quantities.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { OrderView, ReturnLineView, ReturnReply, ReturnView } from '../../api/order';
import { useAction } from '../../api/use';
import { Confirm } from '../../parts/Dialog';
import { SelectField, TextField } from '../../parts/Field';
import { FormDialog } from '../../parts/FormDialog';
import { words } from '../../parts/format';
import { Quantities, wholeNumber } from '../../parts/Quantities';
import { toast } from '../../parts/Toast';
import { returnableUnits } from './counters';
import { bare } from './words';

const reasons = [
    'UNWANTED',
    'DEFECTIVE',
    'DAMAGED_IN_TRANSIT',
    'WRONG_ITEM',
    'NOT_AS_DESCRIBED',
    'TOO_LATE',
    'UNDELIVERABLE',
    'OTHER',
];
const choices = (names: string[]) => names.map((name): [string, string] => [name, words(name)]);

export function RequestReturnDialog({
    order,
    onDone,
    onClose,
}: {
    order: OrderView;
    onDone: () => void;
    onClose: () => void;
}) {
    const [units, setUnits] = useState<Record<string, string>>({});
    const [reason, setReason] = useState('UNWANTED');
    const [reference, setReference] = useState('');
    const request = useAction((key, body: object) =>
        send<ReturnReply>('POST', '/v1/returns', body, key),
    );
    const open = order.lines.filter((line) => returnableUnits(line) > 0);
    const lines = open.flatMap((line) => {
        const quantity = wholeNumber(units[line.line], 1, returnableUnits(line));
        return quantity === undefined
            ? []
            : [{ line: line.line, quantity, reason: `RETURN_REASON_${reason}` }];
    });
    const submit = async () => {
        const reply = await request.run({ orderId: order.orderId, lines, reference });
        if (!reply) return;
        toast(`Return ${reply.returnId}: ${words(bare(reply.status)).toLowerCase()}`);
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`Return goods of order ${order.orderId}`}
            action="Ask for the return"
            ready={lines.length > 0}
            busy={request.busy}
            problem={request.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <Quantities
                legend="Units that come back"
                rows={open.map((line) => ({
                    key: String(line.line),
                    label: `Line ${line.line}: ${line.sku}`,
                    hint: `of ${returnableUnits(line)}`,
                    max: returnableUnits(line),
                }))}
                values={units}
                onChange={setUnits}
            />
            <SelectField
                label="Why"
                value={reason}
                onChange={setReason}
                choices={choices(reasons)}
            />
            <TextField
                label="The shop's number (optional)"
                value={reference}
                onChange={setReference}
                maxLength={64}
            />
        </FormDialog>
    );
}

export type ReturnStep =
    'authorize' | 'decline' | 'cancel' | 'receive' | 'inspect' | 'resolve' | 'close';

/** Steps that only want a reason. */
const plainSteps: Record<
    string,
    { title: string; action: string; says: string; needed?: boolean; danger?: boolean }
> = {
    authorize: {
        title: 'Allow this return?',
        action: 'Allow',
        says: 'The customer may send the goods.',
    },
    decline: {
        title: 'Decline this return?',
        action: 'Decline',
        says: 'The customer keeps the goods. This cannot be taken back; a new return can be asked for. Goods that come all the same can be received.',
        needed: true,
        danger: true,
    },
    cancel: {
        title: 'Withdraw this return?',
        action: 'Withdraw',
        says: 'It is as if it had not been asked for; its units may be returned another time.',
    },
    close: {
        title: 'Close this return?',
        action: 'Close the return',
        says: 'Nothing more of it is expected.',
    },
};

interface StepProps {
    step: ReturnStep;
    of: ReturnView;
    locations: string[];
    onDone: () => void;
    onClose: () => void;
}

function usePost(of: ReturnView, step: ReturnStep) {
    return useAction((key, body: object) =>
        send<ReturnReply>('POST', `/v1/returns/${of.returnId}/${step}`, body, key),
    );
}

function told(of: ReturnView, reply: ReturnReply): void {
    toast(`Return ${of.returnId}: ${words(bare(reply.status)).toLowerCase()}`);
}

function PlainStep({ step, of, onDone, onClose }: StepProps) {
    const post = usePost(of, step);
    const text = plainSteps[step];
    if (!text) return null;
    const confirm = async (reason: string) => {
        const reply = await post.run(step === 'authorize' ? {} : { reason });
        if (!reply) return;
        told(of, reply);
        onDone();
        onClose();
    };
    return (
        <Confirm
            title={text.title}
            action={text.action}
            danger={text.danger ?? false}
            busy={post.busy}
            problem={post.problem}
            {...(step === 'authorize' ? {} : { reason: text.needed ? 'needed' : 'asked' })}
            onConfirm={(reason) => void confirm(reason)}
            onClose={onClose}
        >
            <p>{text.says}</p>
        </Confirm>
    );
}

/** Steps that take units of lines: what is left to do of a line, and what is told with it. */
const lineSteps: Record<
    string,
    {
        title: string;
        action: string;
        legend: string;
        left: (line: ReturnLineView) => number;
        field?: string;
        label?: string;
        names?: string[];
    }
> = {
    receive: {
        title: 'Receive what came back',
        action: 'Receive',
        legend: 'Units that came',
        left: (line) => Number(line.requested) - Number(line.received),
    },
    inspect: {
        title: 'What becomes of the goods',
        action: 'Tell',
        legend: 'Units looked at',
        left: (line) => Number(line.received) - Number(line.inspected),
        field: 'disposition',
        label: 'What becomes of them',
        names: ['RESTOCK', 'REFURBISH', 'QUARANTINE', 'RETURN_TO_VENDOR', 'SCRAP'],
    },
    resolve: {
        title: 'What the customer is owed',
        action: 'Resolve',
        legend: 'Units',
        left: (line) => Number(line.unresolved),
        field: 'resolution',
        label: 'They get',
        names: ['REFUND', 'EXCHANGE', 'NONE'],
    },
};

function LineStep({ step, of, locations, onDone, onClose }: StepProps) {
    const post = usePost(of, step);
    const plan = lineSteps[step];
    const first = plan?.names?.[0] ?? '';
    const [units, setUnits] = useState<Record<string, string>>(() =>
        Object.fromEntries(
            of.lines.map((line) => [line.line, String(Math.max(0, plan?.left(line) ?? 0))]),
        ),
    );
    const [location, setLocation] = useState(locations[0] ?? '');
    const [choice, setChoice] = useState(first);
    if (!plan) return null;
    const needsLocation = step !== 'resolve';
    // More than was announced may come.
    const max = (line: ReturnLineView) => (step === 'receive' ? 1_000_000 : plan.left(line));
    const lines = of.lines.flatMap((line) => {
        const quantity = wholeNumber(units[line.line], 1, max(line));
        if (quantity === undefined) return [];
        const told = plan.field ? { [plan.field]: `${plan.field.toUpperCase()}_${choice}` } : {};
        return [{ line: line.line, sku: line.sku, quantity, ...told }];
    });
    const submit = async () => {
        const reply = await post.run({ ...(needsLocation ? { location } : {}), lines });
        if (!reply) return;
        told(of, reply);
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`${plan.title}: return ${of.returnId}`}
            action={plan.action}
            ready={lines.length > 0 && (!needsLocation || location !== '')}
            busy={post.busy}
            problem={post.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <Quantities
                legend={plan.legend}
                rows={of.lines
                    .filter((line) => step === 'receive' || plan.left(line) > 0)
                    .map((line) => ({
                        key: String(line.line),
                        label: `Line ${line.line}: ${line.sku}`,
                        hint: `of ${Math.max(0, plan.left(line))}`,
                        max: max(line),
                    }))}
                values={units}
                onChange={setUnits}
            />
            {needsLocation && (
                <SelectField
                    label="Where"
                    value={location}
                    onChange={setLocation}
                    choices={locations.map((code): [string, string] => [code, code])}
                />
            )}
            {plan.names && (
                <SelectField
                    label={plan.label ?? ''}
                    value={choice}
                    onChange={setChoice}
                    choices={choices(plan.names)}
                />
            )}
        </FormDialog>
    );
}

export function ReturnStepDialog(props: StepProps) {
    return props.step in lineSteps ? <LineStep {...props} /> : <PlainStep {...props} />;
}
