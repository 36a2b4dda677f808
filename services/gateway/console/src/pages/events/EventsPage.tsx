// The streams of events as they are, and what could not be processed.
import { Page } from '../../parts/Page';
import { Tabs } from '../../parts/Tabs';
import { DeadLetters } from './DeadLetters';
import './events.css';
import { LiveTail } from './LiveTail';

export default function EventsPage() {
    return (
        <Page title="Events">
            <Tabs
                label="Events"
                tabs={[
                    { id: 'live', title: 'Live', content: () => <LiveTail /> },
                    { id: 'dead', title: 'Dead letters', content: () => <DeadLetters /> },
                ]}
            />
        </Page>
    );
}
