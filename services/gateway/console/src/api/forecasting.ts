// The shapes of forecasts and levels, as proto/crossdock/forecasting/v1 has them, as far as they are
// shown; planning.ts has those of plans. Days are days since 1970-01-01. Change both together.

export interface DemandDay {
    day: number;
    units: string;
    censored: boolean;
    expected: number;
}
export interface ForecastDay {
    day: number;
    mean: number;
    lower: number;
    upper: number;
}
export interface StockLevels {
    safetyStock: string;
    reorderPoint: string;
    orderUpTo: string;
    orderQuantity: string;
    serviceLevel: number;
    leadTimeDays: number;
    leadTimeSdDays: number;
    receipts: number;
    policy: string;
}
export interface Proposal {
    proposalId: string;
    sku: string;
    quantity: string;
    day: number;
    leadTimeDays: number;
    position: string;
    reorderPoint: string;
    orderUpTo: string;
    reason: string;
    location: string;
    kind: string;
    fromLocation: string;
    supplier: string;
    unitCostMinor: string;
    currency: string;
    stockOutDay: number;
    safetyStock: string;
    dueDay: number;
    abcXyz: string;
}
export interface Forecast {
    sku: string;
    location: string;
    day: number; // last one of the history used
    horizonDays: number;
    meanPerDay: number;
    mean: number;
    lower: number;
    upper: number;
    method: string;
    reason: string;
    wape: number;
    bias: number;
    trackingSignal: number;
    abc: string;
    xyz: string;
}
export interface ForecastView {
    forecast?: Forecast;
    history: DemandDay[];
    proposal?: Proposal;
    days: ForecastDay[];
    drivers: string[];
    levels?: StockLevels;
}
