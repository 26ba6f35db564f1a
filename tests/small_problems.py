"""Small problems, the same every time for a seed, and their best answer by trying everything."""

import itertools

import numpy as np

from nutrition.gaps.problem import B12Uptake, Problem, Pulses, costs

FLOORS = ("calcium", "iron", "zinc", "folate")
CEILINGS = ("sodium", "saturated_fat", "forbidden")
KINDS = ("more", "less", "remove", "move", "add", "add", "add", "supplement")


def small_problem(seed, options=8, places=3):
    """Draw a problem: gaps in the floors and absorbed B12, one ceiling broken, options that close them.

    The first lines of the plan are resized, removed or moved; a swap shares its group between a remove and
    an add at one sitting.
    """
    draw = np.random.default_rng(seed)
    kinds = _kinds(draw, options)
    line, slot = _lines(kinds, draw)
    place = draw.integers(0, places, options)
    rows = len(FLOORS) + len(CEILINGS)
    sense = np.array([1.0] * len(FLOORS) + [-1.0] * len(CEILINGS))
    now, goal, hard = _rows(draw, sense)
    effect, load = _effects(draw, kinds, now, goal), _loads(draw, kinds, place, places)
    return Problem(
        names=FLOORS + CEILINGS,
        sense=sense,
        now=now,
        goal=goal,
        hard=hard,
        scale=np.where(np.isnan(goal) | (goal == 0), 1.0, np.abs(goal)) * np.ones(rows),
        kind=kinds,
        line=line,
        food=np.arange(options),
        slot=slot,
        group=_groups(kinds, draw),
        most=np.array([1 if kind in ("remove", "move") else draw.integers(1, 4) for kind in kinds]),
        effect=effect,
        load=load,
        passive=np.array([0.1 if kind == "supplement" else 0.0 for kind in kinds]),
        fixed=np.array([300.0 if kind == "supplement" else draw.uniform(0.0, 1.5) for kind in kinds]),
        each=draw.uniform(0.02, 0.3, options),
        b12=_uptake(draw, places),
        most_changes=int(draw.integers(1, 6)),
    )


def every_choice(problem):
    """Give every vector of steps, the slots' rule apart, as rows."""
    return np.array(list(itertools.product(*(range(most + 1) for most in problem.most))))


def best(problem):
    """Give the best vector of steps and its cost, by trying everything; the first of equals."""
    steps = every_choice(problem)
    cost = costs(problem, steps)
    return steps[np.argmin(cost)], float(cost.min())


def _kinds(draw, options):
    """Draw kinds: at least one to remove and one to add, so that there can be a swap."""
    drawn = draw.choice(KINDS, options - 2)
    return tuple(sorted(["remove", "add", *map(str, drawn)], key=KINDS.index))


def _lines(kinds, draw):
    """Give each change of the plan's lines a line of two; options of one line are one slot."""
    line = np.array([draw.integers(0, 2) if kind in KINDS[:4] else -1 for kind in kinds])
    slot = np.where(line >= 0, line, 2 + np.arange(len(kinds)))
    adds = [n for n, kind in enumerate(kinds) if kind == "add"]
    slot[adds[-1]] = slot[adds[0]]  # one food at two sittings: either
    return line, slot


def _groups(kinds, draw):
    """Draw swap groups for what is removed and added."""
    return np.array([draw.integers(-1, 2) if kind in ("remove", "add") else -1 for kind in kinds])


def _rows(draw, sense):
    """Draw amounts, goals and hard bounds; what is met now stays met, what is broken gets no worse."""
    now = draw.uniform(40.0, 120.0, len(sense))
    goal = np.full(len(sense), 100.0)
    goal[1] = np.nan if draw.random() < 0.3 else 100.0
    broken = draw.random() < 0.3
    now[-1], goal[-1] = float(broken), 0.0
    met = sense * (now - goal) >= 0
    hard = np.where(met, goal, np.where(draw.random(len(sense)) < 0.5, now, sense * -np.inf))
    return now, goal, hard


def _effects(draw, kinds, now, goal):
    """Draw what one step brings: additions bring, removals take, moves change nothing."""
    size = draw.uniform(0.0, 45.0, (len(kinds), len(now))) * (draw.random((len(kinds), len(now))) < 0.6)
    size[:, 4:6] *= 0.4
    size[:, -1] = [now[-1] if kind == "remove" else 0.0 for kind in kinds]
    sign = {"less": -0.5, "remove": -1.0, "move": 0.0}
    return size * np.array([sign.get(kind, 1.0) for kind in kinds])[:, None]


def _loads(draw, kinds, place, places):
    """Draw the change of B12 load of every sitting; a move takes from one what it brings to another."""
    load = np.zeros((len(kinds), places))
    for n, kind in enumerate(kinds):
        size = {"less": 0.1, "remove": -0.3, "move": 0.5}.get(kind, draw.choice([0.0, 0.4, 1.2, 3.0]))
        load[n, place[n]] = -0.1 if kind == "less" else size
        if kind == "move":
            load[n, (place[n] + 1) % places] -= size
    return load


def _uptake(draw, places):
    """Draw what a day absorbs: sittings that leave a tenth to the next, a weekly tablet at times."""
    ceiling = 0.0 if draw.random() < 0.1 else 1.7
    pulses = int(draw.random() < 0.3)
    share = np.roll(np.eye(places), 1, axis=0) * draw.choice([0.0, 0.1, 0.4])
    uptake = {
        "load": draw.uniform(1.0, 1.5, places),
        "share": share,
        "times": np.ones(places),
        "passive": 0.02,
        "pulses": Pulses(np.full(pulses, 5.0), np.zeros(pulses, "int64"), np.full(pulses, 1 / 7)),
        "ceiling": ceiling,
        "rate": 0.55,
    }
    goal = draw.choice([np.nan, 1.2, 2.4, 3.2])
    return B12Uptake(**uptake, goal=goal, hard=0.0)
