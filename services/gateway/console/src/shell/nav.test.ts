import { describe, expect, it } from 'vitest';
import { isWithin, pages } from './nav';

describe('where one is', () => {
    it('is told of every page, once', () => {
        const entries = pages.filter((page) => page.icon);
        for (const page of pages) {
            const location = page.path.replaceAll(/:\w+/g, '17');
            const marked = entries.filter((entry) => isWithin(location, entry.path));
            expect(
                marked.map((entry) => entry.title),
                page.path,
            ).toHaveLength(1);
        }
    });
    it('is where the page belongs, not where its name begins', () => {
        expect(isWithin('/counts/17', '/stock')).toBe(true);
        expect(isWithin('/fulfillments/4', '/orders')).toBe(true);
        expect(isWithin('/orders/17', '/')).toBe(false);
        expect(isWithin('/stocks', '/stock')).toBe(false);
    });
});
