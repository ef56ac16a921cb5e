"""The planner as a planner uses it: a question, changes, new sites, scenarios side by side, paper."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from locator.demo import made_up_stations
from locator.planning.areas import add_boundaries
from locator.settings import Settings
from locator.store import open_store
from locator.web import create_app
from tests.made_up import station
from tests.web import browser
from tests.web.browser import HOSTILE, PATIENCE_MS, PHONE, Visit, playwright, serving

pytest.importorskip("h3", reason="needs the extra planning: make setup")
pytest.importorskip("highspy", reason="needs the extra planning: make setup")
chromium = browser.chromium
pytestmark = pytest.mark.browser
expect = playwright.expect

DESK = {"width": 1280, "height": 800}
SANYA = {"longitude": "109.51", "latitude": "18.25"}
SHARE = re.compile(r"([\d.]+)%")
JUDGE = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50)));
  const { violations } = await axe.run({ resultTypes: ['violations'] });
  const words = ({ html, failureSummary }) => `${html} ${failureSummary}`;
  return violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(words)]);
}"""
SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 39], [x + 1, 39], [x + 1, 41], [x, 41], [x, 39]]],
            },
        }
        for name, x in ((HOSTILE, 116), ("演示区", 117))
    ],
}
"""Two districts round Beijing."""
FOCUSED = "() => document.activeElement.matches(%s)"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over made-up stations, one of a hostile name; its jobs read the same registry."""
    folder = tmp_path_factory.mktemp("planner")
    url = f"sqlite:///{folder / 'registry.db'}"
    store = open_store(url, create=True)
    store.upgrade()
    hostile = station(3, 109.505, 18.25, name=HOSTILE, address=HOSTILE, opening_hours="24/7")
    store.put_stations([*made_up_stations(400, seed=5), hostile])
    store.close()
    folders = {
        f"{name}_folder": folder / name
        for name in ("job", "snapshot", "network", "boundary", "demand", "candidate")
    }
    squares = folder / "squares.geojson"
    squares.write_text(json.dumps(SQUARES), "utf-8")
    add_boundaries(squares, folders["boundary_folder"])
    app = create_app(Settings(database_url=url, **folders))
    app.test_client().get("/basemap/3/6/3.json")
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def arrive(chromium: Any, home: str) -> Iterator[Callable[..., Visit]]:
    """Makes visits to the planner; whatever went wrong in one fails the test at its end."""
    visits: list[Visit] = []

    def make(**options: Any) -> Visit:
        settings = {"viewport": DESK, "locale": "zh-CN", "reduced_motion": "reduce"}
        context = chromium.new_context(**(settings | options))
        context.set_default_timeout(PATIENCE_MS)
        visit = Visit(context.new_page(), home)
        visit.watch()
        visits.append(visit)
        return visit

    yield make
    wrong = [text for visit in visits for text in visit.unexpected()]
    for visit in visits:
        visit.page.context.close()
    assert wrong == []


@pytest.fixture
def page(arrive: Callable[..., Visit]) -> Any:
    """The planner with its first answer."""
    return answered(arrive().open("/planner"))


def answered(page: Any) -> Any:
    """The page, once nothing is being reckoned."""
    expect(page.locator("#headline dd").first).to_be_visible()
    expect(page.locator("#results[aria-busy=false]")).to_be_visible()
    return page


def share(page: Any) -> float:
    """The first of the large numbers, in per cent."""
    found = SHARE.search(page.locator("#headline strong").first.inner_text())
    assert found
    return float(found[1])


def after(page: Any, act: Callable[[], object]) -> Any:
    """The page with the answer that follows on an act."""
    asked = "/api/v1/coverage"
    with page.expect_response(lambda answer: asked in answer.url):
        act()
    return answered(page)


def tab_to(page: Any, selector: str) -> None:
    """Presses Tab until something is focused."""
    for _ in range(120):
        if page.evaluate(FOCUSED % json.dumps(selector)):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def five_sites(page: Any) -> None:
    page.locator("#sites").fill("5")
    page.get_by_role("button", name="找新站点").click()
    expect(page.locator("#sites-list > li")).to_have_count(5)


def drag(page: Any, mark: Any, across: int) -> None:
    box = mark.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + across, steps=4)
    page.mouse.up()


# ——— the question ———


def test_a_wider_radius_covers_more_and_the_night_less(page: Any) -> None:
    near = share(page)
    after(page, lambda: page.locator("#reach").select_option("metres:5000"))
    expect(page.locator("#headline")).to_contain_text("5 公里内有开着的站点")
    wide = share(page)
    assert wide > near
    after(page, lambda: page.locator("#hour").fill("2"))
    expect(page.locator("#base")).to_contain_text("工作日 02:00")
    assert share(page) < wide


def test_every_number_says_what_it_is_of(page: Any) -> None:
    for words in ("示意", "人算", "直线距离", "工作日 14:00", "处站点,那时开着"):
        expect(page.locator("#base")).to_contain_text(words)


def test_the_chart_of_the_day_is_a_table_too(page: Any) -> None:
    assert page.locator(".chart__outer").count() == 24
    page.get_by_text("看成表格").click()
    expect(page.locator("#hours-table tbody tr")).to_have_count(24)
    after(page, lambda: page.locator(".chart__press").nth(9).click())
    expect(page.locator("#hour-told")).to_have_text("09:00")


def test_a_press_on_a_gap_goes_there(page: Any) -> None:
    before = page.evaluate("() => window.stationMap.getZoom()")
    page.locator("#gaps .row__face").first.click()
    assert page.evaluate("() => window.stationMap.getZoom()") > before
    expect(page.locator("path.circle-shape")).to_have_count(1)


def test_an_area_is_told_district_by_district(page: Any) -> None:
    after(page, lambda: page.locator("#areas").select_option("squares"))
    expect(page.locator("#districts tbody tr")).to_have_count(2)
    expect(page.locator("#districts tbody th").first).to_have_text(HOSTILE)
    expect(page.locator("path.area-shape").first).to_be_visible()
    expect(page.locator("#base")).to_contain_text("区内")


def test_what_is_worked_on_outlives_a_reload(page: Any) -> None:
    after(page, page.locator("#gaps .row__add").first.click)
    after(page, lambda: page.locator("#reach").select_option("minutes:15"))
    page.reload()
    answered(page)
    expect(page.locator("#changes > li")).to_have_count(1)
    expect(page.locator("#reach")).to_have_value("minutes:15")
    expect(page.locator("#headline")).to_contain_text("步行 15 分钟")


# ——— what if, new sites, scenarios ———


def test_five_sites_are_proposed_one_is_moved_and_two_scenarios_stand_side_by_side(
    page: Any, tmp_path: Path
) -> None:
    before = share(page)
    five_sites(page)
    expect(page.locator("#sites-said")).to_contain_text("最优")
    expect(page.locator(".plan-mark--site")).to_have_count(5)
    after(page, lambda: page.get_by_role("button", name="采用为改动").click())
    expect(page.locator(".headline__change").first).to_contain_text("+")
    assert share(page) > before
    page.locator("#scenario-name").fill("五处")
    page.get_by_role("button", name="保存", exact=True).click()
    with_five = share(page)
    page.locator("#changes > li").first.get_by_text("看").click()
    after(page, lambda: drag(page, page.locator(".plan-mark--new").first, 150))
    assert share(page) < with_five, "it was moved away from the people it was proposed for"
    page.locator("#scenario-name").fill("挪了一处")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#compare").click()
    table = page.locator("#comparison table")
    expect(table.locator("thead th")).to_contain_text(
        ["工作日 14:00", "现状", "五处", "挪了一处", "现在的改动"]
    )
    covered = [
        SHARE.search(text) for text in table.locator("tbody tr").nth(2).locator("td").all_inner_texts()
    ]
    today, together, moved, now = (float(found[1]) for found in covered if found)
    assert today < moved < together
    assert moved == now
    with page.expect_download() as download:
        page.locator("#export-scenarios").click()
    kept = tmp_path / "scenarios.json"
    download.value.save_as(kept)
    assert [one["name"] for one in json.loads(kept.read_text("utf-8"))["scenarios"]] == ["五处", "挪了一处"]


def test_each_aim_says_what_it_comes_to(page: Any) -> None:
    after(page, lambda: page.locator("#areas").select_option("squares"))
    for aim, words in {
        "pmedian": "平均离站点",
        "pcenter": "最远的人离站点",
        "backup": "有两处可去的人",
    }.items():
        page.locator("#model").select_option(aim)
        page.get_by_role("button", name="找新站点").click()
        expect(page.locator("#sites-said")).to_contain_text(words)
    page.locator("#model").select_option("lscp")
    expect(page.locator("#sites")).to_be_hidden()
    page.locator("#share").fill("95")
    page.get_by_role("button", name="找新站点").click()
    expect(page.locator("#sites-said")).to_contain_text(re.compile(r"→ (9[5-9]|100)\.\d%"))


def test_a_site_that_is_dragged_becomes_a_change_with_the_others(page: Any) -> None:
    five_sites(page)
    after(page, lambda: drag(page, page.locator(".plan-mark--site").first, 60))
    expect(page.locator("#changes > li")).to_have_count(5)
    expect(page.locator("#sites-part")).to_be_hidden()


def test_scenarios_come_back_out_of_a_file_and_another_file_changes_nothing(
    page: Any, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    added = {"id": "new-1", "lon": 109.6, "lat": 18.3, "name": HOSTILE, "opening_hours": "24/7"}
    scenario = {"added": [added], "moved": [], "removed": []}
    kept: list[dict[str, Any]] = [{"name": HOSTILE, "scenario": scenario}]
    content = {"kind": "station-locator scenarios", "version": 1, "scenarios": kept}
    good.write_text(json.dumps(content), "utf-8")
    kept.append({"name": "x", "scenario": scenario | {"added": [added | {"lat": 95}]}})
    bad.write_text(json.dumps(content), "utf-8")
    page.locator("#import-scenarios").set_input_files(bad)
    expect(page.locator("#notice")).to_contain_text("什么也没有导入")
    expect(page.locator("#saved > li")).to_have_count(0)
    page.locator("#import-scenarios").set_input_files(good)
    expect(page.locator("#saved .change__name")).to_have_text(HOSTILE[:60].strip())
    after(page, lambda: page.locator("#saved").get_by_text("打开").click())
    expect(page.locator("#changes .change__name")).to_have_text(HOSTILE)


def test_what_came_of_it_can_be_taken_along(page: Any) -> None:
    for suffix in ("geojson", "gpkg", "xlsx"):
        with page.expect_download() as download:
            page.locator(f"#downloads a[href$='.{suffix}']").click()
        assert Path(download.value.path()).stat().st_size > 1000
    page.locator("#report").click()
    expect(page.locator("h1")).to_contain_text("报告")


def test_work_that_takes_long_can_be_cancelled(page: Any) -> None:
    running = {"id": "x", "kind": "coverage", "state": "running", "progress": 0.4, "told": ""}
    left: list[str] = []

    def answer(route: Any) -> None:
        left.extend([route.request.url] if route.request.method == "DELETE" else [])
        route.fulfill(json=running)

    page.route("**/api/v1/jobs/*", answer)
    page.locator("#hour").fill("3")
    expect(page.locator("#work")).to_be_visible()
    expect(page.locator("#work-share")).to_have_attribute("value", "0.4")
    page.get_by_role("button", name="取消").click()
    expect(page.locator("#notice")).to_contain_text("取消了")
    expect(page.locator("#work")).to_be_hidden()
    assert len(left) == 1


def test_a_question_that_cant_be_answered_says_why(arrive: Callable[..., Visit]) -> None:
    visit = arrive()
    page = answered(visit.open("/planner"))
    visit.expected.append("400")
    page.get_by_text("更多条件").click()
    page.locator("[name=quotas]").fill("460203=2")
    page.get_by_role("button", name="找新站点").click()
    expect(page.locator("#notice")).to_contain_text("配额需要区划")
    page.locator("[name=quotas]").fill("two")
    page.get_by_role("button", name="找新站点").click()
    expect(page.locator("#suggest-fault")).to_contain_text("460203=2")


def test_where_all_positions_are_coarse_the_page_leads_on(arrive: Callable[..., Visit]) -> None:
    visit = arrive()
    amounts = {"stations": 9, "exact": 0, "coarse": 9, "without_position": 0, "unknown_hours": 9}

    def answer(route: Any) -> None:
        route.fulfill(json=route.fetch().json() | {"amounts": amounts})

    visit.page.route("**/api/v1/planner", answer)
    page = visit.open("/planner")
    for command in ("locator import", "locator geocode", "locator demo"):
        expect(page.locator("#notice")).to_contain_text(command)
    page.get_by_role("button", name="仍用区的中心粗算一遍").click()
    answered(page)
    expect(page.locator("#coarse")).to_be_checked()


# ——— for everybody ———


def test_the_keyboard_alone_adds_moves_removes_and_asks(page: Any) -> None:
    tab_to(page, "details.fold:has(#add-form) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#add-form [name=name]")
    page.keyboard.type("键盘站")
    tab_to(page, "#add-form [name=lon]")
    page.keyboard.type(SANYA["longitude"])
    page.keyboard.press("Tab")
    page.keyboard.type(SANYA["latitude"])
    after(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator("#changes .change__name")).to_have_text("键盘站")
    page.locator("#find-station").focus()
    page.keyboard.type("演示<img")
    expect(page.locator(".found__face")).to_contain_text([HOSTILE])
    tab_to(page, ".found__face")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen-name")).to_be_focused()
    expect(page.locator("#chosen-name")).to_have_text(HOSTILE)
    tab_to(page, "#chosen [name=lat]")
    page.keyboard.press("Control+a")
    page.keyboard.type("18.9")
    after(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator("#changes .change__what")).to_have_text(["加", "移"])
    page.locator("#chosen-name").focus()
    tab_to(page, "#chosen-remove")
    after(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator("#changes .change__what")).to_have_text(["加", "撤"])
    tab_to(page, "#sites")
    page.keyboard.press("Enter")
    expect(page.locator("#sites-head")).to_be_focused()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (DESK, "dark"), (PHONE, "light")])
def test_axe_finds_nothing(arrive: Callable[..., Visit], size: dict[str, int], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    visit = arrive(viewport=size, color_scheme=scheme)
    visit.page.add_init_script(axe.Axe().axe_script)
    page = answered(visit.open("/planner"))
    found = {"first": page.evaluate(JUDGE)}
    after(page, page.locator("#gaps .row__add").first.click)
    page.locator("#scenario-name").fill("甲")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#compare").click()
    expect(page.locator("#comparison table")).to_be_visible()
    page.locator("#changes .link-button").first.evaluate("button => button.click()")  # folded on a phone
    expect(page.locator("#chosen")).to_be_visible()
    found["changed"] = page.evaluate(JUDGE)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_a_phone_is_wide_enough(arrive: Callable[..., Visit]) -> None:
    page = answered(arrive(viewport=PHONE, has_touch=True).open("/planner"))
    assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_text("如果改动").click()
    page.locator("#place-one").click()
    after(page, lambda: page.locator("#map").click(position={"x": 150, "y": 120}))
    expect(page.locator("#changes > li")).to_have_count(1)


def test_the_page_is_in_english_too(arrive: Callable[..., Visit]) -> None:
    page = answered(arrive(locale="en").open("/planner"))
    expect(page.locator("#headline")).to_contain_text("With an open station within 1 km")
    shown = page.locator("#rail, #legend, #headline, #base").all_inner_texts()
    assert not re.findall(r"[\u4e00-\u9fff]+", "".join(shown))


def test_it_prints_without_what_one_presses(page: Any) -> None:
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="print")
    for gone in ("#rail", "#work-cancel", "#compare", ".leaflet-control-zoom"):
        expect(page.locator(gone)).to_be_hidden()
    for there in ("#headline", "#chart svg", "#gaps", "#map", "#base"):
        expect(page.locator(there)).to_be_visible()
