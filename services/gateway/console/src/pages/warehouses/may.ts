// Who works at a location: operators everywhere, a warehouse's own people at theirs.
import { session } from '../../shell/session';

export function mayWork(code: string): boolean {
    const who = session.value;
    return who?.role === 'KEY_OPERATOR' || (who?.role === 'KEY_WAREHOUSE' && who.subject === code);
}
