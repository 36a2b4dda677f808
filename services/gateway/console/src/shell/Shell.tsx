// The frame around every page: navigation, state of the event stream, theme, who is logged in.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { liveState, type LiveState } from '../api/live';
import { Badge, type Tone } from '../parts/Badge';
import { Icon } from '../parts/Icon';
import { useChosenInView } from '../parts/useChosenInView';
import mark from '../style/mark.svg';
import { isWithin, pages } from './nav';
import { logout, roleNames, session } from './session';
import { theme, toggleTheme } from './theme';

const liveTones: Record<LiveState, Tone> = { live: 'good', reconnecting: 'warn', offline: 'bad' };
const liveTitles: Record<LiveState, string> = {
    live: 'Events arrive as they happen',
    reconnecting: 'The stream of events was interrupted; it goes on where it stopped',
    offline: 'The gateway cannot be reached; what you see may be old. Trying again',
};

function Navigation() {
    const [location] = useLocation();
    const role = session.value?.role ?? '';
    const list = useRef<HTMLUListElement>(null);
    useChosenInView(list, location);
    const shown = pages.filter((page) => page.icon && (!page.roles || page.roles.includes(role)));
    return (
        <nav class="nav" aria-label="Pages">
            <Link href="/" class="brand">
                <img src={mark} alt="" /> Crossdock
            </Link>
            <ul ref={list}>
                {shown.map((page) => (
                    <li key={page.path}>
                        <Link
                            href={page.path}
                            aria-current={isWithin(location, page.path) ? 'page' : undefined}
                        >
                            {page.icon && <Icon name={page.icon} />}
                            <span>{page.title}</span>
                        </Link>
                    </li>
                ))}
            </ul>
        </nav>
    );
}

function Header() {
    const who = session.value;
    const other = theme.value === 'dark' ? 'light' : 'dark';
    return (
        <header class="head">
            <span role="status" title={liveTitles[liveState.value]} data-live={liveState.value}>
                <Badge tone={liveTones[liveState.value]}>{liveState.value}</Badge>
            </span>
            <span class="grow" />
            <button
                type="button"
                class="button icon quiet"
                aria-label={`Switch to ${other} colours`}
                title={`Switch to ${other} colours`}
                onClick={toggleTheme}
            >
                <Icon name={other === 'dark' ? 'moon' : 'sun'} />
            </button>
            {who && (
                <>
                    <span class="who">
                        <strong>{who.name}</strong>
                        <span class="wide-only">
                            {' '}
                            {roleNames[who.role] ?? who.role} {who.subject}
                        </span>
                    </span>
                    <button
                        type="button"
                        class="button quiet"
                        aria-label="Log out"
                        onClick={() => void logout()}
                    >
                        <Icon name="leave" /> <span class="wide-only">Log out</span>
                    </button>
                </>
            )}
        </header>
    );
}

export function Shell({ children }: { children: ComponentChildren }) {
    return (
        <div class="frame">
            <a class="skip" href="#main">
                Skip to the content
            </a>
            <Navigation />
            <Header />
            <main class="main" id="main" tabIndex={-1}>
                {children}
            </main>
        </div>
    );
}
