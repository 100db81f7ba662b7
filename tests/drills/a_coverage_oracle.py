"""What the report of a territory must be, worked out from the contract with networkx, every question from nothing.

Shares no code with the product: distances, who is up, flows, sets and classes are all found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import networkx as nx
from networkx.algorithms.flow import shortest_augmenting_path

Document = dict[str, Any]


class Oracle:
    """One document after its shocks."""

    def __init__(self, document: Document) -> None:
        self.places = [one["id"] for one in document["places"]]
        self.roads = {one["id"]: one for one in document["roads"]}
        self.providers = {one["id"]: one for one in document["providers"]}
        self.needs = {one["id"]: dict(one) for one in document["needs"]}
        self.gone: set[str] = set()
        for shock in document["shocks"]:
            self._strike(shock)
        self.up = [id for id in self.providers if self._stands(id)]
        self.order = sorted(self.needs, key=lambda id: (-self.needs[id]["weight"], id))
        self.asks = {id: one["quantity"] for id, one in self.needs.items()}

    def report(self) -> Document:
        """Without sentences, days and seconds."""
        served = self.flow(self.asks)
        vector = self.vector()
        return {
            "demand": sum(self.asks.values()),
            "served": served,
            "unmet": sum(self.asks.values()) - served,
            "needs": [{"id": id, "served": vector[id], "unmet": self.asks[id] - vector[id]} for id in self.order],
            "deficient_sets": self.deficient_sets(served),
            "n_1": self.losses(served),
        }

    def _strike(self, shock: Document) -> None:
        if shock["type"] in ("absence", "closure"):
            self.gone |= set(shock["providers"])
        elif shock["type"] == "road_cut":
            for id in shock["roads"]:
                self.roads.pop(id, None)
        else:
            for one in self.needs.values():
                if (one["place"], one["skill"]) == (shock["place"], shock["skill"]):
                    one["quantity"] += shock["quantity"]
                    return
            id = f"{shock['place']}/{shock['skill']}"
            self.needs[id] = {"id": id, "weight": 1} | {key: shock[key] for key in shock if key != "type"}

    def _stands(self, id: str) -> bool:
        return id not in self.gone and all(self._stands(other) for other in self.providers[id]["depends_on"])

    def _falling(self, id: str) -> list[str]:
        return [one for one in self.up if one == id or id in nx.ancestors(self._leans(), one)]

    def _leans(self) -> nx.DiGraph:
        graph = nx.DiGraph()
        graph.add_nodes_from(self.providers)
        graph.add_edges_from((other, id) for id, one in self.providers.items() for other in one["depends_on"])
        return graph

    def reach(self, without_road: str = "") -> dict[str, set[str]]:
        """Provider → needs it can serve."""
        graph = nx.Graph()
        graph.add_nodes_from(self.places)
        for id, road in self.roads.items():
            minutes = Fraction(str(road["minutes"]))
            if id != without_road:
                known = graph.get_edge_data(road["from"], road["to"], {"weight": minutes})["weight"]
                graph.add_edge(road["from"], road["to"], weight=min(minutes, known))
        far = {place: nx.single_source_dijkstra_path_length(graph, place) for place in self.places}
        return {
            id: {
                need
                for need, asked in self.needs.items()
                if asked["skill"] in self.providers[id]["skills"]
                and asked["place"] in far[self.providers[id]["place"]]
                and far[self.providers[id]["place"]][asked["place"]]
                <= Fraction(str(self.providers[id]["reach_minutes"]))
            }
            for id in self.up
        }

    def flow(self, asks: Mapping[str, int], gone: tuple[str, ...] = (), without_road: str = "") -> int:
        """The maximum flow of networkx."""
        graph = nx.DiGraph()
        graph.add_nodes_from(["from", "to"])
        for id, needs in self.reach(without_road).items():
            if id not in gone:
                graph.add_edge("from", ("provider", id), capacity=self.providers[id]["capacity"])
                graph.add_edges_from((("provider", id), ("need", need)) for need in needs)
        for need, asked in asks.items():
            graph.add_edge(("need", need), "to", capacity=asked)
        return int(nx.maximum_flow_value(graph, "from", "to", flow_func=shortest_augmenting_path))

    def vector(self) -> dict[str, int]:
        """Each need as far as possible without taking from an earlier one: what one more need adds to the flow."""
        found, before = {}, 0
        asks = dict.fromkeys(self.needs, 0)
        for id in self.order:
            asks[id] = self.asks[id]
            after = self.flow(asks)
            found[id], before = after - before, after
        return found

    def deficient_sets(self, served: int) -> list[Document]:
        """A need is of the cut nearest the sink when a unit less of it serves no unit less."""
        short = {id for id, asked in self.asks.items() if asked and self.flow(self.asks | {id: asked - 1}) == served}
        reach = {id: needs & short for id, needs in self.reach().items() if self.providers[id]["capacity"]}
        graph = nx.Graph()
        graph.add_nodes_from(short)
        for needs in reach.values():
            nx.add_path(graph, sorted(needs))
        found = []
        for part in nx.connected_components(graph):
            demand = sum(self.asks[id] for id in part)
            reachable = sum(self.providers[id]["capacity"] for id, needs in reach.items() if needs & part)
            row = {"needs": [id for id in self.order if id in part], "demand": demand, "reachable": reachable}
            found.append(row | {"shortage": demand - reachable})
        return sorted(
            (one for one in found if one["shortage"] > 0), key=lambda one: (-one["shortage"], one["needs"][0])
        )

    def losses(self, served: int) -> list[Document]:
        """Everything still up, alone."""
        found = []
        for id in self.up:
            falling = tuple(self._falling(id))
            loss = served - self.flow(self.asks, falling)
            held = sum(self.providers[one]["capacity"] for one in falling)
            found.append(("provider", id, loss, "irreplaceable" if loss == held > 0 else "partly"))
        for id in self.roads:
            found.append(("road", id, served - self.flow(self.asks, (), id), "partly"))
        rows = [
            {"kind": kind, "id": id, "loss": loss, "class": name if loss else "replaceable"}
            for kind, id, loss, name in found
        ]
        return sorted(rows, key=lambda row: (-row["loss"], row["kind"], row["id"]))
