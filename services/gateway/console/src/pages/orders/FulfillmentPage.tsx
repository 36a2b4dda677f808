// A fulfillment order by its number alone, as movements of stock name it: leads on to its order.
import { useEffect } from 'preact/hooks';
import { useLocation, useParams } from 'wouter-preact';
import type { FulfillmentsView } from '../../api/routing';
import { useGet } from '../../api/use';
import { Answered, Loading } from '../../parts/Notice';
import { Page } from '../../parts/Page';

export default function FulfillmentPage() {
    const { id = '' } = useParams<{ id: string }>();
    const [, navigate] = useLocation();
    const found = useGet<FulfillmentsView>(`/v1/fulfillments/${encodeURIComponent(id)}`);
    const order = found.data?.fulfillments[0]?.orderId;
    useEffect(() => {
        if (order !== undefined) navigate(`/orders/${order}?tab=fulfillment`, { replace: true });
    }, [order, navigate]);
    return (
        <Page title={`Fulfillment order ${id}`}>
            <Answered of={found}>{() => <Loading what="Its order opens" />}</Answered>
        </Page>
    );
}
