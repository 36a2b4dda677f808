// Name and password. The first user is made on the command line; the page says how.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../api/use';
import { TextField } from '../parts/Field';
import { ProblemNotice } from '../parts/Notice';
import mark from '../style/mark.svg';
import { login } from './session';

export function LoginPage() {
    const [name, setName] = useState('');
    const [password, setPassword] = useState('');
    const form = useRef<HTMLFormElement>(null);
    const enter = useAction((_key, who: string, secret: string) => login(who, secret));
    useEffect(() => {
        document.title = 'Log in · Crossdock';
        form.current?.querySelector('input')?.focus();
    }, []);
    const submit = async (event: Event) => {
        event.preventDefault();
        await enter.run(name, password);
    };
    return (
        <main class="login">
            <form ref={form} onSubmit={(event) => void submit(event)}>
                <div class="brand">
                    <img src={mark} alt="" />
                    <div>
                        <h1>Crossdock</h1>
                        <p class="muted">Operations console</p>
                    </div>
                </div>
                <TextField
                    label="Name"
                    value={name}
                    onChange={setName}
                    autoComplete="username"
                    required
                />
                <TextField
                    label="Password"
                    type="password"
                    value={password}
                    onChange={setPassword}
                    autoComplete="current-password"
                    required
                />
                {enter.problem && <ProblemNotice problem={enter.problem} />}
                <button type="submit" class="button primary" disabled={enter.busy}>
                    {enter.busy ? 'Logging in…' : 'Log in'}
                </button>
                <p class="small muted">
                    No user yet?{' '}
                    <code>crossdock user set NAME --role operator --password-file FILE</code>
                </p>
            </form>
        </main>
    );
}
