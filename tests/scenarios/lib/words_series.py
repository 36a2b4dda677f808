"""Sentences about files of series and what is forecast from them."""
import csv
import math

from system import Trouble
from words import says


def folder_of(world):
    folder = world.system.var / "files"
    folder.mkdir(exist_ok=True)
    world.memory["files"] = str(folder)
    return folder


@says(r"the file (?P<name>[\w.]+) holds (?P<months>\d+) months of (?P<count>\d+) series with a season")
def seasonal_series(world, name, months, count):
    """Series S1, S2 ... from January 2020: a level, a trend, a year, and something that does not repeat."""
    with open(folder_of(world) / name, "w") as file:
        file.write("series_id,t,value\n")
        for i in range(1, int(count) + 1):
            for t in range(int(months)):
                value = (100 * i + i * t) * (1 + 0.3 * math.sin(math.pi * t / 6)) + (t * t * 7919 + i * 104729) % 13
                file.write(f"S{i},{2020 + t // 12}-{t % 12 + 1:02},{value:.1f}\n")


def forecasts(world, name):
    with open(folder_of(world) / name, newline="") as file:
        return list(csv.DictReader(file))


@says(r"(?P<name>[\w.]+) has (?P<count>\d+) rows")
def has_rows(world, name, count):
    found = len(forecasts(world, name))
    if found != int(count):
        raise Trouble(f"{name} has {found} rows")


@says(r"(?P<name>[\w.]+) says of (?P<series>\S+) in (?P<step>\d+) between (?P<least>\S+) and (?P<most>\S+)")
def says_between(world, name, series, step, least, most):
    row = next(row for row in forecasts(world, name) if row["series_id"] == series and row["h"] == step)
    if not float(least) <= float(row["mean"]) <= float(most):
        raise Trouble(f"{row}")


@says(r"in (?P<name>[\w.]+) quantiles rise with the mean inside")
def quantiles_rise(world, name):
    for row in forecasts(world, name):
        quantiles = [float(value) for title, value in row.items() if title.startswith("q")]
        if quantiles != sorted(quantiles) or not quantiles[0] <= float(row["mean"]) <= quantiles[-1]:
            raise Trouble(f"{row}")


@says(r"(?P<one>[\w.]+) and (?P<other>[\w.]+) are the same")
def are_the_same(world, one, other):
    folder = folder_of(world)
    if (folder / one).read_bytes() != (folder / other).read_bytes():
        raise Trouble(f"{one} and {other} differ")
