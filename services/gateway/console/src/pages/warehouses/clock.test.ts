import { describe, expect, it } from 'vitest';
import { clockThere, countdown, minuteIn, minuteText, untilCutOff } from './clock';

const at = (text: string) => Date.parse(text);

describe('cut-off', () => {
    it('is counted in the zone of the place', () => {
        // 15:30 in London is 16:30 in Berlin: the cut-off at 17:00 is half an hour away.
        expect(untilCutOff(1020, 'Europe/Berlin', at('2026-01-15T15:30:00Z'))).toBe(30 * 60_000);
        expect(untilCutOff(1020, 'Europe/London', at('2026-01-15T15:30:00Z'))).toBe(90 * 60_000);
    });
    it('is tomorrow when it has passed', () => {
        expect(untilCutOff(1020, 'UTC', at('2026-01-15T17:00:00Z'))).toBe(24 * 3_600_000);
        expect(untilCutOff(1020, 'UTC', at('2026-01-15T17:00:30Z'))).toBe(24 * 3_600_000 - 30_000);
    });
    it('may not be', () => {
        expect(untilCutOff(1440, 'UTC', 0)).toBeUndefined();
        expect(untilCutOff(1020, 'Atlantis/Main', 0)).toBeUndefined();
    });
});

it('an empty zone is UTC', () => {
    expect(minuteIn('', at('2026-01-15T15:30:00Z'))).toBe(930);
    expect(clockThere('', at('2026-01-15T15:30:00Z'))).toBe('Thu 15:30');
});
it('reads as people say it', () => {
    expect(minuteText(1020)).toBe('17:00');
    expect(countdown(7_500_000)).toBe('2 h 05 min');
    expect(countdown(59_000)).toBe('59 s');
    expect(countdown(12 * 60_000)).toBe('12 min');
});
