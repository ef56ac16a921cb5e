"""What a station offers: yes where the article lists it, no where it says it is missing."""

from __future__ import annotations

import re

_AMENITIES = (  # keys of the vocabulary `amenity`; the words never mean a need (喝水难), only a thing
    (
        "drinking_water",
        r"饮水[机处点]|直饮水|饮用水|饮水设[备施]|[电烧]水壶|开水|热水(?!器)|温水|矿泉水|净水机|茶水|提供[^，。]{0,12}?饮水",
    ),
    ("microwave", r"微波炉|电磁炉|热饭机|加热箱|电蒸箱|蒸饭柜|热饭设备|加热饭菜|饭菜加热|热餐设备"),
    ("seating", r"座椅|桌椅|椅子|沙发|板凳|长椅|休息室|休息区|休息间|休息场所|桌凳|座位|凳子"),
    ("cooling", r"空调|电?风扇|冷暖设备"),
    ("heating", r"取暖器|电暖器?|暖气|(?<!提)供暖|取暖设[备施]|火炉|地暖|冷暖设备"),
    (
        "phone_charging",
        r"手机[^，。、]{0,4}充电|充电[器宝线柜站]|手机加油站|充电插[座排]|充电设[备施]|多功能充电|充电数据线|插线板",
    ),
    ("first_aid", r"医药箱|急救箱|药箱|急救包|常用药|应急药|药品|医药包|医疗箱|急救药"),
    (
        "toilet_nearby",
        (
            r"(?:附近|旁边|对面|隔壁)(?:约?\d+米)?(?:内|处)?就?(?:有|设有|是)?(?:一?[个座处])?(?:公厕|厕所|卫生间)"
            r"|(?:公厕|厕所)(?:就在|近在)"
        ),
    ),
    ("toilet", r"卫生间|厕所|洗手间|公厕"),
    ("fridge", r"冰箱|冰柜|冷藏柜"),
    ("reading", r"书报|图书|书籍|报刊|阅读[角区]|书架|书柜|杂志|读书角|书吧|图书角"),
    ("wifi", r"(?i:wi-?fi)|无线网|无线上网|无线局域网"),
    ("rain_gear", r"雨伞|雨衣|雨具|爱心伞|便民伞"),
    ("ev_charging", r"电(?:动(?:摩托|自行|单)?车|瓶车|单车)[^，。、]{0,4}充电|(?<!手机)充电桩"),
    ("battery_swap", r"换电柜|换电站|电池更换|换电"),
    ("tools", r"维修工具|工具箱|修车工具|五金工具|修理工具|便民工具"),
    ("air_pump", r"打气筒|充气泵|打气泵|气泵|充气筒"),
    ("sewing_kit", r"针线(?:包|盒)?|缝纫包"),
    ("aed", r"AED|除颤[仪器]"),
    ("health_check", r"血压[计仪]|体检(?:机|仪|一体机)|健康检测|量血压|测血压|血糖仪|体重秤|健康小屋"),
    ("nursing_room", r"母婴[室间]|哺乳室|妈咪小屋|爱心妈咪"),
    ("shower", r"淋浴|洗澡|浴室"),
    ("laundry", r"洗衣机?|烘干机"),
    ("locker", r"储物[柜箱架]|寄存柜|衣帽柜|存包柜|置物柜"),
    ("bed", r"躺椅|折叠床|午休床|按摩椅|床铺|睡眠舱"),
    ("discount_meal", r"优惠餐|爱心餐|平价餐|爱心早餐|免费早餐|免费午餐|惠民餐"),
    ("vending", r"自动售货机|自助售货机|售货机|无人售货"),
    ("emergency_call", r"一键报警|报警器|紧急呼叫|报警[^，。、]{0,4}装置|紧急报警|SOS"),
    ("wheelchair_access", r"无障碍|轮椅"),
    ("parking_bike", r"(?:电动车|自行车|单车|非机动车|电瓶车)(?:停放|停车)"),
    ("parking_truck", r"(?:货车|卡车|大车)(?:停放|停车)"),
)  # fmt: skip
_BARE = tuple(
    (key, re.compile(rf"(?:^|[、，/ ])(?:{words})(?=$|[、，/ 等])"))
    for key, words in (
        ("drinking_water", r"饮水|喝水|热水|开水|茶水"),
        ("microwave", r"热饭|加热|餐食加热|微波"),
        ("phone_charging", r"(?:手机)?充电"),
        ("seating", r"休息|歇脚|歇息|座位"),
        ("cooling", r"纳凉|避暑|制冷|冷气"),
        ("heating", r"取暖|供暖|暖气"),
        ("toilet", r"如厕|卫生间|厕所"),
        ("bed", r"床位|午休|床"),
        ("reading", r"阅读|看书|书籍"),
        ("first_aid", r"医药|急救|药品"),
        ("rain_gear", r"雨具|伞"),
    )
)
KEYS = tuple(key for key, _ in _AMENITIES)
_PATTERNS = tuple((key, re.compile(words)) for key, words in _AMENITIES)
PROVIDED = re.compile(
    r"配[备置有齐]|设[有置立]|提供|增[设加添配]|添[置加]|内设|备有|备齐|安装|放置|摆放|拥有|划分|开辟|免费|加入|标准|一应俱全|"
    r"齐全|样样|应有尽有|可以?在|可供|随时|新添|新增|具备|置办|搭载|打造了|有[^，。]{0,10}[、和]|没有|未配|缺少|暂无|尚无|还未|offers|provides|equipped"
)
_ABSENT = re.compile(
    r"(?:没有|未配[备置]|未设[置有]?|未安装|缺少|缺乏|暂无|尚无|尚未(?:配[备置]|设[置有]|安装)|还没有?|暂未[^，。]{0,4}|不设|不提供|无(?!线|障|人|偿|忧|纺))"
    r"[^，。；但]{0,16}$"
)
_NOT_A_THING = re.compile(r"难|问题|需求|不便|的日子|费")
_NOT_NOW = re.compile(
    r"(?:计划|打算|准备|明年|下一步|拟|将(?=再?[增添配设加])|原本|原来|以前|过去)[^，。；]*$"
)
"""A thing to come, or one that was missing once."""
_VERB = r"加入|增加|增设|增添|添置|备有|配备|配置|配有|设有|放置|提供"
_LIST = re.compile(rf"(?:{_VERB})了?(?P<items>[^，。；：“”]*、[^，。；：“”]*?)等")


def amenities(text: str) -> dict[str, str]:
    """The amenities that a sentence about a station lists, by vocabulary key: "yes" or "no"."""
    if not PROVIDED.search(text):
        return {}
    found: dict[str, str] = {}
    for key, words in _PATTERNS:
        for match in words.finditer(text):
            is_there = not _NOT_A_THING.match(text, match.end()) and not _NOT_NOW.search(
                text, 0, match.start()
            )
            if is_there and not _covered(key, text, match):
                found.setdefault(
                    key, "no" if _ABSENT.search(text, max(match.start() - 24, 0), match.start()) else "yes"
                )
    return found


def listed_amenities(items: str) -> dict[str, str]:
    """The amenities of a list under a label 设施：, where a bare 饮水 or 热饭 is a thing too."""
    bare = {key: "yes" for key, words in _BARE if words.search(items)}
    return {**bare, **amenities(f"配有{items}")} if items else {}


def _covered(key: str, text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of another amenity's: 电动车充电站 charges no phone, 附近公厕 is no own toilet."""
    before = text[max(match.start() - 8, 0) : match.start()]
    if key == "phone_charging":
        return bool(re.search(r"(?:电动|电瓶|摩托|单车|汽车|车)[^，。、]*$", before))
    return key == "toilet" and bool(
        re.search(r"(?:附近|旁边|对面|隔壁|米)(?:内|处)?就?(?:有|设有|是)?(?:一?[个座处])?(?:的)?$", before)
    )


def extras(text: str) -> tuple[str, ...]:
    """The things a list of provisions names that no vocabulary word covers, such as a mosquito repellent."""
    found = []
    for match in _LIST.finditer(text):
        listed = re.split(rf"(?:{_VERB})了?", match["items"])[-1]
        for item in re.split(r"、|以?及|和", listed):
            known = any(words.search(item) for _, words in _PATTERNS)
            if (
                2 <= len(item) <= 10
                and not known
                and not re.search(r"[服务帮助难的]|休息|就餐|饮水|充电|热饭|如厕", item)
            ):
                found.append(item)
    return tuple(found)
