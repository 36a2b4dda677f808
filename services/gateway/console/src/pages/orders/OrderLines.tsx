// The lines of an order and how far their units are: a strip for the eye, the counters in words.
import { Link } from 'wouter-preact';
import type { LineView, OrderView } from '../../api/order';
import { Card } from '../../parts/Card';
import { count, money, msOfUs, none } from '../../parts/format';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { stagesOf, stageWords, type Stage } from './counters';

export function Counters({ stages }: { stages: [Stage, number][] }) {
    return (
        <>
            <div class="counters" aria-hidden="true">
                {stages.map(([stage, units]) => (
                    <i key={stage} class={stage} style={{ flexGrow: units }} />
                ))}
            </div>
            <div class="counter-words">
                {stages.map(([stage, units]) => (
                    <span key={stage}>
                        <i class={`swatch ${stage}`} aria-hidden="true" />
                        {count(units)} {stageWords[stage]}
                    </span>
                ))}
            </div>
        </>
    );
}

function Remarks({ line }: { line: LineView }) {
    const remarks = [
        line.together > 0 && <>Together with the other lines of group {line.together}</>,
        Number(line.backordered) > 0 && msOfUs(line.expectedAtUs) !== undefined && (
            <>
                Stock is due <Time us={line.expectedAtUs} />
            </>
        ),
        Number(line.returnRequested) > 0 && (
            <>
                {count(line.returned)} of {count(line.returnRequested)} returned
                {Number(line.refunded) > 0 && <>, {count(line.refunded)} refunded</>}
            </>
        ),
    ].filter(Boolean);
    return (
        <>
            {remarks.map((remark, index) => (
                <div key={index} class="small muted">
                    {remark}
                </div>
            ))}
        </>
    );
}

function columnsOf(currency: string): Column<LineView>[] {
    return [
        { key: 'line', title: 'Line', right: true, cell: (line) => line.line },
        {
            key: 'sku',
            title: 'SKU',
            cell: (line) => <Link href={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>,
        },
        {
            key: 'price',
            title: 'Price',
            right: true,
            cell: (line) =>
                line.unitPriceMinor === '0' ? none : money(line.unitPriceMinor, currency),
        },
        { key: 'ordered', title: 'Ordered', right: true, cell: (line) => count(line.ordered) },
        {
            key: 'progress',
            title: 'Where the units are',
            cell: (line) => (
                <div class="line-progress">
                    <Counters stages={stagesOf(line)} />
                    <Remarks line={line} />
                </div>
            ),
        },
    ];
}

export function OrderLines({ order }: { order: OrderView }) {
    return (
        <Card title="Lines" flush>
            <div class="order-lines">
                <Table
                    caption="Lines of the order"
                    columns={columnsOf(order.currency)}
                    rows={order.lines}
                    keyOf={(line) => String(line.line)}
                />
            </div>
        </Card>
    );
}
