"""What a map shows of very many stations: a mark per cell of a grid, with its count; few stations one by one."""

from locator.clusters.layout import MOST_SINGLE, layout_of
from locator.clusters.tiles import MEDIA_TYPE, vector_tile
from locator.clusters.views import CELL_ZOOMS, ClusterQuery, Clusters, clusters

__all__ = [
    "CELL_ZOOMS",
    "MEDIA_TYPE",
    "MOST_SINGLE",
    "ClusterQuery",
    "Clusters",
    "clusters",
    "layout_of",
    "vector_tile",
]
