// What one sees follows what happens: when an event concerns it, it is asked for again.
import { useEffect, useRef } from 'preact/hooks';
import { listen } from './live';
import type { ChainEvent } from './types';

const soonMs = 250;
const againMs = 1500; // the read model may be a moment behind the stream
const restMs = 1000; // at most so often while events pour in

/**
 * Calls reload soon after an event that concerns what is shown, at most once a second, and once more
 * when it has been quiet, so that nothing of a burst is missed.
 */
export function useReloadOn(concerns: (event: ChainEvent) => boolean, reload: () => void): void {
    const latest = useRef({ concerns, reload });
    latest.current = { concerns, reload };
    useEffect(() => {
        let soon: ReturnType<typeof setTimeout> | undefined;
        let again: ReturnType<typeof setTimeout> | undefined;
        let last = 0;
        const run = () => {
            soon = undefined;
            last = Date.now();
            latest.current.reload();
        };
        const end = listen((heard) => {
            if (!heard.some(({ event }) => latest.current.concerns(event))) return;
            soon ??= setTimeout(run, Math.max(soonMs, last + restMs - Date.now()));
            clearTimeout(again);
            again = setTimeout(run, againMs);
        });
        return () => {
            end();
            clearTimeout(soon);
            clearTimeout(again);
        };
    }, []);
}

/** Whether an event is about this order: pick lists name the orders of their tasks. */
export function concernsOrder(event: ChainEvent, orderId: string): boolean {
    if (event.data['orderId'] === orderId) return true;
    const tasks = event.data['tasks'];
    return (
        Array.isArray(tasks) &&
        tasks.some((task: { orderId?: unknown }) => task.orderId === orderId)
    );
}
