"""`locator undo`: take an import back."""

from contextlib import closing

import click

from locator.cli.output import ACTOR, json_option, note, print_json, read_settings
from locator.store import open_store


@click.command(epilog="例 example:  locator undo 20260701-1")
@click.argument("import_id", metavar="IMPORT")
@click.option(
    "--leave-changed", is_flag=True, help="后来又改过的站点不动 leave stations that were changed since"
)
@json_option
def undo(import_id: str, *, leave_changed: bool, as_json: bool) -> None:
    """撤销一次导入 Take an import back: every station it touched is as it was before; this is logged too."""
    with closing(open_store(read_settings().database_url)) as store:
        undone = store.undo(import_id, actor=ACTOR, leave_changed=leave_changed)
    note(f"已撤销,{undone.restored} 处站点恢复原样 taken back; {undone.restored} stations are as they were")
    if undone.left:
        note(f"未动 left as they are: {', '.join(undone.left)}")
    if as_json:
        print_json({"import": undone.import_id, "restored": undone.restored, "left": list(undone.left)})
