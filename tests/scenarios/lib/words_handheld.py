"""Sentences about people and programs that pick by scan: the terminal handheld, the warehouse in Python."""
import os
import re
import subprocess
import time

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

def log_of(world, name):
    with open(world.system.var / "log" / f"warehouse-{name}.txt") as log:
        return log.read()


@says(r"the Python warehouse picks by scan at (?P<code>[A-Z]+)(?P<options>(?: --\S+(?: [\w.]+)?)*)")
def python_scans(world, code, options):
    words_clients.start_python_warehouse(world, code, *options.split())


@says(r"the Python warehouse is killed in the middle and picks by scan at (?P<code>[A-Z]+)(?P<options>(?: --\S+(?: [\w.]+)?)*) again")
def python_scans_again(world, code, options):
    """In the middle: after it has scanned something, before all is delivered."""
    def has_begun():
        lists = world.ask("fulfillment-routing", f"warehouse-{code}", words_clients.wire.routing.GetPickLists())
        return any(one.status == "CLAIMED" for one in lists.reply.lists), "no list is claimed"
    eventually("a list that is claimed", has_begun, 20)
    time.sleep(0.3)
    words_clients.kill_python_warehouse(world)
    python_scans(world, code, options)


@says(r"the Python warehouse of (?P<code>[A-Z]+) has said: (?P<text>.+)")
def python_said(world, code, text):
    eventually(f"'{text}'", lambda: (re.search(text, log_of(world, code)) is not None, log_of(world, code)[-1500:]), 30)


@says(r"the Python warehouse is at work")
def python_lives(world):
    if world.another[0].poll() is not None:
        with open(world.another[1]) as log:
            raise Trouble(f"it ended with {world.another[0].returncode}:\n{log.read()[-1500:]}")
