"""How the Whitespace page grows: 300 accounts of one AE, and 48 teams, each against 12 accounts of one AE."""

from pathlib import Path

from benchmarks.measure import Result
from benchmarks.reruns import rerun_ms, server
from sightline import queries
from sightline.sample import write_company
from sightline.sample.size import Size
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions

GOAL = 1.5


def measure(folder: Path) -> list[Result]:
    """Server time of a rerun of the page for the three of them, as two ratios."""
    few = _page_ms(folder / "few", _size(teams=1, reps=1, accounts=12), "rep")
    many = _page_ms(folder / "many", _size(teams=1, reps=1, accounts=300), "rep")
    teams = _page_ms(folder / "teams", _size(teams=48, reps=96, accounts=1_200), "top")
    return [
        Result("whitespace, 300 accounts x 9", f"{many:.0f} ms", f"12 accounts {few:.0f} ms", many / few, GOAL),
        Result("whitespace, 48 teams x 9", f"{teams:.0f} ms", f"12 accounts {few:.0f} ms", teams / few, GOAL),
    ]


def _size(teams: int, reps: int, accounts: int) -> Size:
    return Size(
        vp_count=1,
        asm_count=teams,
        ae_count=reps,
        accounts=accounts,
        key_accounts=accounts // 4,
        plans=accounts // 3,
        contacts=accounts * 3,
        whitespace_cells=accounts * 9,
        opportunities=accounts * 2,
        weeks=8,
        interactions=accounts,
        history_days=400,
        csv_only=True,
    )


def _page_ms(folder: Path, size: Size, landing: str) -> float:
    exports, out = folder / "exports", folder / "warehouse"
    if not exports.exists():
        exports.mkdir(parents=True)
        write_company(exports, size=size)
    versions.ensure(exports, out, Settings())
    warehouse = versions.open_version(out, versions.current(out), Settings())
    rows = queries.run(
        warehouse.connection,
        "people_to_view_as",
        viewer="operator",
        today=warehouse.connection.cursor().execute("select as_of_on from marts.export_run").fetchall()[0][0],
    )
    warehouse.connection.close()
    viewer = rows.person_id[rows.landing == landing].iloc[0]
    with server(ROOT / "app.py", out) as address:
        return rerun_ms(address, "whitespace", f"viewer={viewer}&shown=all")
