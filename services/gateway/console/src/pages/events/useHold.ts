// Rows stay while the pointer moves over them: otherwise, in a list that grows at its top, one chooses
// the row that came under the pointer a moment ago. A second later they go on. Who has scrolled down sees
// rows that do not move anyway.
import { useEffect, useState, type MutableRef } from 'preact/hooks';
import type { Tail } from './tail';

const holdMs = 1000;

type Rows = Pick<Tail, 'shown' | 'added'>;

/** The rows to show: those of the tail, or those that it had when the pointer began to move. */
export function useHold(box: MutableRef<HTMLElement | null>, tail: Tail): Rows {
    const [held, hold] = useState<Rows | undefined>();
    useEffect(() => {
        const element = box.current;
        if (!element) return;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const letGo = () => {
            clearTimeout(timer);
            timer = undefined;
            hold(undefined);
        };
        const point = (event: PointerEvent) => {
            if (event.pointerType !== 'mouse' || element.scrollTop > 0) return;
            if (timer === undefined) hold({ shown: tail.shown, added: tail.added });
            clearTimeout(timer);
            timer = setTimeout(letGo, holdMs);
        };
        element.addEventListener('pointermove', point);
        element.addEventListener('pointerleave', letGo);
        return () => {
            clearTimeout(timer);
            element.removeEventListener('pointermove', point);
            element.removeEventListener('pointerleave', letGo);
        };
    }, [box, tail]);
    return held ?? tail;
}
