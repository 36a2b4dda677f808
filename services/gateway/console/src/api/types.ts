// The shapes of the gateway's own answers, as proto/crossdock/gateway/v1/gateway.proto has them:
// lowerCamelCase, 64-bit numbers as strings, enums by name. Change both together.

export type Role =
    'KEY_ROLE_UNSPECIFIED' | 'KEY_STOREFRONT' | 'KEY_WAREHOUSE' | 'KEY_OPERATOR' | 'KEY_READER';

export interface Session {
    name: string;
    role: Role;
    subject: string;
    expiresAtUs: string;
    csrf: string;
}

export interface ApiKey {
    keyId: string;
    name: string;
    role: Role;
    subject: string;
    hint: string;
    createdAtUs: string;
    createdBy: string;
    expiresAtUs: string;
    revokedAtUs: string;
    requestsPerMinute: number;
}
export interface ApiKeyCreated {
    keyId: string;
    secret: string;
}
export interface User {
    name: string;
    role: Role;
    subject: string;
    disabled: boolean;
    changedAtUs: string;
    changedBy: string;
}
export interface AuditEntry {
    auditId: string;
    atUs: string;
    actor: string;
    role: Role;
    method: string;
    path: string;
    message: string;
    commandId: string;
    status: number;
    detail: string;
    requestId: string;
}
export interface AuditView {
    entries: AuditEntry[];
    next: string;
}

export interface Webhook {
    webhookId: string;
    url: string;
    types: string[];
    subject: string;
    note: string;
    paused: boolean;
    owner: string;
    createdAtUs: string;
    waiting: number;
    dead: number;
    deliveredAtUs: string;
    lastError: string;
}
export interface WebhookCreated {
    webhookId: string;
    secret: string;
}
export type DeliveryState =
    'DELIVERY_UNSPECIFIED' | 'DELIVERY_WAITING' | 'DELIVERY_DELIVERED' | 'DELIVERY_DEAD';
export interface Delivery {
    deliveryId: string;
    webhookId: string;
    eventId: string;
    type: string;
    source: string;
    position: string;
    state: DeliveryState;
    attempts: number;
    nextAtUs: string;
    lastAtUs: string;
    lastStatus: number;
    lastError: string;
}
export interface DeliveriesView {
    deliveries: Delivery[];
    next: string;
}

export interface OrderSummary {
    orderId: string;
    channel: string;
    externalId: string;
    status: string;
    progress: string;
    placedAtUs: string;
    changedAtUs: string;
    country: string;
    city: string;
    postalCode: string;
    lines: number;
    units: number;
    valueMinor: string;
    currency: string;
    locations: string[];
    holds: string[];
    parked: string;
    reroutes: number;
}
export interface OrdersPage {
    orders: OrderSummary[];
    next: string;
    total: number;
}
export interface TimelineEntry {
    atUs: string;
    source: string;
    position: string;
    type: string;
    id: string;
    causeId: string;
    words: string;
}
export interface OrderTimeline {
    orderId: string;
    entries: TimelineEntry[];
}

export interface SkuSummary {
    sku: string;
    name: string;
    category: string;
    onHand: number;
    reserved: number;
    available: number;
    backordered: number;
    inbound: number;
    low: boolean;
    abc: string;
    xyz: string;
    meanPerDay: number;
}
export interface SkusPage {
    skus: SkuSummary[];
    next: string;
}
export interface SkuLocation {
    location: string;
    onHand: number;
    unavailable: number;
    allocated: number;
    inbound: number;
    safetyStock: number;
    reorderPoint: number;
    orderUpTo: number;
    bin: string;
}
export interface SkuView {
    summary: SkuSummary;
    locations: SkuLocation[];
    gtin: string;
    supplier: string;
    unitCostMinor: string;
    currency: string;
    leadTimeDays: number;
}
export interface MovementView {
    movementId: string;
    atUs: string;
    kind: string;
    location: string;
    quantity: number;
    onHandAfter: number;
    state: string;
    reason: string;
    causeId: string;
    position: string;
}
export interface MovementsPage {
    movements: MovementView[];
    next: string;
}

export interface LocationView {
    code: string;
    name: string;
    country: string;
    city: string;
    latitudeDeg: number;
    longitudeDeg: number;
    timeZone: string;
    closed: boolean;
    plannedToday: number;
    unitsToday: number;
    capacityOrders: number;
    capacityUnits: number;
    open: number;
    toPick: number;
    packed: number;
    shippedToday: number;
    shortsToday: number;
    rejectsToday: number;
    cutOffMinute: number;
    onHand: number;
}
export interface LocationsView {
    locations: LocationView[];
}
export interface CountSummary {
    countId: string;
    location: string;
    status: string;
    lines: number;
    changedAtUs: string;
    variance: number;
}
export interface CountsPage {
    counts: CountSummary[];
    next: string;
}

export interface FeedState {
    source: string;
    head: string;
    consumed: string;
    lag: number;
    lagMs: number;
    connected: boolean;
    eventsPerSecond: number;
    rebuilding: boolean;
}
export interface FlowMinute {
    atUs: string;
    placed: number;
    planned: number;
    released: number;
    shipped: number;
    delivered: number;
    cancelled: number;
}
export interface FlowBacklog {
    unreserved: number;
    unrouted: number;
    held: number;
    backordered: number;
    parked: number;
    toPick: number;
    toShip: number;
    overdue: number;
}
export interface FlowRoute {
    orderId: string;
    atUs: string;
    location: string;
    distanceKm: number;
    country: string;
    city: string;
    postalCode: string;
    latitudeDeg: number;
    longitudeDeg: number;
    units: number;
}
export interface ServiceHealth {
    name: string;
    reachable: boolean;
    deadLetters: number;
    answeredMs: number;
    detail: string;
}
export interface FlowView {
    nowUs: string;
    feeds: FeedState[];
    minutes: FlowMinute[];
    backlog: FlowBacklog;
    routes: FlowRoute[];
    services: ServiceHealth[];
}

export interface KpiPoint {
    group: string;
    value: number;
    numerator: number;
    denominator: number;
}
export interface Kpi {
    name: string;
    title: string;
    definition: string;
    unit: string;
    higherIsBetter: boolean;
    value: number;
    known: boolean;
    points: KpiPoint[];
    groups: string[];
    ofNow: boolean;
    whyNot: string;
}
export interface KpisView {
    fromDay: number;
    toDay: number;
    by: string;
    kpis: Kpi[];
}

/** application/problem+json (RFC 9457): every refusal. */
export interface ProblemBody {
    type: string;
    title: string;
    status: number;
    detail: string;
    instance: string;
    code: string;
    reply?: unknown;
}

/** An event of GET /v1/events: CloudEvents 1.0 as JSON. */
export interface ChainEvent {
    specversion: string;
    id: string;
    source: string;
    type: string;
    time: string; // RFC 3339
    subject?: string;
    datacontenttype: string;
    data: Record<string, unknown>;
    position: string;
    partitionkey?: string;
    causeid?: string;
    traceparent?: string;
}

export interface DeadLetter {
    source: string;
    position: string;
    id: string;
    type: string;
    key: string;
    reason: string;
    parkedAtUs: string;
}
export interface DeadLetters {
    deadLetters: DeadLetter[];
}
