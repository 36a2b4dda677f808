// Orders per minute through the stations of the chain, over the last hour.
import { useMemo } from 'preact/hooks';
import type { FlowMinute } from '../../api/types';
import { Card } from '../../parts/Card';
import { Chart } from '../../parts/Chart';
import { count } from '../../parts/format';

const stations: [keyof FlowMinute, string][] = [
    ['placed', 'Placed'],
    ['planned', 'Planned'],
    ['released', 'Released'],
    ['shipped', 'Shipped'],
    ['delivered', 'Delivered'],
    ['cancelled', 'Cancelled'],
];

export function Throughput({ minutes }: { minutes: FlowMinute[] }) {
    const { x, series, total } = useMemo(
        () => ({
            x: minutes.map((minute) => Math.floor(Number(minute.atUs) / 1e6)),
            series: stations.map(([key, label]) => ({
                label,
                values: minutes.map((minute) => Number(minute[key])),
            })),
            total: minutes.reduce((sum, minute) => sum + minute.placed, 0),
        }),
        [minutes],
    );
    return (
        <Card
            title="Throughput"
            tools={<span class="muted">{count(total)} orders placed in the last hour</span>}
        >
            <Chart title="Orders a minute" x={x} series={series} height={240} />
        </Card>
    );
}
