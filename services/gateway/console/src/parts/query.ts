// Filters live in the address: what one sees can be sent to somebody, and "back" works.
import { useCallback, useMemo } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';

/** All values of the address's query, and a way to change some; an empty value removes its name. */
export function useQuery(): [Record<string, string>, (changes: Record<string, string>) => void] {
    const search = useSearch();
    const [path, navigate] = useLocation();
    const values = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
    const change = useCallback(
        (changes: Record<string, string>) => {
            const next = new URLSearchParams(window.location.search);
            for (const [name, value] of Object.entries(changes)) {
                if (value === '') next.delete(name);
                else next.set(name, value);
            }
            const text = next.toString();
            navigate(text === '' ? path : `${path}?${text}`, { replace: true });
        },
        [path, navigate],
    );
    return [values, change];
}

export function useQueryValue(name: string): [string, (value: string) => void] {
    const [values, change] = useQuery();
    return [
        values[name] ?? '',
        useCallback((value: string) => change({ [name]: value }), [change, name]),
    ];
}
