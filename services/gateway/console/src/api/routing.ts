// The shapes of what fulfillment-routing answers, as proto/crossdock/routing/v1/routing.proto has them;
// as much as the console shows. Change both together.
import type { LineQuantity } from './order';

export interface CostTerm {
    name: string;
    nano: string;
}
export interface Candidate {
    location: string;
    distanceM: string;
    linesInFull: number;
    units: string;
    excluded: string;
    terms: CostTerm[];
    costNano: string;
    deliverOnDay: number;
}
export interface Leg {
    fulfillmentOrderId: string;
    location: string;
    distanceM: string;
    lines: LineQuantity[];
    costNano: string;
    dispatchDay: number;
    deliverOnDay: number;
    carrier: string;
    service: string;
}
export interface Decision {
    orderId: string;
    round: number;
    decidedAtUs: string;
    geocodedBy: string;
    geocodedAs: string;
    rule: string;
    reason: string;
    lines: LineQuantity[];
    candidates: Candidate[];
    legs: Leg[];
    runnerUp: Leg[];
    decisionId: string;
    policy: number;
    proved: boolean;
    costNano: string;
    marginNano: string;
    marginM: string;
    currency: string;
    whyNot: string;
}
export interface DecisionView {
    decisions: Decision[];
    words: string[];
}

export interface PickTask {
    bin: string;
    sku: string;
    quantity: string;
    fulfillmentOrderId: string;
    orderId: string;
    line: number;
    lot: string;
}
export interface PickTaskView {
    task: PickTask;
    picked: string;
    missing: string;
}
export interface PickList {
    pickListId: string;
    location: string;
    status: string; // READY, ACCEPTED, CLAIMED, DONE
    picker: string;
    leaseUntilUs: string;
    tasks: PickTaskView[];
    releasedAtUs: string;
    cutOffAtUs: string;
    fulfillmentOrders: number;
}
export interface PickListsView {
    lists: PickList[];
    more: boolean;
}
export interface PickProgress {
    pickListId: string;
    fulfillmentOrderId: string;
    taskOpen: string;
    tasksOpen: number;
    fulfillmentDone: boolean;
    listDone: boolean;
    next?: PickTask;
}

export interface Profile {
    location: string;
    kind: string;
    capacityOrders: string;
    capacityUnits: string;
    openingDays: number;
    holidays: number[];
    cutOffMinute: number;
    processingDays: number;
    pickup: boolean;
    pickupDays: number;
}
export interface CapacityUse {
    day: number; // there, since 1970-01-01
    orders: string;
    units: string;
}
export interface ProfileView {
    profile: Profile;
    timeZone: string;
    used: CapacityUse[];
    cutOffAtUs: string;
}
export interface ProfilesView {
    profiles: ProfileView[];
    more: boolean;
}

export interface Pickup {
    orderId: string;
    fulfillmentOrderId: string;
    from: string;
    status: string;
    untilUs: string;
    over: boolean;
    lines: LineQuantity[];
}
export interface PickupsView {
    pickups: Pickup[];
    more: boolean;
}
export interface ParcelReply {
    sscc: string;
    parcel: number;
    allPacked: boolean;
}

export interface FulfillmentLine {
    line: number;
    sku: string;
    quantity: string;
    picked: string;
    missing: string;
}
export interface Parcel {
    sscc: string;
    tracking: string;
    weightG: string;
    lines: LineQuantity[];
}
/** The part of an order that one location ships. */
export interface Fulfillment {
    fulfillmentOrderId: string;
    orderId: string;
    location: string;
    status: string;
    pickListId: string;
    plannedAtUs: string;
    changedAtUs: string;
    dispatchByUs: string;
    deliverOnDay: number;
    carrier: string;
    service: string;
    tracking: string;
    pickupLocation: string;
    distanceM: string;
    parent: string;
    lines: FulfillmentLine[];
    parcels: Parcel[];
    latitudeDeg: number; // of where it goes; 0 0: not known
    longitudeDeg: number;
}
export interface FulfillmentsView {
    fulfillments: Fulfillment[];
    more: boolean;
}

export interface Allocation {
    orderId: string;
    fulfillmentOrderId: string;
    location: string;
    status: string;
    quantity: string;
}
export interface AllocationsView {
    allocations: Allocation[];
    units: string;
    more: boolean;
}
