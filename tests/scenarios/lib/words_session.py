"""Sentences about people at the console: they sign in with a name and a password, and a cookie says who they are."""
import json

import wire
from system import Trouble
from web import Web
from words import says
from words_web import GATEWAY_PORT, METHODS, PATH, web_of
from world import eventually

PERSON = r"(?P<name>anna|bert)"
COOKIE = "crossdock_session"


class Browser(Web):
    """Keeps the cookie, and the token that a page of the console would send along."""

    def __init__(self, port):
        super().__init__(port, "")
        self.cookie, self.csrf = "", ""

    def headers(self, more=None):
        return {"Cookie": f"theme=dark; {self.cookie}", **(more or {})}

    def ask(self, method, path, body=None, headers=None, timeout_s=40):
        answer = super().ask(method, path, body, headers, timeout_s)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = cookie.partition(";")[0]
            self.flags = {flag.strip() for flag in cookie.split(";")[1:]}
        self.csrf = answer.at("csrf") or self.csrf
        return answer


def browser_of(world, name):
    return world.memory.setdefault(("browser", name), Browser(world.system.base_port + GATEWAY_PORT))


@says(rf"{PERSON} is (?:an? (?P<role>operator|reader)(?: with the password '(?P<password>[^']+)')?|(?P<off>disabled))")
def is_user(world, name, role=None, password="", off=None):
    known = world.memory.setdefault("users", {})
    role = role or known[name]
    known[name] = role
    answer = world.client("gateway", "operator").ask(wire.gateway.SetUser(
        name=name, role=wire.gateway.KeyRole.Value(f"KEY_{role.upper()}"), password=password or "", disabled=bool(off)))
    if answer.code not in ("ACCEPTED", "DUPLICATE"):
        raise Trouble(str(answer))


@says(rf"(?P<name>anna|bert|nobody) signs in with '(?P<password>[^']+)'(?: (?P<times>\d+) times)?")
def signs_in(world, name, password, times="1"):
    for _ in range(int(times)):
        world.answer = browser_of(world, name).ask("POST", "/v1/session", {"name": name, "password": password})


@says(rf"{PERSON} signs in with '(?P<password>[^']+)' through a proxy that speaks TLS")
def signs_in_over_tls(world, name, password):
    told = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    world.answer = browser_of(world, name).ask("POST", "/v1/session", {"name": name, "password": password}, told)


@says(rf"the cookie of {PERSON} is for this site's pages only, and not for scripts(?P<tls>, and for TLS only)?")
def cookie_is_safe(world, name, tls=None):
    browser = browser_of(world, name)
    wanted = {"HttpOnly", "SameSite=Strict", "Path=/"} <= browser.flags and ("Secure" in browser.flags) == bool(tls)
    if not browser.cookie.startswith(f"{COOKIE}=xs_") or not wanted:
        raise Trouble(f"{browser.cookie} {browser.flags}")


@says(rf"{PERSON} (?P<how>gets|posts|puts|deletes) {PATH}(?: (?P<body>\{{.*\}}))?(?P<forged> from another site)? in the browser")
def asks_in_browser(world, name, how, path, body=None, forged=None):
    browser = browser_of(world, name)
    headers = {} if forged or how == "gets" else {"X-CSRF-Token": browser.csrf}
    world.answer = browser.ask(METHODS[how], path, json.loads(body) if body else None, headers)


@says(r"(?P<who>operator|reader|web|shop)'s key is revoked")
def key_is_revoked(world, who):
    web = web_of(world, who)
    keys = world.client("gateway", "operator").ask(wire.gateway.GetApiKeys()).reply.keys
    key_id = next(key.key_id for key in keys if key.name == who)
    answer = world.client("gateway", "operator").ask(wire.gateway.RevokeApiKey(key_id=key_id, reason="scenario"))
    if answer.code != "ACCEPTED":
        raise Trouble(str(answer))
    world.answer = web.ask("GET", "/v1/session")


@says(r"(?P<who>operator|reader) gets (?P<path>/v1/\S+) (?P<times>\d+) times, and no more than (?P<most>\d+) are answered")
def too_often(world, who, path, times, most):
    answers = [web_of(world, who).ask("GET", path) for _ in range(int(times))]
    good = sum(answer.status == 200 for answer in answers)
    world.answer = answers[-1]
    if not 0 < good <= int(most):
        raise Trouble(f"{good} were answered; the last: {world.answer}")


@says(r"(?P<who>operator|reader) may ask (?P<rate>\d+) times a minute")
def is_made_slow(world, who, rate):
    role = wire.gateway.KeyRole.Value(f"KEY_{who.upper()}")
    made = world.client("gateway", "operator").ask(
        wire.gateway.CreateApiKey(name=who, role=role, requests_per_minute=int(rate)))
    world.memory.setdefault("api keys", {})[who] = Web(world.system.base_port + GATEWAY_PORT, made.reply.secret)


@says(r"it says when to come back")
def says_when(world):
    after = world.answer.headers.get("Retry-After", "")
    if not after.isdigit() or not 1 <= int(after) <= 60:
        raise Trouble(f"Retry-After: {after!r} in {world.answer}")


@says(rf"views are (?P<how>answered|unavailable)")
def views_are(world, how):
    def look():
        answer = web_of(world, "reader").ask("GET", "/v1/orders")
        return answer.status == (200 if how == "answered" else 503), answer
    eventually(f"views to be {how}", look, 60)


@says(r"the second gateway (?P<how>stands by for|takes) the key of (?P<who>operator|reader)")
def asks_second(world, how, who):
    web = Web(world.system.base_port + GATEWAY_PORT + 10, web_of(world, who).secret)
    def look():
        world.answer = web.ask("GET", "/v1/session")
        return world.answer.status == (503 if how.startswith("stands") else 200), world.answer
    eventually("the second gateway to answer so", look)
