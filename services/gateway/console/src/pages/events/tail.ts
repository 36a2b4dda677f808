// What the page Events holds: the newest events that fit the text, bounded; while it is paused, those
// that come wait. Pure but for its memory: it knows no stream and no screen.
import type { Heard } from '../../api/live';

export const keptMax = 5000;
const slack = 1000; // cut seldom, much at once

export class Tail {
    /** Oldest first. */
    shown: Heard[] = [];
    /** How many were added to shown since the beginning; those cut off too. */
    added = 0;
    paused = false;
    private kept: Heard[] = [];
    private waitingEvents: Heard[] = [];
    private waitingCut = 0;
    private text = '';

    get waiting(): number {
        return this.waitingEvents.length + this.waitingCut;
    }
    /** How many are kept, whatever the text. */
    get count(): number {
        return this.kept.length;
    }

    add(heard: Heard[]): void {
        if (this.paused) {
            this.waitingEvents.push(...heard);
            const over = this.waitingEvents.length - keptMax;
            if (over > slack) {
                this.waitingEvents.splice(0, over);
                this.waitingCut += over;
            }
            return;
        }
        this.kept.push(...heard);
        const fitting = heard.filter((one) => this.fits(one));
        this.shown = this.shown.concat(fitting);
        this.added += fitting.length;
        if (this.kept.length > keptMax + slack) this.cut();
    }

    pause(): void {
        this.paused = true;
    }

    resume(): void {
        this.paused = false;
        const waited = this.waitingEvents;
        this.waitingEvents = [];
        this.waitingCut = 0;
        this.add(waited);
    }

    /** For another question: its answers are shown, whatever was held before. */
    clear(): void {
        this.paused = false;
        this.kept = [];
        this.shown = [];
        this.waitingEvents = [];
        this.waitingCut = 0;
        this.added = 0;
    }

    /** Only events that have all these words somewhere, in any order and case. */
    filter(text: string): void {
        this.text = text.trim().toLowerCase();
        this.shown = this.kept.filter((one) => this.fits(one));
        this.added = this.shown.length;
    }

    private fits(one: Heard): boolean {
        if (this.text === '') return true;
        const event = one.text.toLowerCase();
        return this.text.split(/\s+/).every((word) => event.includes(word));
    }

    private cut(): void {
        const gone = new Set(this.kept.splice(0, this.kept.length - keptMax));
        const first = this.shown.findIndex((one) => !gone.has(one));
        this.shown = first < 0 ? [] : this.shown.slice(first);
    }
}
