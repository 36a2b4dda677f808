// Where a time lies in the feeds. They are read by position, not by time, but time grows with
// position: a binary search a feed, each probe reading one event with a stream that is closed at once.
import { pathWith } from '../../api/client';
import { feedOrder } from '../../api/live';
import type { ChainEvent, FeedState } from '../../api/types';

const probeMs = 4000;

export function feedOf(event: ChainEvent): string {
    return event.source.slice(event.source.lastIndexOf('/') + 1);
}

/** The first event after this position of one feed; undefined: none came. */
function eventAfter(
    feed: number,
    position: number,
    heads: number[],
): Promise<ChainEvent | undefined> {
    const place = heads.map((head, index) => (index === feed ? position : head)).join('.');
    return new Promise((resolve) => {
        const source = new EventSource(pathWith('/v1/events', { from: place }));
        const end = (event: ChainEvent | undefined) => {
            clearTimeout(timer);
            source.close();
            resolve(event);
        };
        const timer = setTimeout(() => end(undefined), probeMs);
        source.onerror = () => end(undefined);
        source.onmessage = (message: MessageEvent<string>) => {
            const event = JSON.parse(message.data) as ChainEvent;
            if (feedOf(event) === feedOrder[feed]) end(event);
        };
    });
}

/**
 * The last position of a feed before the time: low is before it, high is not (or the head).
 * `timeAfter` tells the time of the event behind a position.
 */
export async function lastBefore(
    timeMs: number,
    head: number,
    timeAfter: (position: number) => Promise<number | undefined>,
): Promise<number> {
    let [low, high] = [0, head];
    while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const at = await timeAfter(middle);
        if (at === undefined || at >= timeMs) high = middle;
        else low = middle + 1;
    }
    return low;
}

/** The place from which events since this time come. */
export async function placeOfTime(timeMs: number, feeds: FeedState[]): Promise<string> {
    const heads = feedOrder.map((name) =>
        Number(feeds.find((feed) => feed.source === name)?.head ?? 0),
    );
    const found: number[] = [];
    // One feed after the other: a browser has few connections to one address, and the tail has its own.
    for (const [feed, head] of heads.entries()) {
        found.push(
            await lastBefore(timeMs, head, async (position) => {
                const event =
                    (await eventAfter(feed, position, heads)) ??
                    (await eventAfter(feed, position, heads));
                if (!event) throw new Error(`${feedOrder[feed]} could not be read: try again`);
                return Date.parse(event.time);
            }),
        );
    }
    return found.join('.');
}
