"""Sentences about the gateway: what shops, warehouses and operators do over HTTP, what they hear, what is sent to them.

In paths and bodies <W1> is the id of the order W1, <W1 at MAN> that of its fulfillment order there, <the list of W1 at
MAN> of its pick list, and <R1> what was remembered of an answer.
"""
import http.client
import json
import re
import signal
import threading
import time

import wire
from system import Trouble
from words import NAME, UNITS, make_order, says, units
from words_picking import restart_with
from words_timeline import SOURCES, read_feed
from web import Listener, Receiver, Web, is_genuine
from world import eventually

GATEWAY_PORT = 80
WHO = r"(?P<who>web|shop|till|operator|reader|warehouse-[A-Z]+)"
ROLES = {"web": "KEY_STOREFRONT", "shop": "KEY_STOREFRONT", "operator": "KEY_OPERATOR", "reader": "KEY_READER"}
METHODS = {"gets": "GET", "posts": "POST", "puts": "PUT", "patches": "PATCH", "deletes": "DELETE"}


def web_of(world, who):
    """Who asks, with an API key of its own; the key is made when it is needed first."""
    keys = world.memory.setdefault("api keys", {})
    if who not in keys:
        subject = who.removeprefix("warehouse-") if who.startswith("warehouse-") else who if who in ("web", "shop") else ""
        role = wire.gateway.KeyRole.Value(ROLES.get(who, "KEY_WAREHOUSE"))
        made = world.client("gateway", "operator").ask(wire.gateway.CreateApiKey(name=who, role=role, subject=subject))
        if made.code != "ACCEPTED":
            raise Trouble(f"CreateApiKey {who}: {made}")
        keys[who] = Web(world.system.base_port + GATEWAY_PORT, made.reply.secret)
    return keys[who]


def ask(world, who, method, path, body=None, headers=None):
    world.answer = web_of(world, who).ask(method, path, body, headers)
    return world.answer


def meant(world, text):
    """The text with what stands in <...> put in."""
    def put(match):
        name = match.group(1)
        if found := re.fullmatch(rf"the list of ({NAME}) at ([A-Z]+)", name):
            return str(world.pick_list_of(*found.groups()).pick_list_id)
        if found := re.fullmatch(rf"({NAME}) at ([A-Z]+)", name):
            return str(world.fulfillment_order(*found.groups()))
        if name in world.order_ids:
            return str(world.order_ids[name])
        if name in world.memory:
            return str(world.memory[name])
        raise Trouble(f"no one knows <{name}>")
    return re.sub(r"<([^<>]+)>", put, text)


# --- requests -------------------------------------------------------------------------------------

PATH = r"(?P<path>/v1/(?:<[^>]+>|\S)+)"


@says(r"the gateway")
def gateway_answers(world):
    def look():
        try:
            answer = web_of(world, "reader").ask("GET", "/v1/flow")
        except OSError as error:
            return False, error
        return answer.status == 200, answer
    eventually("the gateway to answer", look)


@says(r"gateway is restarted with (?P<settings>CROSSDOCK_\w+=\w+(?:, CROSSDOCK_\w+=\w+)*)")
def gateway_restarted_with(world, settings):
    restart_with(world, "gateway", settings)
    gateway_answers(world)


@says(rf"{WHO} (?P<how>gets|posts|puts|patches|deletes) {PATH}(?: (?P<body>\{{.*\}}))?(?:, with the key (?P<key>\S+))?")
def request(world, who, how, path, body=None, key=None):
    ask(world, who, METHODS[how], meant(world, path), json.loads(meant(world, body)) if body else None,
        {"Idempotency-Key": key} if key else None)


@says(rf"{WHO} (?P<how>gets|posts|deletes) {PATH}(?: (?P<body>\{{.*\}}))?, until (?P<field>[\w.]+) is (?P<value>.+)")
def request_until(world, who, how, path, field, value, body=None):
    """What follows feeds is there soon, not at once."""
    def look():
        request(world, who, how, path, body)
        return str(world.answer.at(field)) == meant(world, value), world.answer
    eventually(f"{field} of {path} to be {value}", look)


@says(r"nobody gets (?P<path>/v1/\S+)")
def request_without_key(world, path):
    world.answer = Web(world.system.base_port + GATEWAY_PORT, "xd_nobody").ask("GET", path)


@says(r"its (?P<field>[a-z][\w.]*) is (?P<value>(?!remembered as |the key of ).+)")
def field_is(world, field, value):
    if str(world.answer.at(field)) != meant(world, value):
        raise Trouble(f"{field} is {world.answer.at(field)} in {world.answer}")


@says(r"its (?P<field>[a-z][\w.]*) is remembered as (?P<name>[A-Z]\w*)")
def remember(world, field, name):
    if world.answer.at(field) is None:
        raise Trouble(f"there is no {field} in {world.answer}")
    world.memory[name] = world.answer.at(field)


@says(r"its secret is the key of (?P<who>till)")
def secret_is_key(world, who):
    world.memory["api keys"][who] = Web(world.system.base_port + GATEWAY_PORT, world.answer.at("secret"))


# --- orders ---------------------------------------------------------------------------------------

def order_body(name, what, postal="M1 4BT"):
    order = make_order(name, "", postal, what)
    return {"externalId": name, "currency": "GBP", "recipient": {"name": order.recipient.name},
            "destination": {"country": "GB", "postalCode": postal},
            "lines": [{"sku": sku, "quantity": str(quantity), "unitPriceMinor": "995"} for sku, quantity in units(what)]}


@says(rf"(?P<who>web|shop) posts (?P<name>{NAME}) over HTTP: (?P<what>{UNITS})(?:, with the key (?P<key>\S+))?")
def posts_order(world, who, name, what, key=None):
    answer = ask(world, who, "POST", "/v1/orders", order_body(name, what), {"Idempotency-Key": key} if key else None)
    world.channels[name] = who
    if answer.at("orderId"):
        world.order_ids.setdefault(name, int(answer.at("orderId")))


@says(rf"(?P<who>web|shop) posts (?P<name>{NAME}) over HTTP and waits: (?P<what>{UNITS}), with the key (?P<key>\S+)")
def posts_and_waits(world, who, name, what, key):
    """In the background; what is answered is looked at later."""
    web, got = web_of(world, who), {}
    def wait():
        try:
            got["answer"] = web.ask("POST", "/v1/orders", order_body(name, what), {"Idempotency-Key": key})
        except (OSError, http.client.HTTPException) as error:
            got["answer"] = f"no answer: {error!r}"
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    time.sleep(0.7)  # so that it waits
    if got:
        raise Trouble(f"it did not wait: {got['answer']}")
    world.memory["waiting", who] = (thread, got)


@says(r"gateway is asked to end")
def asked_to_end(world):
    world.system.signal("gateway", signal.SIGTERM)
    world.memory["asked to end"] = time.monotonic()
    time.sleep(0.3)


@says(r"(?P<who>web|shop), who waits, is answered (?P<expected>\d{3}.*)")
def who_waits_is_answered(world, who, expected):
    thread, got = world.memory["waiting", who]
    thread.join(20)
    if not all(word in str(got.get("answer")) for word in expected.split()):
        raise Trouble(f"it is {got.get('answer')}")


@says(r"gateway has ended within (?P<seconds>\d+) seconds")
def has_ended(world, seconds):
    eventually("the gateway to end", lambda: (not world.system.is_alive("gateway"), "it lives"))
    took = time.monotonic() - world.memory["asked to end"]
    if took > float(seconds):
        raise Trouble(f"it took {took:.1f} s")


@says(rf"(?P<who>web|shop) posts (?P<name>{NAME}) over HTTP again with (?P<what>{UNITS})(?:, with the key (?P<key>\S+))?")
def posts_order_otherwise(world, who, name, what, key=None):
    posts_order(world, who, name, what, key)


@says(rf"the answer names (?P<name>{NAME})")
def answer_names(world, name):
    if world.answer.at("orderId") != str(world.order_ids[name]):
        raise Trouble(f"{name} is {world.order_ids[name]}, not {world.answer}")


@says(rf"{WHO} (?P<what>cancels|holds|releases) (?P<name>{NAME}) over HTTP(?: for (?P<reason>[A-Z_]+))?")
def changes_order(world, who, what, name, reason="HOLD_OPS"):
    bodies = {"cancels": ("cancel", {"reason": "changed my mind"}),
              "holds": ("hold", {"hold": {"reason": reason, "note": "over HTTP"}}),
              "releases": ("release", {"reason": reason})}
    action, body = bodies[what]
    ask(world, who, "POST", f"/v1/orders/{world.order_ids[name]}/{action}", body)


@says(rf"the console's orders list shows (?P<name>{NAME}) as (?P<status>[A-Z_]+)")
def list_shows(world, name, status):
    def look():
        answer = web_of(world, "reader").ask("GET", f"/v1/orders?q={name}")
        found = [order for order in answer.body.get("orders", []) if order["orderId"] == str(world.order_ids[name])]
        return bool(found) and status in (found[0]["status"], found[0]["progress"]), found or answer
    eventually(f"the list to show {name} as {status}", look)


@says(rf"the timeline of (?P<name>{NAME}) shows (?P<what>[\w, ]+) in order")
def timeline_shows(world, name, what):
    wanted = [word.strip() for word in what.split(",")]
    def look():
        answer = web_of(world, "reader").ask("GET", f"/v1/orders/{world.order_ids[name]}/timeline")
        seen = [entry["type"].rpartition(".")[2] for entry in answer.body.get("entries", [])]
        rest = iter(seen)
        return all(word in rest for word in wanted), seen or answer
    eventually(f"the timeline of {name}", look)


@says(rf"the order (?P<name>{NAME}) is shown (?:on hold for (?P<reason>[A-Z_]+)|without a hold)")
def shown_on_hold(world, name, reason=""):
    def look():
        answer = web_of(world, "reader").ask("GET", f"/v1/orders?q={name}" + (f"&hold={reason}" if reason else ""))
        found = [order for order in answer.body.get("orders", []) if order["orderId"] == str(world.order_ids[name])]
        return bool(found) and found[0]["holds"] == ([reason] if reason else []), answer
    eventually(f"{name} to be shown with hold '{reason}'", look)


# --- warehouses -----------------------------------------------------------------------------------

@says(r"the answer has no lists")
def no_lists(world):
    if world.answer.status != 200 or world.answer.body.get("lists"):
        raise Trouble(str(world.answer))


WAIT_S = 25


@says(r"warehouse-(?P<code>[A-Z]+) waits for a pick list over HTTP")
def waits_for_list(world, code, seen=""):
    """In the background; what it gets is looked at later."""
    web, got = web_of(world, f"warehouse-{code}"), {}
    def wait():
        began = time.monotonic()
        got["answer"] = web.ask("GET", f"/v1/pick-lists?wait_s={WAIT_S}{seen}")
        got["after_s"] = time.monotonic() - began
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    time.sleep(0.5)  # so that it waits before there is something
    world.memory["waiting", code] = (thread, got)


@says(r"warehouse-(?P<code>[A-Z]+) waits for a pick list over HTTP, having seen all")
def waits_having_seen_all(world, code):
    lists = web_of(world, f"warehouse-{code}").ask("GET", "/v1/pick-lists").body["lists"]
    waits_for_list(world, code, "".join(f"&seen={one['pickListId']}" for one in lists))


@says(r"warehouse-(?P<code>[A-Z]+) is told that there is nothing new")
def is_told_nothing_new(world, code):
    thread, got = world.memory["waiting", code]
    thread.join(WAIT_S + 5)
    if not got or got["answer"].status != 200 or got["after_s"] > WAIT_S / 2:
        raise Trouble(f"{got}")


@says(r"warehouse-(?P<code>[A-Z]+) is given a pick list before the time is over")
def is_given_list(world, code):
    thread, got = world.memory["waiting", code]
    thread.join(WAIT_S + 5)
    if not got or not got["answer"].body.get("lists") or got["after_s"] > WAIT_S / 2:
        raise Trouble(f"{got}")
    world.answer = got["answer"]


@says(r"the pick list is remembered as (?P<name>[A-Z]\w*)")
def list_is_remembered(world, name):
    remember(world, "lists.0.pickListId", name)


@says(r"warehouse-(?P<code>[A-Z]+) is not given <(?P<name>\w+)> again")
def is_not_given(world, code, name):
    answer = ask(world, f"warehouse-{code}", "GET", f"/v1/pick-lists?wait_s=1&seen={world.memory[name]}")
    if answer.status != 200 or any(one["pickListId"] == world.memory[name] for one in answer.body.get("lists", [])):
        raise Trouble(str(answer))


# --- events ---------------------------------------------------------------------------------------

@says(rf"{WHO} listens over HTTP(?: for (?P<types>[\w.*,]+))?")
def listens(world, who, types=""):
    world.memory["listener", who] = Listener(web_of(world, who), types=types)
    world.helpers_of_web.append(world.memory["listener", who])


@says(rf"{WHO} has heard (?P<what>(?!nothing)[\w, ]+) of (?P<name>{NAME})")
def has_heard(world, who, what, name):
    """Each exactly once."""
    wanted = sorted(word.strip() for word in what.split(","))
    listener = world.memory["listener", who]
    def look():
        seen = [event["type"].rpartition(".")[2] for _, _, event in list(listener.events)
                if event.get("partitionkey") == str(world.order_ids[name])]
        return sorted(word for word in seen if word in wanted) == wanted, (seen, str(listener.refusal))
    eventually(f"{who} to hear {what}", look)


@says(r"warehouse-(?P<code>[A-Z]+) has heard at its location: (?P<what>[\w, ]+)")
def has_heard_at_location(world, code, what):
    wanted = {word.strip() for word in what.split(",")}
    listener = world.memory["listener", f"warehouse-{code}"]
    def look():
        seen = {event["type"].rpartition(".")[2] for _, _, event in list(listener.events) if event.get("subject") == code}
        return wanted <= seen, (seen, str(listener.refusal))
    eventually(f"{code} to hear {what}", look)


@says(r"warehouse-(?P<code>[A-Z]+) has heard of no other location")
def has_heard_of_no_other(world, code):
    others = [event for _, _, event in world.memory["listener", f"warehouse-{code}"].events if event.get("subject") != code]
    if others:
        raise Trouble(f"{code} has heard {others[:3]}")


@says(rf"{WHO} has heard nothing of (?P<name>{NAME})")
def has_not_heard(world, who, name):
    heard = [event["type"] for _, _, event in world.memory["listener", who].events
             if event.get("partitionkey") == str(world.order_ids[name])]
    if heard:
        raise Trouble(f"{who} has heard {heard}")


@says(rf"{WHO} has heard every event once and in order, on (?P<count>\d+) connections")
def has_heard_all(world, who, count):
    """As the feeds themselves have them."""
    listener = world.memory["listener", who]
    def look():
        for source in SOURCES:
            said = [event.position for event in read_feed(world, source)]
            heard = [position for feed, position, _ in list(listener.events) if feed == source]
            if heard != said:
                return False, f"{source}: {len(heard)} of {len(said)}, {[p for p in said if p not in heard][:5]} missing"
        return True, None
    eventually(f"{who} to have heard all", look)
    if listener.connections != int(count):
        raise Trouble(f"{who} was connected {listener.connections} times: {listener.refusal}")


@says(rf"what {WHO} heard is a CloudEvent of the JSON mapping")
def heard_is_good(world, who):
    for source, position, event in world.memory["listener", who].events:
        said = next(one for one in read_feed(world, source, position=position - 1))
        message = wire.message_class(event["type"])()
        wire.from_json(event["data"], message)
        wrong = (event["specversion"] != "1.0" or event["id"] != said.id or event["type"] != said.type
                 or event["datacontenttype"] != "application/json" or message.SerializeToString() != said.data)
        if wrong:
            raise Trouble(f"{event} was said as {said}")


# --- webhooks -------------------------------------------------------------------------------------

@says(rf"{WHO} has (?P<types>[\w.*]+) sent to an address(?P<refuses> that refuses the first attempt)?")
def has_sent(world, who, types, refuses=""):
    receiver = Receiver(refuse=1 if refuses else 0)
    world.helpers_of_web.append(receiver)
    answer = ask(world, who, "POST", "/v1/webhooks", {"url": receiver.url, "types": [types], "note": "scenario"})
    if answer.status != 201:
        raise Trouble(str(answer))
    world.memory["receiver"], world.memory["Webhook"] = receiver, answer.at("webhookId")
    world.memory["webhook secret"] = answer.at("secret")


@says(rf"(?P<what>\w+) of (?P<name>{NAME}) arrives there once, signed(?:, at attempt (?P<attempt>\d+))?")
def arrives_once(world, what, name, attempt=None):
    receiver = world.memory["receiver"]
    def taken():
        events = [(headers, body, json.loads(body)) for headers, body in list(receiver.taken)]
        return [(headers, body) for headers, body, event in events
                if event["type"].endswith(f".{what}") and event["partitionkey"] == str(world.order_ids[name])]
    eventually(f"{what} of {name} at the address", lambda: (bool(taken()), [body for _, body in receiver.taken]), 60)
    if len(taken()) != 1:
        raise Trouble(f"it came {len(taken())} times")
    if not is_genuine(world.memory["webhook secret"], *taken()[0]):
        raise Trouble(f"the signature is wrong: {taken()[0]}")
    if attempt and receiver.attempts < int(attempt):
        raise Trouble(f"there were {receiver.attempts} attempts")
