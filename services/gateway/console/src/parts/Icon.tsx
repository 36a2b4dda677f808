// Line icons, drawn here so that nothing is fetched. They decorate; the words beside them say it.
const paths = {
    flow: 'M3 12h4l3-7 4 14 3-7h4',
    orders: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
    stock: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
    warehouses: 'M3 21V9l9-5 9 5v12M7 21v-8h10v8M7 17h10',
    planning: 'M4 5h16v16H4zM4 10h16M9 3v4M15 3v4M8 17l3-3 2 2 3-3',
    events: 'M4 6h.01M8 6h12M4 12h.01M8 12h12M4 18h.01M8 18h12',
    kpis: 'M4 20V10M10 20V4M16 20v-7M22 20H2',
    settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M6 14v6',
    sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5',
    moon: 'M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z',
    leave: 'M10 4H5v16h5M15 8l4 4-4 4M9 12h10',
    copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
    done: 'M4 12.5l5 5L20 6.5',
    close: 'M6 6l12 12M18 6L6 18',
    up: 'M6 15l6-6 6 6',
    down: 'M6 9l6 6 6-6',
    left: 'M15 6l-6 6 6 6',
    right: 'M9 6l6 6-6 6',
    retry: 'M4 12a8 8 0 0114-5l2 2M20 4v5h-5M20 12a8 8 0 01-14 5l-2-2M4 20v-5h5',
    warn: 'M12 4l9 16H3zM12 10v4M12 17.5h.01',
    pause: 'M8 5v14M16 5v14',
    play: 'M7 5l12 7-12 7z',
    search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5',
    plus: 'M12 5v14M5 12h14',
    minus: 'M5 12h14',
    fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    truck: 'M2 6h12v11H2zM14 10h4l4 4v3h-8M7 17a2 2 0 100 4 2 2 0 000-4zM18 17a2 2 0 100 4 2 2 0 000-4z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
    return (
        <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
            <path
                d={paths[name]}
                fill="none"
                stroke="currentColor"
                stroke-width="1.8"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    );
}
