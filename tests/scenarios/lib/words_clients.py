"""Sentences about the programs that people and shops use: the command line, the examples in Python."""
import datetime
import os
import re
import shlex
import signal
import subprocess

import wire
from system import Trouble
from words import says
from world import eventually


# --- the command line ----------------------------------------------------------------------------

def numbers(world, text):
    """{W1} is the id of the order W1; {name} what was remembered under this name."""
    return re.sub(r"\{(\w+)\}", lambda m: str(world.order_ids.get(m.group(1), world.memory.get(m.group(1), m.group(0)))),
                  text)


def run_typed(world, text=""):
    """text: what comes in on standard input."""
    who, line = world.memory["typed"]
    endpoints = {name: ",".join(world.system.endpoints(name))
                 for name in ("order", "inventory", "fulfillment-routing", "forecasting", "gateway")}
    env = dict(os.environ, CROSSDOCK_KEYS=str(world.system.var / "keys"), CROSSDOCK_KEY=who,
               CROSSDOCK_ORDER_ENDPOINT=endpoints["order"], CROSSDOCK_INVENTORY_ENDPOINT=endpoints["inventory"],
               CROSSDOCK_ROUTING_ENDPOINT=endpoints["fulfillment-routing"],
               CROSSDOCK_FORECASTING_ENDPOINT=endpoints["forecasting"],
               CROSSDOCK_GATEWAY_ENDPOINT=endpoints["gateway"])
    done = subprocess.run([str(world.system.bin / "crossdock"), *shlex.split(numbers(world, line))], env=env, text=True,
                          input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    world.memory["printed"] = (done.returncode, done.stdout)
    return done


def squeezed(text):
    return re.sub(r"\s+", " ", text)


@says(r"(?P<who>[\w-]+) types: (?P<line>.+)")
def types(world, who, line):
    """crossdock with this key and these words; it must end well unless the next line says otherwise."""
    world.memory["typed"] = (who, line)
    done = run_typed(world)
    print(f"      $ {who}: crossdock {numbers(world, line)}\n" + "".join(f"        {row}\n" for row in done.stdout.splitlines())
          if os.environ.get("CROSSDOCK_SHOW_TYPED") else "", end="")
    if done.returncode not in (0, 1, 2, 4):
        raise Trouble(f"it ended with {done.returncode}:\n{done.stdout[-2000:]}")


@says(r"it prints: (?P<text>.+)")
def prints(world, text):
    status, printed = world.memory["printed"]
    if squeezed(numbers(world, text)) not in squeezed(printed):
        raise Trouble(f"it ended with {status} and printed:\n{printed[-3000:]}")


@says(r"it comes to print: (?P<text>.+)")
def comes_to_print(world, text):
    """The same command again, until it prints this."""
    def look():
        printed = run_typed(world).stdout
        return squeezed(numbers(world, text)) in squeezed(printed), printed[-2000:]
    eventually(f"'{text}'", look, 15)


@says(r"it does not print: (?P<text>.+)")
def does_not_print(world, text):
    if squeezed(numbers(world, text)) in squeezed(world.memory["printed"][1]):
        raise Trouble(f"it printed:\n{world.memory['printed'][1][-3000:]}")


@says(r"it ends with (?P<status>\d)")
def ends_with(world, status):
    if world.memory["printed"][0] != int(status):
        raise Trouble(f"it ended with {world.memory['printed'][0]} and printed:\n{world.memory['printed'][1][-2000:]}")


@says(r"the number behind '(?P<text>.+)' is (?P<name>[a-z]\w*)")
def remember_number(world, text, name):
    found = re.search(re.escape(text) + r"\s*(\d+)", world.memory["printed"][1])
    if not found:
        raise Trouble(f"there is none in:\n{world.memory['printed'][1]}")
    world.memory[name] = found.group(1)


@says(rf"the file (?P<name>[\w.]+) holds: (?P<rows>.+)")
def a_file(world, name, rows):
    """Rows between ' / '; {files} is its folder, {yesterday} a day."""
    folder = world.system.var / "files"
    folder.mkdir(exist_ok=True)
    yesterday = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
    world.memory.update(files=str(folder), yesterday=yesterday.isoformat())
    (folder / name).write_text(numbers(world, "\n".join(rows.split(" / ")) + "\n"))


# --- the examples in Python ----------------------------------------------------------------------

def start_python_warehouse(world, code, *more, name=None):
    """Its log is log/warehouse-NAME.txt; what it said before a restart stays in it."""
    name = name or code
    with open(world.system.var / "log" / f"warehouse-{name}.txt", "a" if name in world.helpers else "w") as log:
        world.another = world.helpers[name] = (subprocess.Popen(
            ["/usr/bin/python3", str(wire.ROOT / "clients/python/warehouse.py"), "--keys", str(world.system.var / "keys"),
             "--key", f"warehouse-{code}", "--routing", world.system.endpoints("fulfillment-routing")[0], *more],
            stdout=log, stderr=log), log.name)


def kill_python_warehouse(world, name):
    world.helpers[name][0].send_signal(signal.SIGKILL)
    world.helpers[name][0].wait()


@says(r"the Python warehouse works at (?P<code>[A-Z]+)")
def python_warehouse(world, code):
    start_python_warehouse(world, code, "--confirm")


@says(r"the Python warehouse is killed and works at (?P<code>[A-Z]+) again")
def python_warehouse_again(world, code):
    kill_python_warehouse(world, code)
    python_warehouse(world, code)


@says(r"the Python storefront places (?P<count>\d+) orders of (?P<sku>\w+) and changes one that ships and comes back")
def python_changes(world, count, sku):
    done = subprocess.run(["/usr/bin/python3", str(wire.ROOT / "clients/python/storefront.py"), "--keys",
                           str(world.system.var / "keys"), "--key", "web", "--channel", "web", "--order",
                           world.system.endpoints("order")[0], "--inventory", world.system.endpoints("inventory")[0],
                           "--orders", count, "--sku", sku, "--changes", "--timeout", "90"],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    if done.returncode != 0:
        said = open(world.another[1]).read() if world.another else ""
        raise Trouble(f"it ended with {done.returncode}:\n{done.stdout[-1500:]}\nthe warehouse:\n{said[-800:]}")
