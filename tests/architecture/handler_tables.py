"""The handler tables of all services, as the programs print them (`crossdock-<name> handlers`)."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = [line.split()[0] for line in (ROOT / "deploy/services.list").read_text().splitlines()
            if line and not line.startswith("#")]
# Hears what happens to show it, and decides nothing: an event that only it hears is heard by nobody.
ONLOOKER = "gateway"


class Grant:
    """Events that a role may follow, of its own subject."""

    def __init__(self, service, line):
        # grant, the role, whose, "-", types ...
        fields = line.split("\t")
        self.service, self.role = service, fields[1]
        self.types = [name for name in fields[4:] if name]


class Handler:
    def __init__(self, service, line):
        # handler, source or "command", input type, roles and flags, said types ...
        # timer, its name, how often, "-", said types ...
        fields = line.split("\t")
        self.service = service
        self.source = fields[1] if fields[0] == "handler" else fields[2]
        self.input = fields[2] if fields[0] == "handler" else f"timer {fields[1]}"
        self.roles = fields[3].split(",")
        self.says = [name for name in fields[4:] if name]

    def is_event(self):
        return self.source in SERVICES


def lines(bin_dir):
    for service in SERVICES:
        done = subprocess.run([str(bin_dir / f"crossdock-{service}"), "handlers"], text=True, check=True,
                              stdout=subprocess.PIPE)
        for line in done.stdout.splitlines():
            yield service, line


def read(bin_dir):
    return [Handler(service, line) for service, line in lines(bin_dir) if line.startswith(("handler\t", "timer\t"))]


def grants(bin_dir):
    return [Grant(service, line) for service, line in lines(bin_dir) if line.startswith("grant\t")]


def terminal_events():
    """Event -> why nobody hears it."""
    rows = (ROOT / "tests/architecture/terminal_events").read_text().splitlines()
    return {row.split(None, 1)[0]: row.split(None, 1)[1] for row in rows if row and not row.startswith("#")}
