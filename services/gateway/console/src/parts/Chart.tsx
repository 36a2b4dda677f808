// Lines or bars over time or over a number, by uPlot, in the colours of the theme; the same numbers
// as a table below for those who do not see the drawing. Series differ in dash as well as colour.
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { theme, token } from '../shell/theme';
import { absoluteTime, count, none } from './format';

export interface Series {
    label: string;
    values: (number | null)[];
    bars?: boolean;
    area?: boolean;
    band?: [(number | null)[], (number | null)[]]; // low and high around the line
}

export interface ChartProps {
    title: string;
    x: number[]; // seconds since 1970, or plain numbers with time={false}
    series: Series[];
    time?: boolean;
    height?: number;
    format?: (value: number) => string;
    xFormat?: (x: number) => string;
    zeroBased?: boolean;
}

const dashes: number[][] = [[], [6, 3], [2, 3], [10, 3, 2, 3], [1, 2], [8, 6]];
const colourCount = 6;
const tableRowsMax = 500;

function colour(index: number): string {
    return token(`series-${(index % colourCount) + 1}`);
}

function seriesOf(series: Series, index: number, format: (value: number) => string): uPlot.Series {
    const stroke = colour(index);
    const dash = dashes[index % dashes.length] ?? [];
    return {
        label: series.label,
        stroke,
        width: series.bars ? 0 : 1.75,
        ...(series.bars || dash.length === 0 ? {} : { dash }),
        ...(series.bars
            ? { fill: stroke, paths: uPlot.paths.bars?.({ size: [0.7, 40] }) ?? null }
            : {}),
        ...(series.area ? { fill: `${stroke}22` } : {}),
        points: { show: false },
        value: (_, value: number | null) => (value === null ? none : format(value)),
    } as uPlot.Series;
}

/** Times at the axis: by the distance of the marks; what goes below when a day or a year begins. */
const day = '{D} {MMM}';
const timeWords: uPlot.Axis.Values = [
    [31_536_000, '{YYYY}', null, null, null, null, null, null, 1],
    [2_419_200, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
    [86_400, day, '\n{YYYY}', null, null, null, null, null, 1],
    [60, '{HH}:{mm}', `\n${day}`, null, `\n${day}`, null, null, null, 1],
    [1, '{HH}:{mm}:{ss}', `\n${day}`, null, `\n${day}`, null, null, null, 1],
];

function axes(
    time: boolean,
    format: (value: number) => string,
    xFormat?: (x: number) => string,
): uPlot.Axis[] {
    const shared = {
        stroke: token('muted'),
        grid: { stroke: token('line'), width: 1 },
        ticks: { stroke: token('line'), width: 1, size: 4 },
        font: '11px system-ui, sans-serif',
    };
    return [
        {
            ...shared,
            ...(xFormat
                ? { values: (_: uPlot, splits: number[]) => splits.map(xFormat) }
                : time
                  ? { values: timeWords }
                  : {}),
        },
        { ...shared, size: 54, values: (_, splits) => splits.map(format) },
    ];
}

/** Bands are drawn between two series of their own that have no line. */
function dataOf(x: number[], series: Series[]): { data: uPlot.AlignedData; bands: uPlot.Band[] } {
    const columns: (number | null)[][] = series.map((one) => one.values);
    const bands: uPlot.Band[] = [];
    series.forEach((one, index) => {
        if (!one.band) return;
        columns.push(one.band[1], one.band[0]);
        const high = columns.length - 1;
        bands.push({ series: [high, high + 1], fill: `${colour(index)}22` });
    });
    return { data: [x, ...columns] as uPlot.AlignedData, bands };
}

function optionsOf(props: ChartProps, width: number, bands: uPlot.Band[]): uPlot.Options {
    const format = props.format ?? ((value: number) => count(value));
    const edge: uPlot.Series = { width: 0, points: { show: false } };
    const edges = bands.flatMap(() => [edge, edge]);
    return {
        width,
        height: props.height ?? 220,
        legend: { show: false },
        cursor: { points: { size: 6 }, drag: { x: false, y: false } },
        scales: {
            x: { time: props.time !== false },
            y: { range: (_, low, high) => yRange(low, high, props.zeroBased !== false) },
        },
        axes: axes(props.time !== false, format, props.xFormat),
        series: [{}, ...props.series.map((one, index) => seriesOf(one, index, format)), ...edges],
        bands,
        plugins: [hoverText(props, format)],
    };
}

function yRange(low: number | null, high: number | null, zeroBased: boolean): uPlot.Range.MinMax {
    if (low === null || high === null) return [0, 1];
    const bottom = zeroBased ? Math.min(0, low) : low;
    if (high <= bottom) return [bottom, bottom + 1];
    const [from, to] = uPlot.rangeNum(bottom, high, 0.08, true);
    return [zeroBased && low >= 0 ? 0 : (from ?? bottom), to ?? high];
}

/** What lies under the pointer, as words in a small box. */
function hoverText(props: ChartProps, format: (value: number) => string): uPlot.Plugin {
    const box = document.createElement('div');
    box.className = 'chart-hover';
    box.hidden = true;
    return {
        hooks: {
            init: (plot) => {
                plot.over.append(box);
                plot.over.addEventListener('mouseleave', () => (box.hidden = true));
            },
            setCursor: (plot) => {
                const { idx, left = -1 } = plot.cursor;
                const x = idx === null || idx === undefined ? undefined : props.x[idx];
                box.hidden = x === undefined || left < 0;
                if (box.hidden || x === undefined || idx === null || idx === undefined) return;
                const lines = props.series.map((one) => {
                    const value = one.values[idx];
                    return `${one.label}: ${value === null || value === undefined ? none : format(value)}`;
                });
                box.textContent = [xText(props, x), ...lines].join('\n');
                box.style.left = `${left > plot.over.clientWidth / 2 ? left - box.offsetWidth - 10 : left + 10}px`;
            },
        },
    };
}

function xText(props: Pick<ChartProps, 'xFormat' | 'time'>, x: number): string {
    if (props.xFormat) return props.xFormat(x);
    return props.time === false ? count(x) : absoluteTime(x * 1000);
}

export function Chart(props: ChartProps) {
    const place = useRef<HTMLDivElement>(null);
    const plot = useRef<uPlot | undefined>(undefined);
    const { data, bands } = dataOf(props.x, props.series);
    const shape = [theme.value, props.height, ...props.series.map((one) => one.label)].join('|');

    // A new drawing for another shape or theme; the same drawing takes new numbers.
    useEffect(() => {
        const element = place.current;
        if (!element) return;
        const drawn = new uPlot(optionsOf(props, element.clientWidth || 300, bands), data, element);
        plot.current = drawn;
        const watch = new ResizeObserver(() => {
            drawn.setSize({ width: element.clientWidth, height: props.height ?? 220 });
        });
        watch.observe(element);
        return () => {
            watch.disconnect();
            drawn.destroy();
            plot.current = undefined;
        };
    }, [shape]);
    useEffect(() => plot.current?.setData(data), [props.x, props.series]);

    return (
        <figure class="chart">
            <figcaption class="hidden">{props.title}</figcaption>
            {props.series.length > 1 && (
                <div class="legend" aria-hidden="true">
                    {props.series.map((one, index) => (
                        <span key={one.label}>
                            <LegendLine index={index} bars={one.bars ?? false} />
                            {one.label}
                        </span>
                    ))}
                </div>
            )}
            <div class="plot" ref={place} aria-hidden="true" />
            <NumbersTable {...props} />
        </figure>
    );
}

function LegendLine({ index, bars }: { index: number; bars: boolean }) {
    const dash = bars ? [] : (dashes[index % dashes.length] ?? []);
    return (
        <svg width="22" height="8" aria-hidden="true">
            <line
                x1="0"
                y1="4"
                x2="22"
                y2="4"
                stroke={`var(--series-${(index % colourCount) + 1})`}
                stroke-width={bars ? 7 : 2.5}
                stroke-dasharray={dash.join(' ')}
            />
        </svg>
    );
}

/** The numbers, exactly; made when they are looked at, for a chart may be drawn every second. */
function NumbersTable(props: ChartProps) {
    const [isOpen, setOpen] = useState(false);
    return (
        <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{props.title} as numbers</summary>
            {isOpen && <Numbers {...props} />}
        </details>
    );
}

function Numbers({ title, x, series, format = count, ...rest }: ChartProps) {
    const first = Math.max(0, x.length - tableRowsMax);
    const at = (value: number | null | undefined) =>
        value === null || value === undefined ? none : format(value);
    return (
        <>
            <div
                class="table-scroll numbers"
                tabIndex={0}
                role="region"
                aria-label={`${title} as numbers`}
            >
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">
                                <span>{rest.time === false ? 'At' : 'Time'}</span>
                            </th>
                            {series.map((one) => (
                                <th key={one.label} scope="col" class="right">
                                    <span>{one.label}</span>
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {x.slice(first).map((value, row) => (
                            <tr key={value}>
                                <td>{xText(rest, value)}</td>
                                {series.map((one) => (
                                    <td key={one.label} class="right">
                                        {at(one.values[first + row])}
                                        <Edges of={one} at={first + row} text={at} />
                                    </td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {first > 0 && <p class="muted">The last {count(tableRowsMax)} are shown.</p>}
        </>
    );
}

/** The band around a number, where it has one. */
function Edges({
    of,
    at,
    text,
}: {
    of: Series;
    at: number;
    text: (value: number | null | undefined) => string;
}) {
    const [low, high] = [of.band?.[0][at], of.band?.[1][at]];
    if (low === null || low === undefined) return null;
    return (
        <span class="muted">
            {' '}
            ({text(low)} to {text(high)})
        </span>
    );
}
