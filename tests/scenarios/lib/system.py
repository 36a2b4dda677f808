"""One installation for the scenarios: its PostgreSQL, its processes, and what may be done to them.

Uses the same scripts as people do (deploy/postgres/cluster, deploy/services) and signals; ends only
processes that it started itself.
"""
import os
import pathlib
import signal
import subprocess
import time

import wire

ROOT = wire.ROOT
SERVICES = {}
for line in (ROOT / "deploy/services.list").read_text().splitlines():
    if line and not line.startswith("#"):
        name, schema, role, offset = line.split()
        SERVICES[name] = {"schema": schema, "role": role, "offset": int(offset)}


class Trouble(Exception):
    """A scenario did not go as its words say."""


class Late(Trouble):
    """What it waited for did not come in time. Nothing wrong was seen."""


class System:
    def __init__(self, var, bin_dir, base_port):
        self.var, self.bin, self.base_port = var, bin_dir, base_port
        self.postgres_port = base_port + 50
        self.frozen = set()
        self.ballast = var / "ballast"  # what makes a small disk full (words_disk.py)
        for folder in ("log", "run", "env", "keys"):
            (var / folder).mkdir(parents=True, exist_ok=True)

    # --- scripts -----------------------------------------------------------------------------

    def run(self, *command, check=True, env=None, timeout=180):
        done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, env=env, timeout=timeout)
        if check and done.returncode != 0:
            raise Trouble(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout}")
        return done

    def cluster(self, action):
        arguments = [self.postgres_port] if action == "start" else []
        return self.run(ROOT / "deploy/postgres/cluster", action, self.var / "postgres", *arguments)

    def cluster_is_down(self):
        return self.run(ROOT / "deploy/postgres/cluster", "status", self.var / "postgres", check=False).returncode != 0

    def services(self, action, names=(), instance=1, bin_dir=None, check=True, options=()):
        return self.run(ROOT / "deploy/services", action, *names, "--var", self.var, "--bin",
                        bin_dir or self.bin, "--base-port", self.base_port, "--instance", instance,
                        *options, check=check)

    # --- the database ------------------------------------------------------------------------

    def url(self, name="superuser"):
        return (self.var / "postgres/urls" / name).read_text().strip()

    def sql(self, text, name="superuser"):
        """Rows of text columns."""
        done = self.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-F", "\t", "-c", text, self.url(name))
        return [line.split("\t") for line in done.stdout.splitlines()]

    def number(self, text):
        rows = self.sql(text)
        return int(rows[0][0]) if rows and rows[0][0] else 0

    def empty_database(self):
        schemas = ", ".join(service["schema"] for service in SERVICES.values())
        make = "; ".join(f"CREATE SCHEMA {service['schema']} AUTHORIZATION {service['role']}"
                         for service in SERVICES.values())
        self.sql(f"SET client_min_messages = warning; DROP SCHEMA IF EXISTS {schemas} CASCADE; {make}")

    # --- processes ---------------------------------------------------------------------------

    def tag(self, name, instance=1):
        return name if instance == 1 else f"{name}.{instance}"

    def pid(self, name, instance=1):
        """Of the process that deploy/services noted, when it is still there: id and time of its beginning."""
        try:
            pid, began = (self.var / "run" / f"{self.tag(name, instance)}.pid").read_text().split()
            state, *fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        except (OSError, ValueError):
            return None
        return int(pid) if fields[18] == began and state != "Z" else None

    def is_alive(self, name, instance=1):
        return self.pid(name, instance) is not None

    def signal(self, name, number, instance=1):
        if not self.is_alive(name, instance):
            raise Trouble(f"{self.tag(name, instance)} does not run:\n{self.log_tail(name, instance)}")
        os.kill(self.pid(name, instance), number)

    def kill(self, name, instance=1):
        self.signal(name, signal.SIGKILL, instance)
        for _ in range(100):
            if not self.is_alive(name, instance):
                return
            time.sleep(0.02)

    def freeze(self, name, instance=1):
        self.signal(name, signal.SIGSTOP, instance)
        self.frozen.add((name, instance))

    def thaw(self, name, instance=1):
        self.frozen.discard((name, instance))
        if self.is_alive(name, instance):
            self.signal(name, signal.SIGCONT, instance)

    def end_everything(self):
        self.ballast.unlink(missing_ok=True)
        for name, instance in list(self.frozen):
            self.thaw(name, instance)
        for name in SERVICES:
            for instance in (1, 2):
                if self.is_alive(name, instance):
                    self.kill(name, instance)

    def stop_everything(self):
        """TERM to all at once. What did not end by itself within 15 seconds, or not with status 0, as text."""
        for name, instance in list(self.frozen):
            self.thaw(name, instance)
        running = [(name, instance) for name in SERVICES for instance in (1, 2) if self.is_alive(name, instance)]
        for name, instance in running:
            self.signal(name, signal.SIGTERM, instance)
        end = time.monotonic() + 15
        while any(self.is_alive(*one) for one in running) and time.monotonic() < end:
            time.sleep(0.02)
        return [f"{self.tag(*one)} did not end on SIGTERM" for one in running if self.is_alive(*one)]

    def sanitizer_reports(self):
        found = []
        for log in sorted((self.var / "log").glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()
            found += [f"{log.name}: " + "\n".join(lines[number:number + 25]) for number, line in enumerate(lines)
                      if "Sanitizer:" in line or "runtime error:" in line or "Assertion" in line][:2]
        return found

    def log_path(self, name, instance=1):
        return self.var / "log" / f"{self.tag(name, instance)}.log"

    def log_tail(self, name, instance=1, lines=5):
        path = self.log_path(name, instance)
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""

    # --- clients -----------------------------------------------------------------------------

    def endpoints(self, name):
        port = self.base_port + SERVICES[name]["offset"]
        return [f"tcp://127.0.0.1:{port}", f"tcp://127.0.0.1:{port + 10}"]

    def make_key(self, name, role, subject=""):
        if not (self.var / "keys" / f"{name}.secret").exists():
            options = ["--subject", subject] if subject else []
            self.run(self.bin / "crossdock", "keys", "new", name, "--role", role, *options, env=self.client_env())

    def client_env(self):
        env = dict(os.environ, CROSSDOCK_KEYS=str(self.var / "keys"), CROSSDOCK_KEY="operator")
        for name, service in SERVICES.items():
            word = service["role"].removeprefix("crossdock_").upper()
            env[f"CROSSDOCK_{word}_ENDPOINT"] = ",".join(self.endpoints(name))
        return env

    def reload_keys(self):
        for name in SERVICES:
            for instance in (1, 2):
                if self.is_alive(name, instance) and (name, instance) not in self.frozen:
                    self.signal(name, signal.SIGHUP, instance)

    # --- at rest, and the proof --------------------------------------------------------------

    def check(self, settle_s=60):
        """The invariants of tests/check, after everything is heard. Returns the lines that failed."""
        done = self.run(ROOT / "tests/check/run", "--url", self.url(), "--settle", settle_s, check=False,
                        timeout=settle_s + 120)
        return [] if done.returncode == 0 else [line for line in done.stdout.splitlines()
                                                if not line.startswith("ok ")]
