import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate, dayText, today } from './days';

describe('days since 1970-01-01', () => {
    it('are dates and back, whatever the time zone here', () => {
        expect(dateOfDay(20413)).toBe('2025-11-21');
        expect(dayOfDate('2025-11-21')).toBe(20413);
        for (let day = 1; day < 40000; day += 37) expect(dayOfDate(dateOfDay(day))).toBe(day);
    });
    it('are none when 0, empty or not a date', () => {
        expect(dateOfDay(0)).toBe('');
        expect(dayText(0)).toBe('–');
        expect(dayOfDate('')).toBe(0);
        expect(dayOfDate('2025-02-31x')).toBe(0);
    });
    it('end at midnight UTC', () => {
        expect(today(Date.UTC(2025, 10, 21, 23, 59, 59))).toBe(20413);
        expect(today(Date.UTC(2025, 10, 22))).toBe(20414);
    });
});
