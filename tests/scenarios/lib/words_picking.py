"""Sentences about picking by scan: waves, lists that are claimed, scans, parcels, what follows a shipment."""
import collections
import os
import pathlib
import re
import subprocess
import time
import uuid

import wire
import words_profiles
from system import Trouble
from words import NAME, UNITS, find_tamperings, says, units
from world import eventually

PICKER = r"[A-Z][a-z]+"
SHORTS = {"cannot find": "SHORT_NOT_FOUND", "finds damaged": "SHORT_DAMAGED", "finds expired": "SHORT_EXPIRED"}


@says(r"fulfillment-routing is restarted with (?P<settings>CROSSDOCK_\w+=\w+(?:, CROSSDOCK_\w+=\w+)*)")
def restarted_with(world, settings):
    """Killed, and started as deploy/services would, with settings of its own besides."""
    name, system = "fulfillment-routing", world.system
    if system.is_alive(name):
        system.kill(name)
    env = {key: text for key, text in os.environ.items() if not key.startswith("CROSSDOCK_")}
    for line in (system.var / "env" / name).read_text().splitlines():
        key, _, value = line.partition("=")
        env[key] = subprocess.run(["bash", "-c", f"printf %s {value}"], text=True, stdout=subprocess.PIPE).stdout
    env.update(part.split("=") for part in settings.split(", "))
    with open(system.log_path(name), "ab") as log:
        process = subprocess.Popen([str(system.bin / f"crossdock-{name}")], env=env, stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=log, start_new_session=True)
    began = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()[19]
    (system.var / "run" / f"{name}.pid").write_text(f"{process.pid} {began}\n")
    world.must(name, "operator", wire.routing.GetPickLists(location="MAN"))


# --- waves and lists -----------------------------------------------------------------------------------

@says(r"(?P<who>operator|[A-Z]{3}) releases the wave at (?P<code>[A-Z]+)")
def releases_wave(world, who, code):
    key = who if who == "operator" else f"warehouse-{who}"
    world.ask("fulfillment-routing", key, wire.routing.ReleaseWave(location=code))


@says(rf"(?P<name>{NAME}) waits for its wave at (?P<code>[A-Z]+)")
def waits_for_wave(world, name, code):
    number = world.fulfillment_order(name, code)
    time.sleep(0.3)
    world.listen()
    if any(task.fulfillment_order_id == number for event in world.seen["PickListReleased"] for task in event.tasks):
        raise Trouble("it is on a pick list")


@says(rf"(?P<names>{NAME}(?:, {NAME})+) are on (?P<what>one pick list|pick lists of their own) of (?P<code>[A-Z]+)")
def on_lists(world, names, what, code):
    lists = {world.pick_list_of(name, code).pick_list_id for name in names.split(", ")}
    if len(lists) != (1 if what == "one pick list" else len(names.split(", "))):
        raise Trouble(f"they are on {len(lists)} pick lists")


def tell(world, picker, code, command):
    """Under an id that a handheld can repeat."""
    world.memory["told"] = world.memory.get("told", []) + [(code, command, str(uuid.uuid4()))]
    code, command, number = world.memory["told"][-1]
    answer = world.ask("fulfillment-routing", f"warehouse-{code}", command, command_id=number)
    world.memory["receipts"] = world.memory.get("receipts", []) + [str(answer.reply)]
    return answer


def list_of(world, picker):
    if ("list", picker) not in world.memory:
        raise Trouble(f"{picker} never claimed a pick list")
    return world.memory["list", picker]


@says(rf"(?P<picker>{PICKER}) claims (?:a pick list|the pick list of (?P<name>{NAME})) at (?P<code>[A-Z]+)")
def claims(world, picker, code, name=""):
    number = world.pick_list_of(name, code).pick_list_id if name else 0
    answer = tell(world, picker, code, wire.routing.ClaimPickList(location=code, picker=picker, pick_list_id=number))
    if answer.code == "ACCEPTED":
        world.memory["list", picker] = (code, answer.reply.pick_list_id)
        world.memory["claimed"] = answer.reply


@says(rf"(?P<who>[A-Z]+) claims the pick list of (?P<name>{NAME}) at (?P<code>[A-Z]+)")
def claims_foreign(world, who, name, code):
    number = world.pick_list_of(name, code).pick_list_id
    world.ask("fulfillment-routing", f"warehouse-{who}", wire.routing.ClaimPickList(picker="Eve", pick_list_id=number))


@says(rf"(?P<picker>{PICKER}) gives the list back")
def gives_back(world, picker):
    code, number = list_of(world, picker)
    tell(world, picker, code, wire.routing.ReturnPickList(pick_list_id=number, picker=picker))


def view_of(world, code, number):
    answer = world.must("fulfillment-routing", f"warehouse-{code}", wire.routing.GetPickLists(pick_list_id=number))
    return {view.pick_list_id: view for view in answer.reply.lists}.get(number)


@says(rf"the list of (?P<picker>{PICKER}) is (?P<status>READY|ACCEPTED|CLAIMED|DONE)(?: by (?P<other>{PICKER}))?")
def list_is(world, picker, status, other=""):
    def look():
        view = view_of(world, *list_of(world, picker))
        return view and view.status == status and (not other or view.picker == other), str(view).split()[:8]
    eventually(f"the list to be {status}", look)


@says(rf"(?P<picker>{PICKER}) is to walk: (?P<walk>.+)")
def is_to_walk(world, picker, walk):
    """Open tasks in walking order: `2 A at A-2 for W1`; without bins, in any order."""
    view = view_of(world, *list_of(world, picker))
    names = {number: name for name, number in world.order_ids.items()}
    seen = [f"{task.task.quantity - task.picked - task.missing} {task.task.sku}"
            f"{' at ' + task.task.bin if ' at ' in walk else ''} for {names[task.task.order_id]}"
            for task in (view.tasks if view else []) if task.task.quantity > task.picked + task.missing]
    expected = walk.split(", ")
    if seen != expected and (" at " in walk or sorted(seen) != sorted(expected)):
        raise Trouble(f"the walk is {', '.join(seen)}")


@says(r"the routing feed says (?P<event>PickListReady|PickListClaimed) at (?P<code>[A-Z]+)(?:: (?P<words>.+))?")
def feed_says(world, event, code, words=""):
    def look():
        world.listen()
        seen = [one for one in world.seen[event] if one.location == code]
        return any(re.search(words, str(one)) for one in seen), [str(one).split() for one in seen]
    eventually(f"{event} at {code}", look)


# --- scans ---------------------------------------------------------------------------------------------

@says(rf"(?P<picker>{PICKER}) scans (?:(?P<quantity>\d+) )?(?P<code>\w+)(?: of lot (?P<lot>\w+))?"
      rf"(?: instead of (?P<instead>\w+))?(?: for (?P<name>{NAME}))?")
def scans(world, picker, code, quantity="0", lot="", instead="", name=""):
    location, number = list_of(world, picker)
    fulfillment_order = world.fulfillment_order(name, location) if name else 0
    tell(world, picker, location, wire.routing.ScanPick(
        pick_list_id=number, picker=picker, code=code, quantity=int(quantity), lot=lot, instead_of=instead,
        fulfillment_order_id=fulfillment_order))


@says(rf"(?P<picker>{PICKER}) (?P<what>cannot find|finds damaged|finds expired) (?:(?P<quantity>\d+) )?(?P<code>\w+)"
      rf"(?: for (?P<name>{NAME}))?")
def reports(world, picker, what, code, quantity="0", name=""):
    location, number = list_of(world, picker)
    fulfillment_order = world.fulfillment_order(name, location) if name else 0
    tell(world, picker, location, wire.routing.ReportShort(
        pick_list_id=number, picker=picker, code=code, missing=int(quantity), reason=SHORTS[what],
        fulfillment_order_id=fulfillment_order))


@says(r"next is (?P<quantity>\d+) (?P<sku>\w+)(?: at (?P<bin>[\w-]+))?(?: for (?P<name>\w+))?")
def next_is(world, quantity, sku, bin="", name=""):
    """What the answer to a scan sends the picker to: the task as planned."""
    task = world.answer.reply.next
    seen = (task.quantity, task.sku, task.bin if bin else "", task.order_id if name else 0)
    if seen != (int(quantity), sku, bin, world.order_ids[name] if name else 0):
        raise Trouble(f"next is {str(task).split()}")


@says(r"the (?P<what>order|list) is done")
def is_done(world, what):
    reply = world.answer.reply
    if not (reply.fulfillment_done if what == "order" else reply.list_done):
        raise Trouble(f"it is not: {str(reply).split()}")


@says(r"the handheld repeats everything")
def repeats(world):
    """Every command again under its id: each is answered with its first receipt, and nothing happens."""
    heads = lambda: world.system.sql("SELECT head FROM routing.feed")
    before = heads()
    for (code, command, number), first in zip(world.memory["told"], world.memory["receipts"]):
        answer = world.ask("fulfillment-routing", f"warehouse-{code}", command, command_id=number)
        if str(answer.reply) != first:
            raise Trouble(f"{command.DESCRIPTOR.name} was answered {first}, and again {answer} {answer.reply}")
    if heads() != before:
        raise Trouble("something was said again")


@says(rf"of (?P<name>{NAME}) at (?P<code>[A-Z]+) (?P<picked>\d+) (?P<sku>\w+) (?:is|are) picked and (?P<missing>\d+) missing")
def are_picked(world, name, code, picked, sku, missing):
    number = world.fulfillment_order(name, code)
    seen = world.system.sql(f"SELECT sum(picked), sum(missing) FROM routing.fulfillment_line "
                            f"WHERE fulfillment_order_id = {number} AND sku = '{sku}'")[0]
    if seen != [picked, missing]:
        raise Trouble(f"picked and missing are {seen}")


# --- parcels, and what follows a shipment ----------------------------------------------------------------

@says(rf"(?P<code>[A-Z]+) packs (?:all|(?P<what>{UNITS})) of (?P<name>{NAME})(?: under (?P<sscc>\d+))?")
def packs(world, code, name, what="", sscc=""):
    pick_list = world.pick_list_of(name, code)
    number = world.fulfillment_order(name, code)
    lines = {task.sku: task.line for task in pick_list.tasks if task.fulfillment_order_id == number}
    command = wire.routing.PackParcel(fulfillment_order_id=number, sscc=sscc, weight_g=700)
    for sku, quantity in units(what) if what else ():
        command.lines.add(line=lines[sku], sku=sku, quantity=quantity)
    answer = tell(world, "", code, command)
    if answer.code == "ACCEPTED":
        world.memory["parcels", name] = world.memory.get(("parcels", name), []) + [answer.reply.sscc]


@says(r"its SSCC is (?P<sscc>\d+), parcel (?P<number>\d+)(?P<all>, and all is packed)?")
def its_sscc(world, sscc, number, all=""):
    reply = world.answer.reply
    if (reply.sscc, reply.parcel, reply.all_packed) != (sscc, int(number), bool(all)):
        raise Trouble(f"the answer is {str(reply).split()}")


@says(rf"(?P<code>[A-Z]+) ships (?P<name>{NAME}) with tracking (?P<codes>\w+(?:, \w+)*)(?: of (?P<other>{NAME}))?")
def ships_tracked(world, code, name, codes, other=""):
    command = wire.routing.ConfirmShipment(fulfillment_order_id=world.fulfillment_order(name, code), carrier="POST",
                                           service="express")
    for sscc, tracking in zip(world.memory["parcels", other or name], codes.split(", ")):
        command.parcels.add(sscc=sscc, tracking=tracking)
    tell(world, "", code, command)


@says(rf"(?P<name>{NAME}) left (?P<code>[A-Z]+) in (?P<count>\d+) parcels: (?P<what>.+)")
def left_in(world, name, code, count, what):
    """`2 A as T1; 1 A, 1 B as -`: contents and tracking; a parcel without a number has neither."""
    number = world.fulfillment_order(name, code)
    def look():
        world.listen()
        for event in world.seen["FulfillmentShipped"]:
            if event.fulfillment_order_id == number:
                seen = [", ".join(f"{line.quantity} {line.sku}" for line in parcel.lines)
                        + f" as {parcel.tracking or '-'}" for parcel in event.parcels]
                return len(seen) == int(count) and "; ".join(seen) == what, seen
        return False, "it has not left"
    eventually(f"{name} to leave in parcels", look)


@says(rf"(?P<name>{NAME}) left (?P<code>[A-Z]+) with (?P<number>\d+) (?P<sku>\w+) instead of (?P<other>\w+)")
def left_with(world, name, code, number, sku, other):
    fulfillment_order = world.fulfillment_order(name, code)
    def look():
        world.listen()
        for event in world.seen["FulfillmentShipped"]:
            if event.fulfillment_order_id == fulfillment_order:
                lines = {line.line: line.sku for line in event.lines}
                seen = [(one.quantity, one.sku, lines[one.line]) for one in event.substitutions]
                return (int(number), sku, other) in seen, seen
        return False, "it has not left"
    eventually(f"{name} to leave with a substitute", look)


@says(rf"(?P<who>operator|[A-Z]{{3}}) tells that (?P<name>{NAME}) from (?P<code>[A-Z]+) is delivered")
def is_delivered(world, who, name, code):
    key = who if who == "operator" else f"warehouse-{who}"
    world.ask("fulfillment-routing", key, wire.routing.ConfirmDelivery(
        fulfillment_order_id=world.fulfillment_order(name, code)))


@says(rf"(?P<who>operator|[A-Z]{{3}}) reports that (?P<name>{NAME}) from (?P<code>[A-Z]+) is (?P<what>delayed|damaged|lost|refused)"
      r"(?:, (?P<which>its first parcel|a parcel of others))?")
def is_wrong(world, who, name, code, what, which=""):
    key = who if who == "operator" else f"warehouse-{who}"
    sscc = {"": "", "a parcel of others": "006141411234567890"}.get(which) if which != "its first parcel" \
        else world.memory["parcels", name][0]
    world.ask("fulfillment-routing", key, wire.routing.ReportException(
        fulfillment_order_id=world.fulfillment_order(name, code), kind=f"EXCEPTION_{what.upper()}", sscc=sscc,
        note="told by the carrier"))


@says(rf"the routing feed says (?P<event>FulfillmentPacked|FulfillmentDelivered|FulfillmentException) of (?P<name>{NAME}) once")
def feed_says_of(world, event, name):
    def look():
        world.listen()
        seen = [one for one in world.seen[event] if one.order_id == world.order_ids[name]]
        return len(seen) == 1, [str(one).split() for one in seen]
    eventually(f"{event} of {name}", look)


# --- what profiles say of it -----------------------------------------------------------------------------

words_profiles.CLAUSES.update({
    r"waves of (\d+) orders": lambda w, c, p, n: setattr(p.wave, "orders_max", int(n)),
    r"waves (\d+) minutes before the cut-off": lambda w, c, p, n: setattr(p.wave, "before_cut_off_minutes", int(n)),
    r"a list for each": lambda w, c, p: setattr(p.wave, "single", True),
    r"leases of (\d+) s": lambda w, c, p, n: setattr(p.wave, "lease_seconds", int(n)),
    r"GS1 prefix (\d+)": lambda w, c, p, prefix: setattr(p, "gs1_prefix", prefix),
})


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE routing.fulfillment_order SET picked = ARRAY[1::int8, 3] WHERE status = 4":
        "what is picked, missing and open is what was planned",
    "UPDATE routing.fulfillment_order SET missing = ARRAY[9::int8, 0] WHERE status = 4":
        "what is picked, missing and open is what was planned",
    "UPDATE routing.taken SET quantity = 9 WHERE sku <> ''": "what is picked, missing and open is what was planned",
    "UPDATE routing.order_terms SET substitutes_allowed = false": "nothing leaves in place of what the customer wants",
    "UPDATE routing.taken SET quantity = quantity - 1": "what left the ledger is what was shipped",
    "UPDATE routing.parcel SET quantities = ARRAY[9::int8]": "parcels hold what was picked",
    "DELETE FROM routing.parcel WHERE parcel = 1": "parcels hold what was picked",
    "UPDATE routing.sscc_series SET next_serial = next_serial - 1": "no number of a parcel comes again",
    "UPDATE routing.fulfillment_order SET status = 6 WHERE status = 9":
        "what the customer has was said once, and what went wrong",
    "DELETE FROM routing.shipment_exception": "what the customer has was said once, and what went wrong",
}


@says(r"every tampering with what was picked and packed is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)
