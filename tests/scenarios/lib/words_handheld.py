"""Sentences about people and programs that pick by scan: the terminal handheld, the warehouse in Python."""
import os
import re

import wire
import words_clients
from system import Trouble
from words import says
from world import eventually


# --- crossdock pick ------------------------------------------------------------------------------

@says(r"(?P<who>[\w-]+) picks as (?P<picker>\w+)(?P<options>(?: --\S+(?: \w+)?)*): (?P<lines>.+)")
def picks_at_a_terminal(world, who, picker, options, lines):
    """crossdock pick with these lines, between ' / ', as its input."""
    world.memory["typed"] = (who, f"pick --picker {picker}{options}")
    typed = "\n".join(words_clients.numbers(world, line.strip()) for line in lines.split(" / ")) + "\n"
    done = words_clients.run_typed(world, typed)
    if os.environ.get("CROSSDOCK_SHOW_TYPED"):
        print("".join(f"        {row}\n" for row in done.stdout.splitlines()), end="")
    if done.returncode not in (0, 1, 2, 4):
        raise Trouble(f"it ended with {done.returncode}:\n{done.stdout[-2000:]}")


# --- clients/python/warehouse.py -----------------------------------------------------------------

OPTIONS = r"(?P<options>(?: --[\w-]+(?: [\w.]+)?)*)"


def log_of(world, name):
    with open(world.helpers[name][1]) as log:
        return log.read()


@says(rf"the Python picker (?P<picker>\w+) works at (?P<code>[A-Z]+){OPTIONS}")
def python_picks(world, picker, code, options):
    words_clients.start_python_warehouse(world, code, "--picker", picker, *options.split(), name=picker)


@says(rf"the Python picker (?P<picker>\w+) is killed in the middle and works at (?P<code>[A-Z]+) again{OPTIONS}")
def python_picks_again(world, picker, code, options):
    """In the middle: when some of its list is scanned, and not all."""
    def has_begun():
        lists = world.ask("fulfillment-routing", f"warehouse-{code}", wire.routing.GetPickLists()).reply.lists
        ours = next((one.pick_list_id for one in lists if one.picker == picker), 0)
        asked = wire.routing.GetPickLists(pick_list_id=ours)
        lists = world.ask("fulfillment-routing", f"warehouse-{code}", asked).reply.lists
        return ours and any(task.picked for one in lists for task in one.tasks), "nothing is scanned"
    eventually("the first scan", has_begun, 20)
    words_clients.kill_python_warehouse(world, picker)
    python_picks(world, picker, code, options)


@says(rf"the Python picker (?P<picker>\w+) is killed and works at (?P<code>[A-Z]+) again{OPTIONS}")
def python_picks_anew(world, picker, code, options):
    words_clients.kill_python_warehouse(world, picker)
    python_picks(world, picker, code, options)


@says(r"the Python picker (?P<picker>\w+) has claimed a list(?: at (?P<code>[A-Z]+))?")
def python_has_list(world, picker, code="MAN"):
    def look():
        lists = world.ask("fulfillment-routing", "operator", wire.routing.GetPickLists(location=code)).reply.lists
        return any(one.picker == picker for one in lists), [one.picker for one in lists]
    eventually(f"a list of {picker}", look, 20)


@says(r"the Python picker (?P<picker>\w+) goes home")
def python_goes_home(world, picker):
    words_clients.kill_python_warehouse(world, picker)


@says(r"the Python picker (?P<picker>\w+) has said: (?P<text>.+)")
def python_said(world, picker, text):
    def look():
        if world.helpers[picker][0].poll() not in (None, 0):
            raise Trouble(f"it ended with {world.helpers[picker][0].returncode}:\n{log_of(world, picker)[-1500:]}")
        return re.search(text, log_of(world, picker)) is not None, log_of(world, picker)[-1500:]
    eventually(f"'{text}'", look, 30)
