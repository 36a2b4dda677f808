// The time, every so often, for countdowns; it stands still in a tab that nobody sees.
import { useEffect, useState } from 'preact/hooks';

export function useNow(everyMs = 1000): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        const timer = setInterval(() => {
            if (document.visibilityState === 'visible') setNow(Date.now());
        }, everyMs);
        return () => clearInterval(timer);
    }, [everyMs]);
    return now;
}
