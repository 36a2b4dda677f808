"""`crossdock-gateway rebuild`: the read model is made anew and is the same, what is the gateway's own is untouched, and nobody
is told of an event twice. A receiver of webhooks and a listener hear everything from the first event on.
"""
import collections
import json
import pathlib
import signal
import sys
import threading
import time
import urllib.error
import urllib.request

from system import SERVICES

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "webhooks"))
import receiver as strangers  # noqa: E402

TYPES = [f"crossdock.{package}.v1.*" for package in ("order", "inventory", "routing", "forecasting")]
OWN = ("api_key", "person", "session", "idempotency_claim", "audit", "webhook", "delivery", "receipt")
SMALL_TURNS = 5


class Listener(threading.Thread):
    """Follows all events, from one connection to the next by the id of the last one."""

    def __init__(self, url, token):
        super().__init__(daemon=True)
        self.url, self.token, self.events, self.last, self.ended = url, token, [], "", False

    def run(self):
        while not self.ended:
            headers = {"Authorization": f"Bearer {self.token}"}
            if self.last:
                headers["Last-Event-ID"] = self.last
            try:
                with urllib.request.urlopen(urllib.request.Request(f"{self.url}/v1/events?from=earliest", headers=headers), timeout=20) as stream:
                    self.take(stream)
            except OSError:
                time.sleep(0.2)

    def take(self, stream):
        place = ""
        for line in stream:
            text = line.decode().rstrip("\n")
            if text.startswith("id: "):
                place = text[4:]
            elif text.startswith("data: "):
                self.events.append(json.loads(text[6:])["id"])
                self.last = place
            if self.ended:
                return


class Rebuild:
    def __init__(self, test):
        self.test, self.system = test, test.system
        self.http = f"http://127.0.0.1:{self.system.base_port + 80}"
        self.receiver = strangers.Receiver(self.system.base_port + 90)
        self.token = self.listener = None

    # --- beforehand ---

    def own_settings(self):
        (self.system.var / "env/gateway.own").write_text("CROSSDOCK_WEBHOOK_PRIVATE=1\n")

    def listen(self):
        made = self.system.run(self.system.bin / "crossdock", "api-key", "create", "all", "--role", "operator",
                               "--requests-per-minute", "100000", env=self.system.client_env()).stdout
        self.token = made.split()[-1]
        status, _, answer = self.ask("POST", "/v1/webhooks", {"url": self.receiver.url + "/all", "types": TYPES})
        if status != 201:
            raise SystemExit(f"no webhook: {status} {answer}")
        self.listener = Listener(self.http, self.token)
        self.listener.start()

    def ask(self, method, path, body=None):
        """Status, headers, answer."""
        request = urllib.request.Request(self.http + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                         headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.headers, json.loads(error.read() or b"{}")
        except OSError:
            return 0, {}, {}

    # --- what is there ---

    def until(self, condition, patience_s=120):
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False

    def until_delivered(self):
        self.until(lambda: self.system.number("SELECT count(*) FROM gateway.delivery WHERE state = 1") == 0)

    def own(self):
        return {name: [" | ".join(row) for row in self.system.sql(f"SELECT * FROM gateway.{name} ORDER BY 1, 2")] for name in OWN}

    def said(self):
        return collections.Counter(event.id for event in self.test.events())

    def told_wrong(self, told, expected):
        """Sentences, when these are not exactly the events that are expected."""
        told = collections.Counter(told)
        for event_id, count in sorted((told - expected).items())[:3]:
            yield f"{event_id} came {told[event_id]} times, {count} too many"
        for event_id in sorted((expected - told))[:3]:
            yield f"{event_id} did not come"

    def all_were_told_once(self, expected=None):
        expected = self.said() if expected is None else expected
        self.until_delivered()
        self.until(lambda: len(self.listener.events) >= len(self.said()), 20)
        yield from self.told_wrong(self.receiver.ids("/all"), expected)
        yield from (f"listener: {line}" for line in self.told_wrong(self.listener.events, self.said()))

    # --- the command ---

    def rebuild(self):
        env = {"DATABASE_URL": self.system.url("gateway"), "PATH": "/usr/bin:/bin"}
        return self.system.run(self.system.bin / "crossdock-gateway", "rebuild", env=env, check=False)

    def settled(self):
        self.test.until_heard(120)
        time.sleep(1.5)  # what changed of stock is folded

    def killed_in_the_middle(self):
        """Rebuilt while nobody leads; then killed when a part is heard. Sentences of what is wrong."""
        self.system.services("stop", ["gateway"])
        done = self.rebuild()
        if done.returncode != 0:
            yield f"rebuild ended with {done.returncode}: {done.stdout}"
        if self.system.number("SELECT sum(position) FROM gateway.cursor") != 0 or self.system.number("SELECT count(*) FROM gateway.orders"):
            yield "it is not empty"
        process, seen = self.test.gateway([name for name in SERVICES if name != "gateway"], SMALL_TURNS), []
        said = sum(self.said().values())
        try:
            self.until(lambda: seen.append(self.at_work()) or self.test.waiting() < said / 2, 60)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        yield from (f"it does not say that it is at work: {one}" for one in seen[-1:] if not any(seen))
        if self.test.waiting() == 0:
            yield "the kill comes too late"
        self.system.services("start", ["gateway"])
        self.settled()
        if self.at_work():
            yield "it still says that it is at work"

    def at_work(self):
        """What the views say of themselves; True: both ways."""
        status, headers, view = self.ask("GET", "/v1/flow")
        return status == 200 and headers.get("X-Read-Model") == "rebuilding" and any(feed["rebuilding"] for feed in view["feeds"])

    # --- the checks ---

    def check(self, first):
        test = self.test
        test.check("before a rebuild all were told once", list(self.all_were_told_once()))
        # Half of what arrived was swept since: only the mark keeps it from being sent again.
        self.system.sql("DELETE FROM gateway.delivery WHERE delivery_id % 2 = 0")
        own = self.own()
        test.check("a rebuild is killed in the middle", list(self.killed_in_the_middle()))
        test.check("then the read model is the same", differences(first, test.snapshot()) + test.letters())
        test.check("and what is the gateway's own is untouched", differences(own, self.own()))
        test.check("and nobody is told twice", list(self.all_were_told_once()))
        done = self.rebuild()
        self.settled()
        test.check("rebuilt beside a gateway that leads, it is the same",
                   ([] if done.returncode == 0 else [done.stdout]) + differences(first, test.snapshot()) + differences(own, self.own()))
        test.history.place(1)
        test.until_all_is_said()
        test.check("and what is said from then on is told once", list(self.all_were_told_once()))
        self.set_aside()
        test.check("a rebuild that tells again is found", self.tell_again())

    def set_aside(self):
        """One event as if it had been set aside when it was heard, so that no webhook was told."""
        self.until_delivered()
        ((event_id,),) = self.system.sql(
            "WITH gone AS (DELETE FROM gateway.delivery WHERE delivery_id = (SELECT max(delivery_id) FROM gateway.delivery) "
            "RETURNING source, position, event_id, type, body) INSERT INTO gateway.dead_letter (source, position, id, type, key, reason, body) "
            "SELECT source, position, event_id, type, 'key', 'test', body FROM gone RETURNING id")
        done = self.rebuild()
        self.settled()
        expected = self.said() + collections.Counter([event_id])
        self.test.check("of what was set aside webhooks are told when it is heard again",
                        ([] if done.returncode == 0 else [done.stdout]) + self.test.letters() + list(self.all_were_told_once(expected)))

    def tell_again(self):
        self.system.services("stop", ["gateway"])
        self.system.sql("DELETE FROM gateway.delivery")
        self.rebuild()
        self.system.sql("UPDATE gateway.rebuilt SET through = 0")
        self.system.services("start", ["gateway"])
        self.settled()
        return [] if list(self.all_were_told_once()) else ["it is not"]

    def end(self):
        if self.listener is not None:
            self.listener.ended = True
        self.receiver.close()


def differences(first, second):
    wrong = []
    for name in first:
        gone = collections.Counter(first[name]) - collections.Counter(second[name])
        come = collections.Counter(second[name]) - collections.Counter(first[name])
        wrong += [f"{name}: not any more: {row[:300]}" for row in sorted(gone)[:3]]
        wrong += [f"{name}: now: {row[:300]}" for row in sorted(come)[:3]]
    return wrong
