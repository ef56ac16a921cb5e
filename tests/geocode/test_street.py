"""Street, number and name below the divisions."""

import pytest

from locator.geocode.street import Rest, split_rest


@pytest.mark.parametrize(
    ("rest", "parts"),
    [
        ("", Rest()),
        ("国防路", Rest("国防路")),
        ("河东路138号", Rest("河东路", "138号")),
        ("天钥桥路 21", Rest("天钥桥路", "21")),
        ("四川北路1234弄5号", Rest("四川北路", "1234弄5号")),
        ("人民南路四段19号", Rest("人民南路四段", "19号")),
        ("天府大道北段1700号", Rest("天府大道北段", "1700号")),
        ("一环路北三段", Rest("一环路北三段")),
        ("建国门外大街1号", Rest("建国门外大街", "1号")),
        ("中关村大街27号", Rest("中关村大街", "27号")),
        ("文昌街97-3号", Rest("文昌街", "97-3号")),
        ("弥敦道100号", Rest("弥敦道", "100号")),
        ("河东路138号爱心驿站", Rest("河东路", "138号", "爱心驿站")),
        ("市场街与新乡路交叉口西南", Rest("市场街", "", "与新乡路交叉口西南")),
        ("高新区舜华路1号", Rest("舜华路", "1号", "高新区")),
        ("老城村人民路5号", Rest("人民路", "5号", "老城村")),
        ("工人文化宫", Rest("", "", "工人文化宫")),
        ("爱心驿站 国防路12号", Rest("国防路", "12号", "爱心驿站")),
        ("地铁隧道口", Rest("", "", "地铁隧道口")),
    ],
)
def test_the_words_below_the_divisions_are_told_apart(rest: str, parts: Rest) -> None:
    assert split_rest(rest) == parts
