"""`locator locate`: where an address is."""

import click

from locator import vocabulary
from locator.cli.output import json_option, print_json, read_settings
from locator.geocode.offline import offline_geocoder


@click.command(epilog='例 example:  locator locate "三亚市吉阳区河东路138号" --json')
@click.argument("address")
@json_option
def locate(address: str, *, as_json: bool) -> None:
    """地址定位(离线) Where an address is, as exactly as the offline gazetteer knows it."""
    match = offline_geocoder(read_settings()).locate(address)
    if match is None:
        raise click.ClickException(
            "没有找到这个地方,请写上省市区县 no such place is known: name its city and district"
        )
    if as_json:
        print_json(match.as_dict())
        return
    word = vocabulary.terms("precision")[match.precision]
    click.echo(f"{match.position.lon:.5f} {match.position.lat:.5f}  {word.zh} ±{match.uncertainty_m:.0f} m")
    click.echo(" ".join(match.parts.values()))
    for candidate in match.candidates:
        click.echo(f"  也可能是 or: {candidate.name}")
