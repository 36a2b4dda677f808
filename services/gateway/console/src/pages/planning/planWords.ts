// The words of plans: states and what follows them, layers, scopes. Pure.
import type { PlanScope } from '../../api/planning';
import type { Tone } from '../../parts/Badge';
import { words } from '../../parts/format';

export const stateTones: Record<string, Tone> = {
    PLAN_DRAFT: 'info',
    PLAN_DEMAND_APPROVED: 'info',
    PLAN_SUPPLY_APPROVED: 'info',
    PLAN_RELEASED: 'good',
};

export function stateText(state: string): string {
    return words(state, 'PLAN_');
}

/** The steps of sales and operations planning, in order. */
const steps = ['PLAN_DRAFT', 'PLAN_DEMAND_APPROVED', 'PLAN_SUPPLY_APPROVED', 'PLAN_RELEASED'];

export interface Step {
    to: string;
    action: string;
    back: boolean;
}

const actions: Record<string, string> = {
    PLAN_DEMAND_APPROVED: 'Approve demand',
    PLAN_SUPPLY_APPROVED: 'Approve supply',
    PLAN_RELEASED: 'Release',
};

/** Where a plan can go from here: one step on, one back, or away. */
export function nextSteps(state: string): Step[] {
    const at = steps.indexOf(state);
    if (at < 0 || state === 'PLAN_RELEASED') return [];
    const on = steps[at + 1];
    const before = steps[at - 1];
    return [
        ...(on ? [{ to: on, action: actions[on] ?? stateText(on), back: false }] : []),
        ...(before
            ? [{ to: before, action: `Back to ${stateText(before).toLowerCase()}`, back: true }]
            : []),
        { to: 'PLAN_DISCARDED', action: 'Discard', back: true },
    ];
}

export function layerText(layer: string): string {
    return words(layer, 'LAYER_');
}

/** A group of a view by family, channel ...: what has none of it has no name; without grouping it is all. */
export function groupText(group: string, by: string): string {
    if (group !== '') return group;
    return by === '' ? 'Everything' : '(none)';
}

export const scopeNames = {
    sku: 'SKU',
    category: 'Family',
    channel: 'Channel',
    region: 'Region',
};

export function scopeText(scope: PlanScope | undefined): string {
    const parts = scope
        ? [scope.sku, scope.category, scope.channel, scope.region].filter((part) => part !== '')
        : [];
    return parts.length === 0 ? 'everything' : parts.join(' · ');
}

export const overrideReasons: [string, string][] = [
    'OVERRIDE_PROMOTION',
    'OVERRIDE_PRICE',
    'OVERRIDE_LISTING',
    'OVERRIDE_COMPETITOR',
    'OVERRIDE_EVENT',
    'OVERRIDE_SUPPLY',
    'OVERRIDE_DATA_ERROR',
    'OVERRIDE_OTHER',
].map((reason) => [reason, words(reason, 'OVERRIDE_')]);
