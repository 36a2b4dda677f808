import { describe, expect, it } from 'vitest';
import { nextSteps, scopeText } from './planWords';

describe('a plan', () => {
    it('goes one step on, one back, or away', () => {
        expect(nextSteps('PLAN_DRAFT').map((step) => step.to)).toEqual([
            'PLAN_DEMAND_APPROVED',
            'PLAN_DISCARDED',
        ]);
        expect(nextSteps('PLAN_SUPPLY_APPROVED').map((step) => step.to)).toEqual([
            'PLAN_RELEASED',
            'PLAN_DEMAND_APPROVED',
            'PLAN_DISCARDED',
        ]);
    });
    it('that is released, superseded or discarded stays so', () => {
        for (const state of ['PLAN_RELEASED', 'PLAN_SUPERSEDED', 'PLAN_DISCARDED'])
            expect(nextSteps(state)).toEqual([]);
    });
    it('names its scope', () => {
        expect(scopeText(undefined)).toBe('everything');
        expect(scopeText({ sku: '', category: 'tea', channel: 'web', region: '' })).toBe(
            'tea · web',
        );
    });
});
