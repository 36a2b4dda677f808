// The chain at a glance: where orders go, what was done in the last hour, what waits, how far the
// feeds are, whether every service answers.
import { useEffect } from 'preact/hooks';
import { listen } from '../../api/live';
import { useGet } from '../../api/use';
import type { FlowView, LocationsView } from '../../api/types';
import { Badge } from '../../parts/Badge';
import { Answered } from '../../parts/Notice';
import { Page } from '../../parts/Page';
import { BacklogTiles } from './BacklogTiles';
import './flow.css';
import { FlowMap } from './FlowMap';
import { Health } from './Health';
import { Throughput } from './Throughput';
import { Ticker } from './Ticker';

const flowEveryMs = 3000;
const locationsEveryMs = 10_000;
const atMostEveryMs = 1000;
const newPlan = '.FulfillmentPlanned';

/** A plan was made: ask for the flow soon, at most once a second. */
function useReloadOnPlans(reload: () => void): void {
    useEffect(() => {
        let last = 0;
        return listen((heard) => {
            const now = performance.now();
            if (
                now - last < atMostEveryMs ||
                !heard.some((one) => one.event.type.endsWith(newPlan))
            )
                return;
            last = now;
            reload();
        });
    }, [reload]);
}

/** One word for the whole chain. */
function ChainState({ view }: { view: FlowView }) {
    const silent = view.services.filter((service) => !service.reachable);
    const behind = view.feeds.filter((feed) => !feed.connected || feed.lagMs > 5000);
    const dead = view.services.reduce((sum, service) => sum + service.deadLetters, 0);
    if (silent.length > 0) {
        return (
            <Badge tone="bad">
                {silent.map((service) => service.name).join(', ')} does not answer
            </Badge>
        );
    }
    if (view.feeds.some((feed) => feed.rebuilding)) {
        return <Badge tone="warn">What is shown is being made anew, and not complete yet</Badge>;
    }
    if (behind.length > 0) {
        return <Badge tone="warn">{behind.map((feed) => feed.source).join(', ')} behind</Badge>;
    }
    if (dead > 0) return <Badge tone="warn">{dead} dead letters</Badge>;
    return <Badge tone="good">All services work</Badge>;
}

export default function FlowPage() {
    const flow = useGet<FlowView>('/v1/flow', undefined, flowEveryMs);
    const locations = useGet<LocationsView>('/v1/locations', undefined, locationsEveryMs);
    useReloadOnPlans(flow.reload);
    return (
        <Page title="Flow" tools={flow.data && <ChainState view={flow.data} />}>
            <Answered of={flow} lines={8}>
                {(view) => (
                    <>
                        <BacklogTiles backlog={view.backlog} />
                        <div class="flow-top">
                            <FlowMap
                                routes={view.routes}
                                locations={locations.data?.locations ?? []}
                                spreadMs={flowEveryMs}
                            />
                            <Ticker feeds={view.feeds} />
                        </div>
                        <Throughput minutes={view.minutes} />
                        <Health feeds={view.feeds} services={view.services} />
                    </>
                )}
            </Answered>
        </Page>
    );
}
