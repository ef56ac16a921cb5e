"""How a sentence that names no station shows that it still speaks of the last one, or of none."""

from __future__ import annotations

import re

from locator.intake.articles.lexicon import PEOPLE

_NOUN = (
    rf"(?:{PEOPLE}|工会|爱心|暖心)*(?:服务站点|服务站|服务点|站点|驿站|港湾|大本营|接力站|之家|小屋|小站|站)"
)
POINTS_BACK = re.compile(
    rf"(?:该|这个|这座|这处|这家|此|这里的)(?:{_NOUN})|(?:站点|驿站|服务站|站|屋|室|港湾|之家)(?:内|里)(?!程)|"
    rf"其(?:改造|升级|建设|配备|运营)|^“?这里|^It |(?:^|[，。])(?i:the|this) [^，。]{{0,16}}station|"
    rf"(?:^|[，、])(?:而|同时|此外|目前|现在|如今|为此)?，?将?{_NOUN}"
    r"(?:内|里|的?面积|配|设|占地|总|每天|24|建筑|由|投|位于|开放|自|可|还|信息|累计|日均|的开放|于|有|实行|里面|从|全天|已|"
    r"\d{4}年|[今去]年|是(?:由|于|在|\d|[今去]年)|正式|启用|投用|建成|占地|依托|面向|开放)"
)
"""A sentence that speaks again of the station before: 该站, 驿站内, 这里."""
GENERAL = re.compile(
    r"[省市县区州旗](?:已|共|现)?(?:累计)?(?:建有|建成|共有|各)|全[省市县区州]|各地|各级|各站点|各区|各县|各市|各驿站|"
    r"[\d百千万余多]+\s*[个家座处](?!小时)[^，。]{0,10}(?:站|驿站|阵地)|一批|站点们"
)
"""A sentence that speaks of stations in general, or of a whole region."""
GOES_ON = re.compile(
    r"(?:据(?:了解|介绍|悉)，|同时，|此外，|另外，|目前，|如今，|而且|还)*(?:约?\d+余?(?:平方?米|㎡)|总?面积|占地|建筑面积|总投资|累计|共|投入|配[备置有]|"
    r"内?[设部]|室内|屋内|里面|站内|每[天日周]|周[一二三四五六日]|24小时|全天|可|还|并|自|于?\d{4}年|[今去]年|\d+月|同时|此外|除了?|为了?|通过|开放|日均|"
    r"不仅|这里|从|采用|实行|最近|上个月|月均|由|将|在这里|联系|咨询|地址|没有|免费|"
    r"截至[^，。]{1,8}，?(?:已|累计|共)+(?:服务|接待|惠及)|(?:[一二两三四五六七八九十半]+|\d+)个?多?[年月](?:以?来|已|就)|"
    r"开放时间|营业时间|服务时间|设施|建成时间|启用时间|投用时间)"
)
"""How the sentence right after one about a station goes on about it."""
