// One order: what it is, where its units are, who ships them and why, what happened, what can be done.
import { useCallback, useState } from 'preact/hooks';
import { useParams } from 'wouter-preact';
import { concernsOrder, useReloadOn } from '../../api/concern';
import type { Hold, OrderView, ReturnsView } from '../../api/order';
import type { DecisionView, FulfillmentsView } from '../../api/routing';
import type { OrderTimeline as Timeline } from '../../api/types';
import { useGet } from '../../api/use';
import { Answered } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { AmendDialog } from './AmendDialog';
import { CancelDialog } from './CancelDialog';
import { Decisions } from './Decisions';
import { Fulfillments } from './Fulfillments';
import { HoldDialog, ReleaseDialog } from './HoldDialogs';
import { OrderActions, type OrderAction } from './OrderActions';
import { OrderHead, OrderState, Waits } from './OrderHead';
import { OrderLines } from './OrderLines';
import { OrderTimeline } from './OrderTimeline';
import { RequestReturnDialog } from './ReturnDialogs';
import { RetryDialog } from './RetryDialog';
import { Returns } from './Returns';
import './orders.css';

/** Everything about the order, asked for again when something happens to it. */
function useOrder(orderId: string) {
    const base = `/v1/orders/${encodeURIComponent(orderId)}`;
    const order = useGet<OrderView>(base);
    const timeline = useGet<Timeline>(`${base}/timeline`);
    const decisions = useGet<DecisionView>(`${base}/decisions`);
    const fulfillments = useGet<FulfillmentsView>('/v1/fulfillments', { order_id: orderId });
    const returns = useGet<ReturnsView>(`${base}/returns`);
    const answers = [order, timeline, decisions, fulfillments, returns];
    const reload = useCallback(() => answers.forEach((answer) => answer.reload()), [base]);
    useReloadOn((event) => concernsOrder(event, orderId), reload);
    return { order, timeline, decisions, fulfillments, returns, reload };
}

function ActionDialog({
    action,
    order,
    hold,
    onDone,
    onClose,
}: {
    action: OrderAction;
    order: OrderView;
    hold: Hold | undefined;
    onDone: () => void;
    onClose: () => void;
}) {
    const props = { order, onDone, onClose };
    switch (action) {
        case 'hold':
            return <HoldDialog {...props} />;
        case 'release':
            return hold ? <ReleaseDialog {...props} hold={hold} /> : null;
        case 'cancel':
            return <CancelDialog {...props} />;
        case 'amend':
            return <AmendDialog {...props} />;
        case 'retry':
            return <RetryDialog {...props} />;
        case 'return':
            return <RequestReturnDialog {...props} />;
    }
}

export default function OrderPage() {
    const orderId = useParams<{ id: string }>().id;
    const about = useOrder(orderId);
    const [asked, setAsked] = useState<{ action: OrderAction; hold?: Hold } | undefined>();
    const order = about.order.data;
    return (
        <Page
            title={`Order ${orderId}`}
            tools={
                order && (
                    <>
                        <OrderState order={order} />
                        <OrderActions order={order} onAsk={(action) => setAsked({ action })} />
                    </>
                )
            }
        >
            <Answered of={about.order} lines={8}>
                {(view) => (
                    <>
                        <Waits
                            order={view}
                            onRelease={(hold) => setAsked({ action: 'release', hold })}
                        />
                        <OrderHead order={view} />
                        <OrderLines order={view} />
                        <Tabs
                            label="About this order"
                            tabs={[
                                {
                                    id: 'timeline',
                                    title: 'Timeline',
                                    content: () => <OrderTimeline timeline={about.timeline} />,
                                },
                                {
                                    id: 'fulfillment',
                                    title: 'Fulfillment',
                                    content: () => (
                                        <Fulfillments
                                            fulfillments={about.fulfillments}
                                            onDone={about.reload}
                                        />
                                    ),
                                },
                                {
                                    id: 'decision',
                                    title: 'Decision',
                                    content: () => (
                                        <Decisions
                                            orderId={orderId}
                                            decided={about.decisions}
                                            fulfillments={
                                                about.fulfillments.data?.fulfillments ?? []
                                            }
                                        />
                                    ),
                                },
                                {
                                    id: 'returns',
                                    title: 'Returns',
                                    content: () => (
                                        <Returns
                                            order={view}
                                            returns={about.returns}
                                            onDone={about.reload}
                                        />
                                    ),
                                },
                            ]}
                        />
                        {asked && (
                            <ActionDialog
                                action={asked.action}
                                hold={asked.hold}
                                order={view}
                                onDone={about.reload}
                                onClose={() => setAsked(undefined)}
                            />
                        )}
                    </>
                )}
            </Answered>
        </Page>
    );
}
