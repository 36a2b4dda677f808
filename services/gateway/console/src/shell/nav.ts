// The pages: address, name, icon, code (loaded when the page is first opened). A page that is not in
// the navigation has no icon. Order matters: the first pattern that fits is taken.
import type { ComponentType } from 'preact';
import type { IconName } from '../parts/Icon';

export interface PageEntry {
    path: string; // wouter's pattern
    title: string;
    icon?: IconName;
    roles?: string[]; // only these see it
    load: () => Promise<{ default: ComponentType }>;
}

export const pages: PageEntry[] = [
    { path: '/', title: 'Flow', icon: 'flow', load: () => import('../pages/flow/FlowPage') },
    {
        path: '/orders',
        title: 'Orders',
        icon: 'orders',
        load: () => import('../pages/orders/OrdersPage'),
    },
    { path: '/orders/:id', title: 'Order', load: () => import('../pages/orders/OrderPage') },
    {
        path: '/fulfillments/:id',
        title: 'Fulfillment order',
        load: () => import('../pages/orders/FulfillmentPage'),
    },
    {
        path: '/stock',
        title: 'Stock',
        icon: 'stock',
        load: () => import('../pages/stock/StockPage'),
    },
    { path: '/stock/:sku', title: 'SKU', load: () => import('../pages/stock/SkuPage') },
    { path: '/counts', title: 'Counts', load: () => import('../pages/stock/CountsPage') },
    { path: '/counts/:id', title: 'Count', load: () => import('../pages/stock/CountPage') },
    {
        path: '/warehouses',
        title: 'Warehouses',
        icon: 'warehouses',
        load: () => import('../pages/warehouses/WarehousesPage'),
    },
    {
        path: '/warehouses/:code/lists/:id',
        title: 'Pick list',
        load: () => import('../pages/warehouses/PickPage'),
    },
    {
        path: '/warehouses/:code',
        title: 'Warehouse',
        load: () => import('../pages/warehouses/WarehousePage'),
    },
    {
        path: '/planning/plans/:plan',
        title: 'Plan',
        load: () => import('../pages/planning/PlanPage'),
    },
    {
        path: '/planning/compare',
        title: 'Plans side by side',
        load: () => import('../pages/planning/ComparePage'),
    },
    {
        path: '/planning',
        title: 'Planning',
        icon: 'planning',
        load: () => import('../pages/planning/PlanningPage'),
    },
    {
        path: '/events',
        title: 'Events',
        icon: 'events',
        load: () => import('../pages/events/EventsPage'),
    },
    { path: '/kpis', title: 'Figures', icon: 'kpis', load: () => import('../pages/kpis/KpisPage') },
    {
        path: '/settings',
        title: 'Settings',
        icon: 'settings',
        roles: ['KEY_OPERATOR', 'KEY_READER'],
        load: () => import('../pages/settings/SettingsPage'),
    },
];

/** Pages reached from one of the navigation that have an address of their own. */
const belongs: [string, string][] = [
    ['/counts', '/stock'],
    ['/fulfillments', '/orders'],
];

/** "/orders/17" belongs to the entry of "/orders", and so does "/fulfillments/4". */
export function isWithin(location: string, path: string): boolean {
    if (path === '/') return location === '/';
    if (location === path || location.startsWith(`${path}/`)) return true;
    return belongs.some(([from, to]) => to === path && isWithin(location, from));
}
