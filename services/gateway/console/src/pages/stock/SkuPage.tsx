// One SKU: where it lies and what of it is promised, how it came to be so, who holds it, what will be
// asked for, and what can be done about it.
import { useCallback, useState } from 'preact/hooks';
import { useParams } from 'wouter-preact';
import { useReloadOn } from '../../api/concern';
import type { ForecastView } from '../../api/forecasting';
import type { AvailabilityView } from '../../api/inventory';
import type { ChainEvent, SkuView } from '../../api/types';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card, Facts } from '../../parts/Card';
import { count, decimal, money, none } from '../../parts/format';
import { Answered } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { Tile, Tiles } from '../../parts/Tile';
import { mayChange } from '../../shell/session';
import { daysOfSupply } from './balance';
import { Forecast } from './Forecast';
import { Holders } from './Holders';
import { Levels } from './Levels';
import { Movements } from './Movements';
import { RequestCountDialog } from './RequestCountDialog';
import { SkuLocations } from './SkuLocations';
import { StockDialog, stockActions, type StockAction } from './StockDialog';
import './stock.css';

/** Movements and promises of this SKU, whichever way they name it. */
function concernsSku(event: ChainEvent, sku: string): boolean {
    if (event.data['sku'] === sku || event.partitionkey === sku) return true;
    const rows = event.data['movements'] ?? event.data['lines'];
    return Array.isArray(rows) && rows.some((row: { sku?: unknown }) => row.sku === sku);
}

function Numbers({
    view,
    now,
}: {
    view: SkuView;
    now: AvailabilityView['items'][number] | undefined;
}) {
    const { summary } = view;
    const days = daysOfSupply(summary.onHand, summary.meanPerDay);
    return (
        <Tiles>
            <Tile
                label="Available"
                figure={count(now?.available ?? summary.available)}
                note="can be promised now"
                {...(summary.low ? { tone: 'warn' as const } : {})}
            />
            <Tile
                label="On hand"
                figure={count(now?.onHand ?? summary.onHand)}
                note="in all places"
            />
            <Tile
                label="Reserved"
                figure={count(now?.reserved ?? summary.reserved)}
                note={
                    now && now.held !== '0'
                        ? `${count(now.held)} in carts`
                        : 'promised, not shipped'
                }
            />
            <Tile
                label="Unavailable"
                figure={count(now?.unavailable)}
                note="damaged, held, expired"
            />
            <Tile
                label="Backordered"
                figure={count(now?.backordered ?? summary.backordered)}
                note="customers wait"
                {...(summary.backordered > 0 ? { tone: 'warn' as const } : {})}
            />
            <Tile
                label="Inbound"
                figure={count(summary.inbound)}
                note={now ? `${count(now.inTransit)} in transit` : 'on order'}
            />
            <Tile label="Days of supply" figure={decimal(days)} note="at the forecast's mean" />
        </Tiles>
    );
}

function About({ view }: { view: SkuView }) {
    return (
        <Card>
            <Facts
                of={[
                    ['Name', view.summary.name],
                    ['Category', view.summary.category],
                    ['GTIN', <span class="mono">{view.gtin || none}</span>],
                    ['Supplier', view.supplier || none],
                    ['Cost', money(view.unitCostMinor, view.currency)],
                    [
                        'Lead time',
                        `${view.leadTimeDays} ${view.leadTimeDays === 1 ? 'day' : 'days'}`,
                    ],
                ]}
            />
        </Card>
    );
}

export default function SkuPage() {
    const sku = decodeURIComponent(useParams<{ sku: string }>().sku);
    const base = `/v1/skus/${encodeURIComponent(sku)}`;
    const view = useGet<SkuView>(base);
    const now = useGet<AvailabilityView>('/v1/availability', { skus: sku, by_location: true });
    const forecast = useGet<ForecastView>(`${base}/forecast`, { days: 28 });
    const [action, setAction] = useState<StockAction | 'count' | undefined>();
    const [turn, setTurn] = useState(0); // tells the lists below to ask again
    const reload = useCallback(() => {
        view.reload();
        now.reload();
        setTurn((before) => before + 1);
    }, [view.reload, now.reload]);
    useReloadOn((event) => concernsSku(event, sku), reload);
    const summary = view.data?.summary;
    return (
        <Page
            title={sku}
            lead={
                summary && (
                    <span class="row">
                        {summary.name}
                        {summary.abc + summary.xyz !== '' && (
                            <Badge tone="info">Class {summary.abc + summary.xyz}</Badge>
                        )}
                        {summary.low && <Badge tone="warn">Low</Badge>}
                    </span>
                )
            }
            tools={
                mayChange() && (
                    <div class="row">
                        {stockActions.map(({ id, title }) => (
                            <button
                                key={id}
                                type="button"
                                class="button"
                                onClick={() => setAction(id)}
                            >
                                {title}…
                            </button>
                        ))}
                        <button type="button" class="button" onClick={() => setAction('count')}>
                            Count…
                        </button>
                    </div>
                )
            }
        >
            <Answered of={view} lines={8}>
                {(known) => (
                    <>
                        <Numbers view={known} now={now.data?.items[0]} />
                        <SkuLocations view={known} now={now.data?.items[0]} />
                        <Tabs
                            label="About this SKU"
                            tabs={[
                                {
                                    id: 'movements',
                                    title: 'Movements',
                                    content: () => (
                                        <Movements
                                            sku={sku}
                                            locations={known.locations}
                                            turn={turn}
                                        />
                                    ),
                                },
                                {
                                    id: 'holders',
                                    title: 'Who holds it',
                                    content: () => <Holders sku={sku} turn={turn} />,
                                },
                                {
                                    id: 'forecast',
                                    title: 'Forecast',
                                    content: () => <Forecast answer={forecast} />,
                                },
                                {
                                    id: 'levels',
                                    title: 'Levels',
                                    content: () => (
                                        <Levels
                                            sku={sku}
                                            locations={known.locations}
                                            proposal={forecast.data?.proposal}
                                        />
                                    ),
                                },
                                {
                                    id: 'about',
                                    title: 'Item',
                                    content: () => <About view={known} />,
                                },
                            ]}
                        />
                        {action === 'count' && (
                            <RequestCountDialog
                                skus={[sku]}
                                locations={known.locations.map((one) => one.location)}
                                onClose={() => setAction(undefined)}
                            />
                        )}
                        {action !== undefined && action !== 'count' && (
                            <StockDialog
                                action={action}
                                sku={sku}
                                locations={known.locations}
                                onDone={reload}
                                onClose={() => setAction(undefined)}
                            />
                        )}
                    </>
                )}
            </Answered>
        </Page>
    );
}
