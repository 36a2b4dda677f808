// Where the tail begins: now, the earliest event, a place, or a time (which is looked up).
import { useState } from 'preact/hooks';
import { get } from '../../api/client';
import { useAction } from '../../api/use';
import type { FlowView } from '../../api/types';
import { SelectField, TextField } from '../../parts/Field';
import { ProblemNotice } from '../../parts/Notice';
import { placeOfTime } from './seek';

const placePattern = '[0-9]+(\\.[0-9]+){3}';

/** "2026-11-22T17:50" of now, as an input of local time has it. */
function localNow(): string {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function kindOf(from: string): string {
    return from === '' || from === 'latest' ? 'latest' : from === 'earliest' ? 'earliest' : 'place';
}

export function Jump({ from, onJump }: { from: string; onJump: (from: string) => void }) {
    const [kind, setKind] = useState(kindOf(from));
    const [place, setPlace] = useState(kindOf(from) === 'place' ? from : '');
    const [time, setTime] = useState(localNow);
    const search = useAction(async (_key, at: string) => {
        const flow = await get<FlowView>('/v1/flow');
        return placeOfTime(Date.parse(at), flow.feeds);
    });

    const choose = (next: string) => {
        setKind(next);
        search.clear();
        if (next === 'latest') onJump('');
        if (next === 'earliest') onJump('earliest');
    };
    const go = async (event: Event) => {
        event.preventDefault();
        if (kind === 'place') return onJump(place);
        const found = await search.run(time);
        if (found !== undefined) onJump(found);
    };
    return (
        <form class="filters" onSubmit={(event) => void go(event)}>
            <SelectField
                label="From"
                value={kind}
                onChange={choose}
                choices={[
                    ['latest', 'Now on'],
                    ['earliest', 'The earliest'],
                    ['place', 'A place'],
                    ['time', 'A time'],
                ]}
            />
            {kind === 'place' && (
                <TextField
                    label="Place (order.inventory.routing.forecasting)"
                    value={place}
                    onChange={setPlace}
                    pattern={placePattern}
                    placeholder="812.2290.1504.77"
                    required
                />
            )}
            {kind === 'time' && (
                <TextField
                    label="Since"
                    type="datetime-local"
                    value={time}
                    onChange={setTime}
                    required
                />
            )}
            {(kind === 'place' || kind === 'time') && (
                <button type="submit" class="button" disabled={search.busy}>
                    {search.busy ? 'Looking…' : 'Go'}
                </button>
            )}
            {search.problem && <ProblemNotice problem={search.problem} />}
        </form>
    );
}
