// What can be done with an order in the state it is in; what cannot is not offered.
import type { OrderView } from '../../api/order';
import { mayChange } from '../../shell/session';
import { openUnits, returnableUnits } from './counters';
import { bare, holdNames } from './words';

export type OrderAction = 'hold' | 'release' | 'cancel' | 'amend' | 'retry' | 'return';

export function actionsOf(order: OrderView): [OrderAction, string][] {
    const isOpen =
        bare(order.status) === 'ACCEPTED' && order.lines.some((one) => openUnits(one) > 0);
    const all: [OrderAction, string, boolean][] = [
        ['retry', 'Route again…', isOpen && order.waitsFor !== ''],
        ['hold', 'Hold…', isOpen && order.holds.length < holdNames.length],
        ['amend', 'Change…', isOpen],
        ['return', 'Return…', order.lines.some((line) => returnableUnits(line) > 0)],
        ['cancel', 'Cancel…', isOpen],
    ];
    return all.filter(([, , offered]) => offered).map(([action, title]) => [action, title]);
}

export function OrderActions({
    order,
    onAsk,
}: {
    order: OrderView;
    onAsk: (action: OrderAction) => void;
}) {
    if (!mayChange()) return null;
    return (
        <div class="row">
            {actionsOf(order).map(([action, title]) => (
                <button
                    key={action}
                    type="button"
                    class={`button ${action === 'cancel' ? 'danger' : ''}`}
                    onClick={() => onAsk(action)}
                >
                    {title}
                </button>
            ))}
        </div>
    );
}
