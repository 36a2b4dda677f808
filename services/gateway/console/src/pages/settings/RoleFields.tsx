// A role and what it is bound to: a storefront sells on one channel, a warehouse is one location.
import type { Role } from '../../api/types';
import { SelectField, TextField } from '../../parts/Field';

export interface RoleChoice {
    role: Role;
    subject: string;
}

const choices: [Role, string][] = [
    ['KEY_READER', 'Reader: sees everything, changes nothing'],
    ['KEY_OPERATOR', 'Operator: sees and changes everything'],
    ['KEY_STOREFRONT', 'Storefront: the orders of one channel'],
    ['KEY_WAREHOUSE', 'Warehouse: the work of one location'],
];
const subjects: Partial<Record<Role, string>> = {
    KEY_STOREFRONT: 'Channel',
    KEY_WAREHOUSE: 'Location',
};

export function RoleFields({
    value,
    onChange,
}: {
    value: RoleChoice;
    onChange: (value: RoleChoice) => void;
}) {
    const subject = subjects[value.role];
    return (
        <>
            <SelectField
                label="Role"
                value={value.role}
                onChange={(role) => onChange({ role: role as Role, subject: '' })}
                choices={choices}
            />
            {subject && (
                <TextField
                    label={subject}
                    value={value.subject}
                    onChange={(next) => onChange({ ...value, subject: next })}
                    required
                />
            )}
        </>
    );
}
