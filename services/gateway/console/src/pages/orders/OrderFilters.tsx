// What narrows the list of orders down. The address has the filters, so a view can be sent to somebody.
import { useGet } from '../../api/use';
import type { LocationsView } from '../../api/types';
import { SelectField, TextField } from '../../parts/Field';
import { choicesOf, holdNames, progressNames, statusNames } from './words';

const names = [
    'q',
    'channel',
    'status',
    'progress',
    'country',
    'location',
    'hold',
    'parked',
] as const;

/** A day of the address -> microseconds of its beginning here; the day after for an end. */
function usOfDay(day: string | undefined, daysMore: number): string {
    const at = day ? new Date(`${day}T00:00:00`) : undefined;
    if (!at || Number.isNaN(at.getTime())) return '';
    at.setDate(at.getDate() + daysMore);
    return `${at.getTime()}000`;
}

/** The filters of an address as the query of GET /v1/orders. */
export function queryOf(values: Record<string, string>): Record<string, string> {
    const query: Record<string, string> = Object.fromEntries(
        names.map((name) => [name, values[name] ?? '']),
    );
    query['country'] = (values['country'] ?? '').toUpperCase();
    query['from_us'] = usOfDay(values['from'], 0);
    query['to_us'] = usOfDay(values['to'], 1);
    return query;
}

export function OrderFilters({
    values,
    change,
}: {
    values: Record<string, string>;
    change: (changes: Record<string, string>) => void;
}) {
    const locations = useGet<LocationsView>('/v1/locations');
    const codes = locations.data?.locations.map((location) => location.code) ?? [];
    const of = (name: string) => ({
        value: values[name] ?? '',
        onChange: (value: string) => change({ [name]: value }),
    });
    const chosen = values['location'] ?? '';
    const known = chosen === '' || codes.includes(chosen) ? codes : [chosen, ...codes];
    return (
        <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
            <div class="filter-wide">
                <TextField
                    label="Search"
                    type="search"
                    placeholder="Order, external id or SKU"
                    restMs={300}
                    {...of('q')}
                />
            </div>
            <SelectField
                label="Progress"
                choices={choicesOf(progressNames, 'Any')}
                {...of('progress')}
            />
            <SelectField label="Status" choices={choicesOf(statusNames, 'Any')} {...of('status')} />
            <SelectField
                label="On hold"
                choices={[['', 'Any'], ['ANY', 'On hold'], ...choicesOf(holdNames, '').slice(1)]}
                {...of('hold')}
            />
            <SelectField
                label="Parked"
                choices={[
                    ['', 'Any'],
                    ['true', 'Parked'],
                ]}
                {...of('parked')}
            />
            <SelectField
                label="Ships from"
                choices={[['', 'Anywhere'], ...known.map((code): [string, string] => [code, code])]}
                {...of('location')}
            />
            <TextField label="Channel" size={10} restMs={300} {...of('channel')} />
            <TextField label="Country" size={4} maxLength={2} restMs={300} {...of('country')} />
            <TextField label="Placed from" type="date" {...of('from')} />
            <TextField label="Placed until" type="date" {...of('to')} />
        </form>
    );
}
