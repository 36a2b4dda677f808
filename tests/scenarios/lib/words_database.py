"""Sentences about a PostgreSQL that is there and does not do what it is asked: no connections left, locks that others
hold."""
import os
import subprocess

from system import SERVICES
from words import SERVICE, says
from world import eventually


class UsedUp:
    """No connection for a role until closed: the next scenario has the same roles."""

    def __init__(self, system, role):
        self.system, self.role = system, role
        system.sql(f"ALTER ROLE {role} CONNECTION LIMIT 0")
        system.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'")

    def close(self):
        self.system.sql(f"ALTER ROLE {self.role} CONNECTION LIMIT -1")


@says(rf"the connections of (?P<name>{SERVICE}) are used up")
def used_up(world, name):
    world.memory["used up", name] = UsedUp(world.system, SERVICES[name]["role"])
    world.helpers_of_web.append(world.memory["used up", name])


@says(rf"the connections of (?P<name>{SERVICE}) are free again")
def free_again(world, name):
    world.memory["used up", name].close()


@says(rf"somebody locks the table (?P<table>\w+) of (?P<name>{SERVICE})")
def locks(world, table, name):
    table = f"{SERVICES[name]['schema']}.{table}"
    process = subprocess.Popen(["psql", "-XAtqc", f"BEGIN; LOCK {table}; SELECT pg_sleep(300)", world.system.url()],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=dict(os.environ, PGAPPNAME="somebody who locks"))
    world.helpers["somebody who locks"] = (process, None)
    def look():
        held = world.system.number("SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' "
                                   f"AND relation = '{table}'::regclass")
        return held > 0, "not locked"
    eventually(f"{table} to be locked", look)


@says(r"the lock is given up")
def gives_up(world):
    world.system.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                     "WHERE application_name = 'somebody who locks'")
