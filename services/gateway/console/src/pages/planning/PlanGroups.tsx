// A plan by family, channel, region or SKU: the total of each layer, group by group.
import type { PlanView } from '../../api/planning';
import { Card } from '../../parts/Card';
import { count } from '../../parts/format';
import { Table, type Column } from '../../parts/Table';
import { layerText } from './planWords';

interface Group {
    name: string;
    totals: Map<string, number>;
}

function groupsOf(view: PlanView): { groups: Group[]; layers: string[] } {
    const groups = new Map<string, Group>();
    const layers: string[] = [];
    for (const one of view.series) {
        const group = groups.get(one.group) ?? { name: one.group, totals: new Map() };
        group.totals.set(one.layer, one.total);
        groups.set(one.group, group);
        if (!layers.includes(one.layer)) layers.push(one.layer);
    }
    return { groups: [...groups.values()], layers };
}

export function PlanGroups({ view }: { view: PlanView }) {
    const { groups, layers } = groupsOf(view);
    const columns: Column<Group>[] = [
        {
            key: 'name',
            title: 'Group',
            sort: (row) => row.name,
            cell: (row) => <strong>{row.name === '' ? '(none)' : row.name}</strong>,
        },
        ...layers.map((layer): Column<Group> => ({
            key: layer,
            title: layerText(layer),
            right: true,
            sort: (row) => row.totals.get(layer) ?? 0,
            cell: (row) => {
                const total = row.totals.get(layer);
                return total === undefined ? '–' : count(Math.round(total));
            },
        })),
    ];
    return (
        <Card title="Units over all weeks" flush>
            <Table
                caption="Plan by group"
                columns={columns}
                rows={groups}
                keyOf={(row) => row.name}
                height="60vh"
                foot={view.more && 'Only the largest groups are shown.'}
            />
        </Card>
    );
}
