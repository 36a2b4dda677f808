// Why an order ships from where it ships: the sentence, the map, who could have and at which cost, the
// next best plan, and, when asked, why not from a place one names.
import { useState } from 'preact/hooks';
import type { Candidate, Decision, DecisionView, Fulfillment } from '../../api/routing';
import type { LocationView, LocationsView } from '../../api/types';
import { useGet, type Answer } from '../../api/use';
import { Badge } from '../../parts/Badge';
import { Card } from '../../parts/Card';
import { count, dayTime, tenth, words } from '../../parts/format';
import { SelectField } from '../../parts/Field';
import { Answered, Empty } from '../../parts/Notice';
import { Table, type Column } from '../../parts/Table';
import { Time } from '../../parts/Time';
import { costText, isChosen, runnerUpWords, termNames, termOf } from './cost';
import { DecisionMap } from './DecisionMap';
import { msOfDay } from './words';

function verdict(decision: Decision, candidate: Candidate) {
    if (isChosen(decision, candidate.location)) return <Badge tone="good">Chosen</Badge>;
    if (candidate.excluded !== '')
        return (
            <>
                <Badge>Could not</Badge> <span class="small">{candidate.excluded}</span>
            </>
        );
    if (decision.runnerUp.some((leg) => leg.location === candidate.location))
        return <Badge tone="info">Next best</Badge>;
    return <span class="muted">Not needed</span>;
}

function columnsOf(decision: Decision): Column<Candidate>[] {
    const costs = termNames(decision.candidates);
    const hasDays = decision.candidates.some((candidate) => candidate.deliverOnDay > 0);
    const km = (candidate: Candidate) => Number(candidate.distanceM) / 1000;
    return [
        {
            key: 'location',
            title: 'Candidate',
            cell: (candidate) => <strong>{candidate.location}</strong>,
        },
        { key: 'verdict', title: 'Verdict', cell: (candidate) => verdict(decision, candidate) },
        {
            key: 'km',
            title: 'km',
            right: true,
            sort: km,
            cell: (candidate) => tenth(km(candidate)),
        },
        {
            key: 'lines',
            title: 'Lines in full',
            right: true,
            cell: (candidate) => `${candidate.linesInFull} of ${decision.lines.length}`,
        },
        { key: 'units', title: 'Units', right: true, cell: (candidate) => count(candidate.units) },
        ...(hasDays
            ? [
                  {
                      key: 'day',
                      title: 'Arrives',
                      cell: (candidate: Candidate) =>
                          candidate.deliverOnDay > 0
                              ? dayTime(msOfDay(candidate.deliverOnDay))
                              : '',
                  },
              ]
            : []),
        ...costs.map((name) => ({
            key: name,
            title: words(name),
            right: true,
            cell: (candidate: Candidate) => termOf(candidate, name),
        })),
        ...(costs.length > 0
            ? [
                  {
                      key: 'cost',
                      title: `Cost ${decision.currency}`,
                      right: true,
                      hint: 'of one parcel with all it could ship of the order',
                      sort: (candidate: Candidate) => BigInt(candidate.costNano),
                      cell: (candidate: Candidate) =>
                          candidate.terms.length > 0 ? (
                              <strong>{costText(candidate.costNano)}</strong>
                          ) : (
                              ''
                          ),
                  },
              ]
            : []),
    ];
}

function DecisionHead({ decision }: { decision: Decision }) {
    return (
        <div class="row small muted">
            <span>
                Round {decision.round}, <Time us={decision.decidedAtUs} />
            </span>
            <span>· {words(decision.rule)}</span>
            {decision.policy > 0 && <span>· policy {decision.policy}</span>}
            {decision.legs.length > 0 && (
                <span>· {decision.proved ? 'no plan is better' : 'search ended by its limit'}</span>
            )}
            {decision.costNano !== '0' && (
                <span>
                    · costs {costText(decision.costNano)} {decision.currency}
                </span>
            )}
        </div>
    );
}

function Decided({
    decision,
    locations,
    to,
}: {
    decision: Decision;
    locations: LocationView[];
    to: Fulfillment | undefined;
}) {
    const next = runnerUpWords(decision);
    return (
        <div class="stack">
            <DecisionHead decision={decision} />
            <p class="reason">{decision.reason}</p>
            {decision.whyNot !== '' && (
                <p class="reason why-not" role="status">
                    {decision.whyNot}
                </p>
            )}
            {decision.candidates.length > 0 && (
                <div class="decided">
                    <Table
                        caption="Candidates of the decision"
                        columns={columnsOf(decision)}
                        rows={decision.candidates}
                        keyOf={(candidate) => candidate.location}
                    />
                    <DecisionMap decision={decision} locations={locations} to={to} />
                </div>
            )}
            {next !== '' && <p class="small">Next best: {next}.</p>}
        </div>
    );
}

function WhyNot({
    value,
    onChange,
    locations,
}: {
    value: string;
    onChange: (code: string) => void;
    locations: LocationView[];
}) {
    return (
        <SelectField
            label="Why not from"
            value={value}
            onChange={onChange}
            choices={[
                ['', 'Choose a location'],
                ...locations.map((location): [string, string] => [
                    location.code,
                    `${location.code} ${location.name}`,
                ]),
            ]}
        />
    );
}

export function Decisions({
    orderId,
    decided,
    fulfillments,
}: {
    orderId: string;
    decided: Answer<DecisionView>; // without a place in question
    fulfillments: Fulfillment[];
}) {
    const [notFrom, setNotFrom] = useState('');
    const locations = useGet<LocationsView>('/v1/locations').data?.locations ?? [];
    const asked = useGet<DecisionView>(notFrom === '' ? null : `/v1/orders/${orderId}/decisions`, {
        not_location: notFrom,
    });
    const shown = notFrom !== '' && asked.data !== undefined ? asked : decided;
    const to = fulfillments.find((one) => one.latitudeDeg !== 0 || one.longitudeDeg !== 0);
    return (
        <Card
            title="The decision"
            tools={<WhyNot value={notFrom} onChange={setNotFrom} locations={locations} />}
        >
            <Answered of={shown} lines={5}>
                {(view) =>
                    view.decisions.length === 0 ? (
                        <Empty title="Nothing was decided yet">
                            Routing decides as soon as stock is promised and no hold is open.
                        </Empty>
                    ) : (
                        <div class="stack decisions">
                            {[...view.decisions].reverse().map((decision, index) =>
                                index === 0 ? (
                                    <Decided
                                        key={decision.decisionId}
                                        {...{ decision, locations, to }}
                                    />
                                ) : (
                                    <details key={decision.decisionId} class="fold">
                                        <summary>
                                            Round {decision.round}: {decision.reason}
                                        </summary>
                                        <Decided {...{ decision, locations, to }} />
                                    </details>
                                ),
                            )}
                        </div>
                    )
                }
            </Answered>
        </Card>
    );
}
