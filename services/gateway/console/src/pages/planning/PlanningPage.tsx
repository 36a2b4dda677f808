// What comes and what to do about it, a tab each.
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { Accuracy } from './Accuracy';
import { Alerts } from './Alerts';
import { DemandEvents } from './DemandEvents';
import { ForecastTab } from './ForecastTab';
import { Goals } from './Goals';
import { Health } from './Health';
import { Plans } from './Plans';
import { Proposals } from './Proposals';

export default function PlanningPage() {
    return (
        <Page
            title="Planning"
            lead="What will be asked for, what to buy or move for it, and the plan everybody works to."
        >
            <Tabs
                label="Planning"
                tabs={[
                    { id: 'proposals', title: 'Proposals', content: () => <Proposals /> },
                    { id: 'forecast', title: 'Forecast vs actual', content: () => <ForecastTab /> },
                    { id: 'health', title: 'Stock health', content: () => <Health /> },
                    { id: 'alerts', title: 'Alerts', content: () => <Alerts /> },
                    { id: 'plans', title: 'Plans', content: () => <Plans /> },
                    { id: 'accuracy', title: 'Accuracy', content: () => <Accuracy /> },
                    { id: 'goals', title: 'Goals', content: () => <Goals /> },
                    { id: 'events', title: 'Promotions', content: () => <DemandEvents /> },
                ]}
            />
        </Page>
    );
}
