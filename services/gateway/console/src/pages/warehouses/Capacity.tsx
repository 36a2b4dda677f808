// How full the days are, and what the location can do at all.
import type { CapacityUse, ProfilesView, ProfileView } from '../../api/routing';
import { useGet } from '../../api/use';
import { Card, Facts } from '../../parts/Card';
import { count, dayTime, none, percent, words } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Bar } from '../../parts/Tile';
import { msOfDay } from '../orders/words';
import { minuteText } from './clock';

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Bit 0 is Monday; 0 means every day. */
export function openingWords(days: number): string {
    if (days === 0 || days === 127) return 'every day';
    return dayNames.filter((_, bit) => days & (1 << bit)).join(', ');
}

function columnsOf(view: ProfileView): Column<CapacityUse>[] {
    const orders = Number(view.profile.capacityOrders);
    const units = Number(view.profile.capacityUnits);
    const share = (used: string, of: number) =>
        of === 0 ? (
            count(used)
        ) : (
            <span class="row end">
                {count(used)} of {count(of)} ({percent(Number(used) / of)})
                <Bar share={Number(used) / of} tone={Number(used) >= of ? 'bad' : undefined} />
            </span>
        );
    return [
        { key: 'day', title: 'Leaves on', cell: (use) => dayTime(msOfDay(use.day)) },
        {
            key: 'orders',
            title: 'Fulfillment orders',
            right: true,
            cell: (use) => share(use.orders, orders),
        },
        { key: 'units', title: 'Units', right: true, cell: (use) => share(use.units, units) },
    ];
}

function Can({ view }: { view: ProfileView }) {
    const { profile } = view;
    const limit = (value: string) => (value === '0' ? 'no limit' : `${count(value)} a day`);
    return (
        <Facts
            of={[
                ['Kind', words(profile.kind, 'LOCATION_')],
                ['Orders', limit(profile.capacityOrders)],
                ['Units', limit(profile.capacityUnits)],
                ['Open', openingWords(profile.openingDays)],
                [
                    'Cut-off',
                    profile.cutOffMinute === 0 || profile.cutOffMinute === 1440
                        ? none
                        : `${minuteText(profile.cutOffMinute)} ${view.timeZone}`,
                ],
                [
                    'Processing',
                    profile.processingDays === 0
                        ? 'the same day'
                        : `${profile.processingDays} opening days more`,
                ],
                [
                    'Pickup',
                    profile.pickup ? `goods wait ${profile.pickupDays || 7} days` : 'not here',
                ],
            ]}
        />
    );
}

export function Capacity({ code }: { code: string }) {
    const answer = useGet<ProfilesView>('/v1/profiles', { location: code });
    return (
        <Answered of={answer}>
            {({ profiles }) => {
                const view = profiles[0];
                if (!view)
                    return (
                        <Card>
                            <Empty title="Nothing limits this location">
                                It has no profile: every day is open and nothing is ever too much.
                            </Empty>
                        </Card>
                    );
                return (
                    <div class="grid">
                        <Card title="Used, day by day" flush>
                            <Table
                                caption={`Capacity used at ${code}`}
                                columns={columnsOf(view)}
                                rows={view.used}
                                keyOf={(use) => String(use.day)}
                                empty={<Empty title="Nothing is planned from today on" />}
                            />
                        </Card>
                        <Card title="What it can do">
                            <Can view={view} />
                        </Card>
                    </div>
                );
            }}
        </Answered>
    );
}
