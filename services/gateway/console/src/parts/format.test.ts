import { describe, expect, it } from 'vitest';
import {
    biasText,
    count,
    minorDigits,
    money,
    msOfUs,
    relativeTime,
    shortType,
    signed,
    tenth,
    words,
} from './format';

describe('money', () => {
    it.each([
        ['1234', 'EUR', '€12.34'],
        ['5', 'EUR', '€0.05'],
        ['-5', 'EUR', '-€0.05'],
        ['1234', 'JPY', 'JP¥1,234'],
        ['1234567', 'KWD', 'KWD 1,234.567'],
        ['9223372036854775807', 'GBP', '£92,233,720,368,547,758.07'],
        ['100', '', '1.00'],
        ['', 'EUR', '–'],
    ])('%s %s reads %s', (minor, currency, text) => {
        expect(money(minor, currency).replace(/\u00a0/g, ' ')).toBe(text);
    });
    it('knows the digits of ISO 4217', () => {
        expect(['EUR', 'JPY', 'BHD', 'nonsense'].map(minorDigits)).toEqual([2, 0, 3, 2]);
    });
});

describe('quantities and words', () => {
    it('groups thousands, also beyond 53 bits', () => {
        expect(count(12345)).toBe('12,345');
        expect(count('18446744073709551615')).toBe('18,446,744,073,709,551,615');
        expect(count(undefined)).toBe('–');
    });
    it('shows the sign of a change', () => {
        expect([signed(3), signed(0), signed(-3)]).toEqual(['+3', '0', '-3']);
    });
    it('says names as words', () => {
        expect(words('PARTLY_SHIPPED')).toBe('Partly shipped');
        expect(words('HOLD_CREDIT', 'HOLD_')).toBe('Credit');
        expect(words('')).toBe('–');
        expect(shortType('crossdock.order.v1.OrderPlaced')).toBe('OrderPlaced');
    });
});

describe('numbers of a kind', () => {
    it('have their points below each other', () => {
        expect([tenth(4), tenth(1234.56), tenth(undefined)]).toEqual(['4.0', '1,234.6', '–']);
    });
    it('that lean to a side say so once', () => {
        expect(biasText(-0.034)).toBe('3.4 % too low');
        expect(biasText(0.5)).toBe('50 % too high');
        expect(biasText(0.0001)).toBe('none');
        expect(biasText(undefined)).toBe('–');
    });
});

describe('time', () => {
    it('takes microseconds, and nothing for never', () => {
        expect(msOfUs('1700000000123456')).toBe(1700000000123);
        expect([msOfUs('0'), msOfUs(''), msOfUs(undefined)]).toEqual([
            undefined,
            undefined,
            undefined,
        ]);
    });
    it.each([
        [0, 'now'],
        [-59_000, '59 s ago'],
        [-61_000, '1 min ago'],
        [-7_200_000, '2 h ago'],
        [-172_800_000, '2 d ago'],
        [7_200_000, 'in 2 h'],
    ])('%d ms from now reads %s', (distance, text) => {
        expect(relativeTime(1e12 + distance, 1e12)).toBe(text);
    });
});
