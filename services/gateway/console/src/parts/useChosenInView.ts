// A row of choices that is wider than a phone shows the chosen one: when another is chosen, and when
// the row gets narrower. Only the row is moved, never the page.
import { useEffect, type MutableRef } from 'preact/hooks';

function showChosen(row: HTMLElement): void {
    const chosen = row.querySelector('[aria-current], [aria-selected=true]');
    if (!chosen) return;
    const [frame, box] = [row.getBoundingClientRect(), chosen.getBoundingClientRect()];
    if (box.left < frame.left) row.scrollLeft -= frame.left - box.left;
    else if (box.right > frame.right) row.scrollLeft += box.right - frame.right;
}

export function useChosenInView(row: MutableRef<HTMLElement | null>, chosen: string | undefined) {
    useEffect(() => {
        if (row.current) showChosen(row.current);
    }, [row, chosen]);
    useEffect(() => {
        const element = row.current;
        if (!element) return;
        const watch = new ResizeObserver(() => showChosen(element));
        watch.observe(element);
        return () => watch.disconnect();
    }, [row]);
}
