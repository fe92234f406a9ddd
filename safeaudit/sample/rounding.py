"""Whole numbers by lot in place of fractions, in a network of sums, each on average what it was.

The cases of an officer and those of a stratum are sums over the same cells, so that the cells cannot be rounded one by
one. Seen as a flow through a network (from one end by team, stratum, cell and officer to the other), the arcs that hold
fractions make cycles. Along a cycle some flow is added or taken away, by lot and so that nothing changes on average,
until an arc holds a whole number; and so on until all do. Then every sum is the whole number next above or below what
it was. The method is dependent rounding (R. Gandhi, S. Khuller, S. Parthasarathy, A. Srinivasan, Journal of the ACM 53
(2006), 324–360).
"""

import numpy as np

from safeaudit.caseload.arrays import Ints
from safeaudit.sample.chances import Floats

WHOLE = 1e-9  # nearer than this to a whole number is one


def rounded(tail: Ints, head: Ints, flow: Floats, lots: np.random.Generator) -> Ints:
    """Each arc's flow, rounded up or down by lot.

    Nodes are numbered from 0, arcs lead from `tail` to `head`. At each node the difference of flow in and flow out is a
    whole number (0, but for the two ends), and stays what it is.
    """
    order = lots.permutation(len(flow))
    network = _Network(tail[order].tolist(), head[order].tolist(), flow[order].tolist(), lots)
    network.round()
    whole = np.empty(len(flow), dtype=np.int64)
    whole[order] = np.rint(network.flow).astype(np.int64)
    return whole


class _Network:
    """The arcs that still hold a fraction, by the nodes that they touch."""

    def __init__(self, tail: list[int], head: list[int], flow: list[float], lots: np.random.Generator) -> None:
        self.tail, self.head, self.flow, self.lots = tail, head, flow, lots
        self.floor = [int(value + WHOLE) for value in flow]
        self.open: list[list[int]] = [[] for _ in range(max([*tail, *head], default=-1) + 1)]
        self.is_open = [value - low > WHOLE for value, low in zip(flow, self.floor, strict=True)]
        for arc, is_open in enumerate(self.is_open):
            if is_open:
                self.open[tail[arc]].append(arc)
                self.open[head[arc]].append(arc)

    def round(self) -> None:
        """Close every arc."""
        for arc in range(len(self.flow)):
            while self.is_open[arc]:
                self._push(self._cycle(self.tail[arc]))

    def _cycle(self, node: int) -> list[tuple[int, int]]:
        """A cycle of open arcs, each with 1 if gone along forwards, else −1; empty if there was an end instead."""
        came_by, path, place = -1, [], {node: 0}
        while True:
            arc = self._next(node, came_by)
            if arc < 0:
                # Only the error of adding fractions up leaves a node with one: its flow is whole but for that.
                self.is_open[came_by] = False
                return []
            forwards = self.tail[arc] == node
            node, came_by = (self.head[arc] if forwards else self.tail[arc]), arc
            path.append((arc, 1 if forwards else -1))
            if node in place:
                return path[place[node] :]
            place[node] = len(path)

    def _next(self, node: int, came_by: int) -> int:
        """An open arc at a node, other than the one come by; −1 for none."""
        arcs = self._open_at(node)
        if not arcs or arcs[-1] != came_by:
            return arcs[-1] if arcs else -1
        arcs.pop()
        other = self._open_at(node)[-1:]
        arcs.append(came_by)
        return other[0] if other else -1

    def _open_at(self, node: int) -> list[int]:
        """The arcs at a node, those at the end of the list that are no longer open taken off."""
        arcs = self.open[node]
        while arcs and not self.is_open[arcs[-1]]:
            arcs.pop()
        return arcs

    def _push(self, cycle: list[tuple[int, int]]) -> None:
        """Add to or take from the flow along a cycle until an arc holds a whole number; on average nothing changes."""
        if not cycle:
            return
        above = [self.floor[arc] + 1 - self.flow[arc] for arc, _ in cycle]
        below = [self.flow[arc] - self.floor[arc] for arc, _ in cycle]
        more = min(a if way > 0 else b for (_, way), a, b in zip(cycle, above, below, strict=True))
        less = min(b if way > 0 else a for (_, way), a, b in zip(cycle, above, below, strict=True))
        change = more if self.lots.random() * (more + less) < less else -less
        for arc, way in cycle:
            self.flow[arc] += way * change
            above_floor = self.flow[arc] - self.floor[arc]
            if not WHOLE < above_floor < 1 - WHOLE:
                self.is_open[arc] = False
