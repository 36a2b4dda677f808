"""Sentences about picking by scan: waves, lists that are claimed, scans, parcels, what follows a shipment."""
import collections
import os
import pathlib
import re
import subprocess
import time
import uuid

import wire
from system import Trouble
from words import NAME, UNITS, says, units
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
