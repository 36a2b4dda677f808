"""Sentences about a disk on which nothing fits any more. Only for an installation that has a small disk of its own
(tests/disk/run)."""
import errno
import os
import subprocess

from system import Trouble
from words import SERVICE, says, state_of
from world import eventually

SMALL = 2 << 30  # a disk up to this size may be filled
BLOCK = bytes(1 << 16)


@says(r"the disk is full")
def fill(world):
    """To the last block: what others free in the meantime is taken, too."""
    disk = os.statvfs(world.system.var)
    if disk.f_blocks * disk.f_frsize > SMALL:
        raise Trouble("this disk is not filled, others live on it: use tests/disk/run")
    with open(world.system.ballast, "ab", buffering=0) as file:
        while True:
            try:
                file.write(BLOCK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                return


@says(r"there is room on the disk again")
def make_room(world):
    world.system.ballast.unlink()


@says(r"PostgreSQL starts, if it had to end")
def starts_if_needed(world):
    world.system.cluster("start")


@says(rf"(?P<name>{SERVICE}) is (?P<state>ready|not ready) within (?P<seconds>\d+) seconds")
def is_ready(world, name, state, seconds):
    wanted = "200" if state == "ready" else "503"
    def look():
        answer = state_of(world, name, "/readyz")
        return f" {wanted} " in answer, answer
    eventually(f"{name} to be {state}", look, int(seconds))


@says(r"PostgreSQL cannot write its own log any more")
def log_does_not_fit(world):
    """A new file for each try, until there is none: then it breaks off, and everybody with it."""
    def look():
        done = subprocess.run(["psql", "-XAtqc", "CREATE TABLE one_more (); DROP TABLE one_more; SELECT pg_switch_wal()",
                               world.system.url()], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return "server closed the connection" in done.stdout or "refused" in done.stdout, done.stdout
    eventually("PostgreSQL to break off", look, 60)
