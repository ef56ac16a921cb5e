"""Where a name begins: the words of a sentence that can't be part of the name that follows them."""

from __future__ import annotations

import re

from locator.intake.articles.lexicon import words

_STOP_CHARS = frozenset(
    "①②③④⑤⑥⑦⑧⑨⑩的了在着将把被从向该这那各每我你他她它们说让使给等并已还也就都又很更最是，、。：；！？（）《》“”‘’…—→~-*|/+="
)
_SOFT_STOPS = frozenset("由到为对与及和至于叫名以座处")
_STOP_WORDS = frozenset(
    words(
        """
    变成 改成 造成 装修成 举行 举办 启动 召开 说起 聊起 谈起 提起 想起 走进 来到 进入 前往 位于 坐落 地处
    打造 建设 建成 建立 建起 新建 设立 设置 启用 投用 揭牌 挂牌 走访 推出 开展 推进 推动 加强 完善 利用 依托
    通过 围绕 介绍 负责 采访 参观 使用 看到 提供 创建 获评 荣获 评为 授予 选定 其中 日前 近日 目前 今年 去年
    期间 如今 现在 以及 包括 如同 例如 比如 还有 没有 拥有 共有 现有 已有 建有 设有 即将 计划 全新 布局 布设
    升级 改造 提升 整合 纳入 收到 找到 不少 多个 多家 许多 一些 部分 以来 之后 之前 同时 随后 首先 记者 发现
    了解 关于 作为 成为 称为 命名 名为 取名 叫做 开放 开设 运营 维护 落成 落户 亮相 正式 全部 积极 高效
    优先 精心 倾力 用心 重点 带领 组织 慰问 参加 值守 守护 走向 奔向 路过 经过 沿着 旁边 附近 周边 对面 旁
    除了 每个 家门口 规模最大 最大 首个 首家 首座 首批 一批 第一 就是 不仅 而且 因为 所以 如果 只要 可以
    能够 需要 希望 随着 按照 根据 针对 结合 联合 携手 依靠 借助 指导 支持 协调 督促 检查 验收 评选 推荐 推广
    宣传 认领 冠名 发布 公布 更多 新增 增设 增加 置入 植入 嵌入 融入 接入 覆盖 设在 建在 选址 入驻 进驻
    服务于 报道 消息 讯 电 表示 告诉 感谢 喜欢 选择 熟悉 刚刚 正在 一直 经常 常常 每天 一名 一位 此外 另外
    据悉 截至
    """
    )
)
_MEASURED = re.compile(r"[\d一二三四五六七八九十百千万余多几两这那每各首该某数][个家座处批间所类种]$")
_PROSE = re.compile(r"(?<![A-Za-z])(?:[a-z]{2,}|a) ?$")
"""The last word of English text before a name: opened the 滨河驿站. A brand has capitals, or one letter."""
_DATED = re.compile(r"\d[年月日]$")
_PROTECTED = re.compile(
    r"和(?:小区|社区|苑|园|路|街|花园|家园|村|镇|广场|里|府|雅|悦)|[嘉福康安宁中]和|"
    r"建设[路街银大镇社东西南北中村局集]|新建[路区县街镇]|和平|和谐|和睦|和顺|和田|和美|祥和|永和|"
    r"共和|太和|泰和|呼和|义和|仁和|人和|自由|由义|到站|饿了么|为民|有为|华为|为公|于洪|于都|于家|单于|"
    r"青年路|少年宫|百年|万年|成都|成华|成功|建成[路街]|合成|天成|玉成|大成|名城|名都|名苑|知名|文名|"
    r"至善|至诚|夏至|以岭|以马内利|管理处|管理局|管理所|管理中心|组织部|服务中心|讯飞|通讯|资讯|腾讯|"
    r"电力|电网|电信|电厂|电子|电视|电器|电商|供电|充电|变电|发电|水电|家电|机电|热电|电影|电大|电机|"
    r"电建|开放大|开放路|正式路|升级路|运营部|运营中心|对外|办事处|管理|等驾坊|该赉特|将台|将军|将乐|"
    r"向阳|向荣|从化|从江|了望|在园|使馆|我校|每日|他山|都匀|都江堰|都昌|都安|新都|花都|江都|丰都|宁都|"
    r"望都|昌都|武都|也门|还乡|又一城|更生|各庄|最高|就业局|说唱|等山|给水|是岸|目的地|的士|给排水|"
    r"地处|着力|落着|镇将|把总|被服|让胡路|处理"
)


def start_of_name(text: str, head: int, protected: frozenset[int]) -> int:
    """Where the name begins whose head stands at `head`; `protected` are offsets inside a region's name."""
    kept = protected | _inside_words(text, max(head - 44, 0), head)
    start = head
    while start > max(head - 40, 0) and not _stops(text, start, kept):
        start -= 1
    return start


def _inside_words(text: str, low: int, high: int) -> frozenset[int]:
    return frozenset(
        i for m in _PROTECTED.finditer(text, low, min(high + 2, len(text))) for i in range(m.start(), m.end())
    )


def _stops(text: str, position: int, kept: frozenset[int]) -> bool:
    """Whether the words right before a position end there."""
    last = position - 1
    if text[position : position + 1] > "\u2e80" and _PROSE.search(text, max(position - 12, 0), position):
        return True
    if _MEASURED.search(text[max(position - 2, 0) : position]) or _DATED.search(
        text[max(position - 2, 0) : position]
    ):
        return last not in kept
    if not (text[last].isalnum() or text[last] == "·"):
        return True
    if text[last] in _STOP_CHARS or text[last] in _SOFT_STOPS:
        return last not in kept
    return last not in kept and any(text[position - k : position] in _STOP_WORDS for k in (1, 2, 3, 4))
