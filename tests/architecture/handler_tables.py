"""The handler tables of all services, as the programs print them (`crossdock-<name> handlers`)."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = [line.split()[0] for line in (ROOT / "deploy/services.list").read_text().splitlines()
            if line and not line.startswith("#")]


class Handler:
    def __init__(self, service, line):
        # "handler", source or "command" or "timer", input type, flags, said types ...
        fields = line.split("\t")
        self.service, self.source, self.input, self.flags = service, fields[1], fields[2], fields[3]
        self.says = [name for name in fields[4:] if name]

    def is_event(self):
        return self.source in SERVICES


def read(bin_dir):
    handlers = []
    for service in SERVICES:
        done = subprocess.run([str(bin_dir / f"crossdock-{service}"), "handlers"], text=True, check=True,
                              stdout=subprocess.PIPE)
        handlers += [Handler(service, line) for line in done.stdout.splitlines() if line.count("\t") >= 3]
    return handlers


def terminal_events():
    """Event -> why nobody hears it."""
    rows = (ROOT / "tests/architecture/terminal_events").read_text().splitlines()
    return {row.split(None, 1)[0]: row.split(None, 1)[1] for row in rows if row and not row.startswith("#")}
