// A parked order is routed again, with another destination if need be.
import { useState } from 'preact/hooks';
import { send } from '../../api/client';
import type { Destination, OrderView } from '../../api/order';
import { useAction } from '../../api/use';
import { FormDialog } from '../../parts/FormDialog';
import { toast } from '../../parts/Toast';
import { AddressFields } from './AmendDialog';

export function RetryDialog({
    order,
    onDone,
    onClose,
}: {
    order: OrderView;
    onDone: () => void;
    onClose: () => void;
}) {
    const before: Destination = {
        country: '',
        region: '',
        city: '',
        postalCode: '',
        ...order.destination,
    };
    const [to, setTo] = useState(before);
    const changed = JSON.stringify(to) !== JSON.stringify(before);
    const retry = useAction((key, destination: Destination | undefined) =>
        send('POST', `/v1/orders/${order.orderId}/retry`, destination ? { destination } : {}, key),
    );
    const submit = async () => {
        if ((await retry.run(changed ? to : undefined)) === undefined) return;
        toast('Routing tries again; the timeline tells what it finds');
        onDone();
        onClose();
    };
    return (
        <FormDialog
            title={`Route order ${order.orderId} again`}
            action={changed ? 'Route with this address' : 'Route again'}
            busy={retry.busy}
            problem={retry.problem}
            onSubmit={() => void submit()}
            onClose={onClose}
        >
            <p>
                It waits because of: {order.waitsFor}. Routing tries again with what it knows by
                now; if the address is the reason, correct it here.
            </p>
            <AddressFields to={to} onChange={setTo} />
        </FormDialog>
    );
}
