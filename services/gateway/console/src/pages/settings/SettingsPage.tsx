// Who may do what, who is told what, and who changed what.
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { Audit } from './Audit';
import { Keys } from './Keys';
import { Users } from './Users';
import { Webhooks } from './Webhooks';

export default function SettingsPage() {
    return (
        <Page title="Settings">
            <Tabs
                label="Settings"
                tabs={[
                    { id: 'keys', title: 'API keys', content: () => <Keys /> },
                    { id: 'users', title: 'People', content: () => <Users /> },
                    { id: 'webhooks', title: 'Webhooks', content: () => <Webhooks /> },
                    { id: 'audit', title: 'Audit', content: () => <Audit /> },
                ]}
            />
        </Page>
    );
}
