// Where an order goes and who could ship it: destination, candidates, the chosen legs as lines, the
// next best plan dashed. The table beside it says the same in words.
import { geoMercator, geoPath } from 'd3-geo';
import { useEffect, useState } from 'preact/hooks';
import type { Decision, Fulfillment } from '../../api/routing';
import type { LocationView } from '../../api/types';
import { withOutlines, type Outlines } from '../../parts/mapOutlines';
import { isChosen } from './cost';

const width = 420;
const height = 340;
const margin = 46;

function useOutlines(): Outlines | undefined {
    const [outlines, setOutlines] = useState<Outlines | undefined>();
    useEffect(() => {
        let isGone = false;
        withOutlines((loaded) => {
            if (!isGone) setOutlines(loaded);
        });
        return () => {
            isGone = true;
        };
    }, []);
    return outlines;
}

interface Site {
    code: string;
    at: [number, number]; // longitude, latitude
    kind: 'chosen' | 'next' | 'able' | 'unable';
}

function kindOf(decision: Decision, code: string): Site['kind'] {
    if (isChosen(decision, code)) return 'chosen';
    if (decision.runnerUp.some((leg) => leg.location === code)) return 'next';
    const candidate = decision.candidates.find((one) => one.location === code);
    return candidate && candidate.excluded === '' ? 'able' : 'unable';
}

function sitesOf(decision: Decision, locations: LocationView[]): Site[] {
    return decision.candidates.flatMap(({ location: code }) => {
        const found = locations.find((location) => location.code === code);
        if (!found) return [];
        return [
            {
                code,
                at: [found.longitudeDeg, found.latitudeDeg] as [number, number],
                kind: kindOf(decision, code),
            },
        ];
    });
}

export function DecisionMap({
    decision,
    locations,
    to,
}: {
    decision: Decision;
    locations: LocationView[];
    to: Fulfillment | undefined;
}) {
    const outlines = useOutlines();
    const sites = sitesOf(decision, locations);
    const end: [number, number] | undefined = to && [to.longitudeDeg, to.latitudeDeg];
    const points = [...sites.map((site) => site.at), ...(end ? [end] : [])];
    if (points.length < 2) return null;
    const projection = geoMercator().fitExtent(
        [
            [margin, margin],
            [width - margin, height - margin],
        ],
        { type: 'MultiPoint', coordinates: points },
    );
    projection.scale(Math.min(projection.scale(), 12_000));
    const place = (at: [number, number]) => projection(at) ?? [0, 0];
    const path = geoPath(projection);
    const [x, y] = end ? place(end) : [0, 0];
    return (
        <svg
            class="decision-map"
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={`Map: ${decision.legs.map((leg) => leg.location).join(' and ') || 'no location'} ships the order; ${sites.length} candidates`}
        >
            {outlines && (
                <>
                    <path class="land" d={path(outlines.land) ?? ''} />
                    <path class="borders" d={path(outlines.borders) ?? ''} />
                </>
            )}
            {end &&
                sites
                    .filter((site) => site.kind === 'chosen' || site.kind === 'next')
                    .map((site) => {
                        const [x1, y1] = place(site.at);
                        return (
                            <line key={site.code} class={site.kind} x1={x1} y1={y1} x2={x} y2={y} />
                        );
                    })}
            {sites.map((site) => {
                const [cx, cy] = place(site.at);
                return (
                    <g key={site.code} class={site.kind}>
                        <circle cx={cx} cy={cy} r={site.kind === 'chosen' ? 7 : 5} />
                        <text x={cx + 9} y={cy + 4}>
                            {site.code}
                        </text>
                    </g>
                );
            })}
            {end && (
                <g class="goal">
                    <path d={`M${x} ${y}l-7 -16a8 8 0 1 1 14 0z`} />
                    <circle cx={x} cy={y - 19} r={3} />
                </g>
            )}
        </svg>
    );
}
