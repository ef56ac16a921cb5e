"""Maps: base maps with their datum, the offline base map's tiles, Folium pages with local assets."""
