// When a SKU is bought again at a location and how much: levels of stock, and the open proposal.
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { ForecastView, Proposal } from '../../api/forecasting';
import type { SkuLocation } from '../../api/types';
import { useGet } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card, Facts } from '../../parts/Card';
import { SelectField } from '../../parts/Field';
import { count, dayTime, decimal, money, percent } from '../../parts/format';
import { Answered, Empty } from '../../parts/Notice';

const noon = 43_200_000;
const dayText = (day: number) => dayTime(day * 86_400_000 + noon);

function ProposalNote({ of }: { of: Proposal }) {
    const cost = BigInt(of.unitCostMinor) * BigInt(of.quantity);
    return (
        <div class="proposal">
            <div class="row">
                <Badge tone="warn">Proposed</Badge>
                <strong>
                    {of.fromLocation !== ''
                        ? `Move ${count(of.quantity)} from ${of.fromLocation} to ${of.location}`
                        : `Buy ${count(of.quantity)} for ${of.location}`}
                </strong>
                <span class="grow" />
                <Link class="button small" href="/planning">
                    Decide in planning
                </Link>
            </div>
            <p>{of.reason}</p>
            <p class="small muted">
                {cost > 0n && `${money(cost.toString(), of.currency)}. `}
                {of.stockOutDay > 0 &&
                    `Without it stock is gone about ${dayText(of.stockOutDay)}. `}
                {of.dueDay > 0 && `Approved today it is there about ${dayText(of.dueDay)}.`}
            </p>
        </div>
    );
}

function LevelsAt({ sku, location }: { sku: string; location: string }) {
    const answer = useGet<ForecastView>(`/v1/skus/${encodeURIComponent(sku)}/forecast`, {
        location,
    });
    return (
        <Answered of={answer}>
            {({ levels }) =>
                levels === undefined ? (
                    <Empty title="No levels are worked out for this place yet">
                        They come with the first forecast of its demand.
                    </Empty>
                ) : (
                    <Facts
                        of={[
                            ['Reorder point', count(levels.reorderPoint)],
                            ['Safety stock', `${count(levels.safetyStock)} of it`],
                            ['Order up to', count(levels.orderUpTo)],
                            ['Economic quantity', count(levels.orderQuantity)],
                            [
                                'Lead time',
                                `${decimal(levels.leadTimeDays)} days, give or take ${decimal(levels.leadTimeSdDays)}` +
                                    (levels.receipts > 0
                                        ? `, measured from ${count(levels.receipts)} receipts`
                                        : ', as told'),
                            ],
                            [
                                'Service',
                                `${percent(levels.serviceLevel)} of cycles without a stock-out`,
                            ],
                            ['Policy', levels.policy],
                        ]}
                    />
                )
            }
        </Answered>
    );
}

export function Levels({
    sku,
    locations,
    proposal,
}: {
    sku: string;
    locations: SkuLocation[];
    proposal: Proposal | undefined;
}) {
    const [chosen, setChosen] = useState('');
    const location = chosen || proposal?.location || locations[0]?.location || '';
    return (
        <Card
            title="Levels and replenishment"
            tools={
                <SelectField
                    label="At"
                    value={location}
                    onChange={setChosen}
                    choices={locations.map((one): [string, string] => [one.location, one.location])}
                />
            }
        >
            <div class="stack">
                {proposal && <ProposalNote of={proposal} />}
                {location !== '' && <LevelsAt sku={sku} location={location} />}
            </div>
        </Card>
    );
}
