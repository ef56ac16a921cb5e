"""A station's page as people use it: with a thumb, with the keyboard, on paper, without a script."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.web import browser
from tests.web.browser import HOSTILE, WITHOUT_HTTPS, Arrive, playwright

arrive, chromium, demo_port = browser.arrive, browser.chromium, browser.demo_port
pytestmark = pytest.mark.browser

expect = playwright.expect

MM = 72 / 25.4  # a millimetre in PDF's points
A6, A4 = (105, 148), (210, 297)
DESK = {"width": 1280, "height": 800}


def printed(page: Any) -> list[tuple[int, int]]:
    """The size in millimetres of each page that the printer gets."""
    boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width) / MM), round(float(height) / MM)) for width, height in boxes]


def test_linked_data_runs_nothing_and_reads_back(arrive: Arrive) -> None:
    page = arrive().open("/stations/test-0003")
    told = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert told["name"] == HOSTILE
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(page.locator(".leaflet-marker-pane .mark")).to_be_attached()


def test_the_way_there_is_one_press_away_by_keyboard(arrive: Arrive) -> None:
    page = arrive().open("/stations/test-0001")
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.slot === 'go'"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.href")
    assert focused.startswith("https://uri.amap.com/navigation?to=")


def test_a_vague_place_offers_only_a_search(arrive: Arrive) -> None:
    page = arrive().open("/stations/test-0005")
    page.get_by_role("button", name="按名称搜索").tap()
    links = page.eval_on_selector_all(".apps a", "links => links.map((link) => link.href)")
    assert links
    assert not [link for link in links if "109.5" in link or "navigation" in link]


def test_a_favourite_is_kept_and_said_aloud(arrive: Arrive) -> None:
    page = arrive().open("/stations/test-0001")
    star = page.get_by_role("button", name="收藏", exact=True)
    star.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("已收藏,只存在这部手机上。")
    page.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status")).to_have_text("已取消收藏。")


def test_the_address_is_copied(arrive: Arrive) -> None:
    visit = arrive(may_locate=False)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open("/stations/test-0003")
    page.get_by_role("button", name="复制地址").tap()
    expect(page.get_by_role("status")).to_have_text("地址已复制。")
    assert page.evaluate("navigator.clipboard.readText()") == f"{HOSTILE},{HOSTILE}"


@pytest.mark.parametrize(
    ("copies", "said"), [("true", "地址已复制。"), ("false", "复制不了,请长按选中:三亚市")]
)
def test_without_https_copying_still_works_or_says_how(arrive: Arrive, copies: str, said: str) -> None:
    visit = arrive(WITHOUT_HTTPS)
    visit.expected.append("Cross-Origin-Opener-Policy")  # the browser minds that header on such an address
    visit.page.add_init_script(
        "window.chosen = []; document.execCommand = () => { window.chosen.push("
        f"document.activeElement.value); return {copies}; }};"
    )
    page = visit.open("/stations/test-0005")
    page.get_by_role("button", name="复制地址").tap()
    expect(page.get_by_role("status")).to_have_text(said)
    assert page.evaluate("window.chosen") == ["三亚市"]


def test_sharing_hands_over_the_stable_address(arrive: Arrive) -> None:
    visit = arrive()
    visit.page.add_init_script(
        "navigator.share = (what) => { window.shared = what; return Promise.resolve(); };"
    )
    page = visit.open("/stations/test-0001?lang=zh")
    page.get_by_role("button", name="分享").tap()
    assert page.evaluate("window.shared.url") == f"{visit.home}/stations/test-0001"


def test_where_nothing_shares_the_address_is_copied(arrive: Arrive) -> None:
    visit = arrive(may_locate=False)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined });")
    page = visit.open("/stations/test-0001")
    page.get_by_role("button", name="分享").tap()
    expect(page.get_by_role("status")).to_have_text("网址已复制,可以粘贴给别人。")
    assert page.evaluate("navigator.clipboard.readText()") == f"{visit.home}/stations/test-0001"


def test_without_scripts_the_page_is_complete(arrive: Arrive) -> None:
    page = arrive(java_script_enabled=False).open("/stations/test-0001")
    expect(page.get_by_role("heading", name="进得去吗")).to_be_visible()
    expect(page.locator("table.week tbody tr")).to_have_count(7)
    expect(page.locator("#go .apps a")).to_have_count(5)
    expect(page.locator("#way")).to_have_attribute("href", "#go")
    expect(page.get_by_role("button", name="收藏")).to_be_hidden()


def test_nothing_is_cut_off_on_a_narrow_screen_with_large_letters(arrive: Arrive) -> None:
    visit = arrive(viewport={"width": 320, "height": 640})
    for number in (2, 3, 5):
        page = visit.open(f"/stations/test-{number:04}")
        for percent in (106.25, 212.5):
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", f"{percent}%")
            assert page.evaluate("document.documentElement.scrollWidth") == 320, (number, percent)


def test_a_sheet_is_exactly_one_page_of_a6(arrive: Arrive) -> None:
    visit = arrive()
    for number in (1, 3):
        assert printed(visit.open(f"/stations/test-{number:04}/sheet")) == [A6]


def test_four_sheets_fill_a_page_of_a4_and_a_fifth_begins_the_next(arrive: Arrive) -> None:
    ids = [f"test-{number:04}" for number in range(1, 6)]
    visit = arrive()
    assert printed(visit.open("/sheets?ids=" + ",".join(ids[:4]))) == [A4]
    assert printed(visit.open("/sheets?ids=" + ",".join(ids))) == [A4, A4]


def test_on_a_sheet_all_that_matters_lies_on_the_paper(arrive: Arrive) -> None:
    page = arrive(viewport=DESK).open("/stations/test-0003/sheet")
    paper = page.locator(".paper").bounding_box()
    for part in (".leaf__name", ".leaf__code", ".leaf__facts", ".leaf__report"):
        box = page.locator(part).bounding_box()
        assert paper["y"] <= box["y"], part
        assert box["y"] + box["height"] <= paper["y"] + paper["height"], part
    name = page.locator(".leaf__name")
    assert name.text_content() == HOSTILE
    assert page.evaluate("document.querySelector('.leaf__code').naturalWidth") > 0


def verdict_at(page: Any, hours_on: float) -> Any:
    """What the page says of its door so many hours later, by the phone's clock."""
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=hours_on))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return page.locator("#verdict")


def test_a_page_that_stays_open_tells_of_the_door_as_it_is_then(arrive: Arrive) -> None:
    page = arrive().open("/stations/test-0001")
    page.evaluate(
        """() => {
      const box = document.getElementById('verdict');
      const course = JSON.parse(box.dataset.course);
      course.timeline = { first: 1, flips: [90, 0, 600, 1] };
      box.dataset.course = JSON.stringify(course);
      window.page.verdict.verdict(() => {});
    }"""
    )
    expect(page.locator("#verdict")).to_contain_text("还有 1 小时关门")
    expect(verdict_at(page, 1.2)).to_contain_text("分钟关门")
    expect(verdict_at(page, 2)).to_contain_text("已关门")
    expect(page.locator("#age")).to_contain_text("这一页是")
    expect(page.locator("#verdict")).to_have_class("verdict verdict--closed")
    expect(verdict_at(page, 24 * 8)).to_contain_text("开放时间未知")
    expect(page.locator(".week .is-today")).to_have_count(0)


def test_a_phone_whose_clock_is_wrong_is_told_the_right_time(arrive: Arrive) -> None:
    visit = arrive()
    visit.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=400))
    page = visit.open("/stations/test-0001")
    expect(page.locator("#verdict")).to_contain_text("开放中")
    expect(page.locator("#age")).to_be_hidden()
