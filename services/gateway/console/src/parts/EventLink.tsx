// A link to one event: the list of events, from that position on, of that type. Where the other feeds
// stand is asked when it is followed, so that they are not read from their beginning.
import type { ComponentChildren } from 'preact';
import { useLocation } from 'wouter-preact';
import { get, pathWith } from '../api/client';
import type { FlowView } from '../api/types';

const feeds = ['order', 'inventory', 'fulfillment-routing', 'forecasting']; // of a place: o.i.r.f

function hrefOf(source: string, position: string, type: string, heads: string[]): string {
    const place = feeds.map((feed, index) =>
        feed === source ? String(BigInt(position) - 1n) : (heads[index] ?? '0'),
    );
    return pathWith('/events', { from: place.join('.'), types: type });
}

export function EventLink({
    source,
    position,
    type,
    children,
}: {
    source: string;
    position: string;
    type: string; // full name
    children: ComponentChildren;
}) {
    const [, navigate] = useLocation();
    if (!/^[1-9]\d*$/.test(position)) return <>{children}</>;
    const follow = async (event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        const flow = await get<FlowView>('/v1/flow').catch(() => undefined);
        const heads = feeds.map(
            (feed) => flow?.feeds.find((one) => one.source === feed)?.head ?? '0',
        );
        navigate(hrefOf(source, position, type, heads));
    };
    return (
        <a href={hrefOf(source, position, type, [])} onClick={(event) => void follow(event)}>
            {children}
        </a>
    );
}
