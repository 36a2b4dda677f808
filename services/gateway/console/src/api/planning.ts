// The shapes of proposals, alerts and plans, as proto/crossdock/forecasting/v1 has them, as far as
// they are shown. Days are days since 1970-01-01.
import type { Proposal } from './forecasting';

export interface Replenishment {
    proposal: Proposal;
    status: string;
    approved: string;
    received: string;
    decidedBy: string;
    decisionReason: string;
    number: string;
}
export interface ReplenishmentsView {
    replenishments: Replenishment[];
    more: boolean;
    units: string;
    valueMinor: string;
}

export interface StockHealth {
    sku: string;
    location: string;
    onHand: string;
    onOrder: string;
    position: string;
    state: string;
    demandPerDay: number;
    daysOfSupply: number; // -1: no demand
    stockOutDay: number; // 0: beyond a year
    excessUnits: string;
    safetyStock: string;
    reorderPoint: string;
    orderUpTo: string;
    turnover: number;
    idleDays: number;
    abc: string;
    xyz: string;
    valueMinor: string;
}
export interface ClassCell {
    abc: string;
    xyz: string;
    skus: number;
    valueMinor: string;
}
export interface StockHealthView {
    lines: StockHealth[];
    more: boolean;
    classes?: { cells: ClassCell[] };
}

export interface DemandAlert {
    alertId: string;
    kind: string;
    sku: string;
    location: string;
    ended: boolean;
    day: number;
    stockOutDay: number;
    evidence: string;
    endedDay: number;
    acknowledgedBy: string;
}
export interface AlertsView {
    alerts: DemandAlert[];
    more: boolean;
}

export interface PlanScope {
    sku: string;
    category: string;
    channel: string;
    region: string;
}
export interface Assumption {
    kind: string;
    scope?: PlanScope;
    fromDay: number;
    toDay: number;
    percent: number;
    days: number;
    supplier: string;
    location: string;
    like: string;
    name: string;
}
export interface PlanHead {
    planId: string;
    name: string;
    state: string;
    parent: string;
    firstDay: number;
    weeks: number;
    author: string;
    createdAtUs: string;
    note: string;
    assumptions: Assumption[];
    overrides: number;
    keys: number;
    ready: boolean;
}
export interface PlansView {
    plans: PlanHead[];
}
export interface PlanSeries {
    group: string;
    layer: string;
    units: number[];
    total: number;
    valueMinor: string;
}
export interface OverrideFact {
    overrideId: string;
    scope?: PlanScope;
    fromDay: number;
    toDay: number;
    percent: number;
    hasUnits: boolean;
    units: number;
    reason: string;
    note: string;
    author: string;
    atUs: string;
    before: number;
    after: number;
    removed: boolean;
}
export interface SupplyGap {
    sku: string;
    weekDay: number;
    demand: number;
    supply: number;
    limit: string;
    proposal: string;
}
export interface PlanView {
    head?: PlanHead;
    series: PlanSeries[];
    overrides: OverrideFact[];
    gaps: SupplyGap[];
    more: boolean;
}
export interface PlanDifference {
    group: string;
    a: number;
    b: number;
    aValueMinor: string;
    bValueMinor: string;
    reasons: string[];
}
export interface PlanComparison {
    a?: PlanHead;
    b?: PlanHead;
    layer: string;
    differences: PlanDifference[];
    aGap: number;
    bGap: number;
    aStock: number[];
    bStock: number[];
}
export interface LayerAccuracy {
    group: string;
    layer: string;
    wape: number;
    mase: number;
    bias: number;
    trackingSignal: number;
    valueAdded: number;
    weeks: number;
    planUnits: number;
    actualUnits: number;
    attainment: number;
}
export interface PlanAccuracyView {
    layers: LayerAccuracy[];
}
export interface GoalProgress {
    goal?: {
        channel: string;
        region: string;
        fromDay: number;
        toDay: number;
        units: number;
        revenueMinor: string;
        currency: string;
        note: string;
    };
    actualUnits: number;
    actualRevenueMinor: string;
    expectedUnits: number;
    onTrack: number;
    words: string;
}
export interface GoalsView {
    goals: GoalProgress[];
}
export interface Promotion {
    id: string;
    skus: string[];
    category: string;
    channel: string;
    fromDay: number;
    toDay: number;
    lift: number;
    priceChange: number;
    note: string;
}
export interface DemandEventsView {
    promotions: Promotion[];
    holidays: { country: string; day: number; name: string }[];
    lifts: { promotion: string; sku: string; lift: number }[];
}
