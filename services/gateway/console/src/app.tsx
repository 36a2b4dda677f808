// What is shown: the login, or the page of the address inside the frame. A page that breaks says so
// and can be opened again; the rest of the console goes on.
import { Component, type ComponentChildren, type ComponentType } from 'preact';
import { lazy, Suspense } from 'preact/compat';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { Empty, Loading, ProblemNotice } from './parts/Notice';
import { Page } from './parts/Page';
import { Toasts } from './parts/Toast';
import { asProblem } from './api/use';
import { LoginPage } from './shell/LoginPage';
import { pages } from './shell/nav';
import { session, sessionProblem, startSession } from './shell/session';
import { Shell } from './shell/Shell';

class Fence extends Component<{ of: string; children: ComponentChildren }, { error?: unknown }> {
    override componentDidCatch(error: unknown) {
        console.error(error);
        this.setState({ error });
    }
    override componentDidUpdate(before: { of: string }) {
        if (before.of !== this.props.of && this.state.error !== undefined)
            this.setState({ error: undefined });
    }
    render() {
        if (this.state.error === undefined) return this.props.children;
        return (
            <Page title="This page broke">
                <ProblemNotice
                    problem={asProblem(this.state.error)}
                    retry={() => location.reload()}
                />
            </Page>
        );
    }
}

const routes = pages.map((page): { path: string; Content: ComponentType } => ({
    path: page.path,
    Content: lazy(page.load),
}));

function NotFound() {
    return (
        <Page title="Not found">
            <Empty title="There is no page at this address">
                <Link href="/">Go to the flow of orders</Link>
            </Empty>
        </Page>
    );
}

export function App() {
    const [path] = useLocation();
    if (session.value === null) return <LoginPage />;
    if (session.value === undefined) {
        return sessionProblem.value ? (
            <main class="login">
                <ProblemNotice problem={sessionProblem.value} retry={() => void startSession()} />
            </main>
        ) : (
            <Loading what="Crossdock starts" />
        );
    }
    return (
        <>
            <Shell>
                <Fence of={path}>
                    <Suspense fallback={<Loading />}>
                        <Switch>
                            {routes.map(({ path: pattern, Content }) => (
                                <Route key={pattern} path={pattern}>
                                    <Content />
                                </Route>
                            ))}
                            <Route>
                                <NotFound />
                            </Route>
                        </Switch>
                    </Suspense>
                </Fence>
            </Shell>
            <Toasts />
        </>
    );
}
