"""An address as people type it, made plain: one script, one width, one kind of separator."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 300

_SEPARATORS = "\t\r\n\u3000,，、;；|/\\·()（）[]【】〔〕<>《》\"'“”‘’:：。.!！?？*"
_TRADITIONAL = (
    "縣县區区鎮镇鄉乡臺台灣湾東东廣广陝陕貴贵寧宁蘇苏遼辽龍龙陽阳陰阴漢汉濟济齊齐爾尔薩萨烏乌魯鲁樂乐豐丰義义麗丽"
    "蘭兰雲云門门開开關关連连滬沪吳吴瀋沈長长馬马鳥鸟島岛嶺岭崗岗慶庆應应懷怀業业興兴舉举華华萬万營营藍蓝"
    "莊庄蔥葱薊蓟蘄蕲號号處处衛卫衝冲橋桥機机檢检權权歐欧歸归殘残涼凉淺浅渾浑準准溝沟滄沧滅灭滎荥滿满漁渔漵溆"
    "潛潜潤润澤泽濱滨瀏浏瀘泸灤滦無无爐炉狀状獨独獅狮瑪玛環环產产當当監监盧卢眾众碼码禮礼稱称穀谷窩窝筆笔節节"
    "範范篤笃簡简糧粮紅红紹绍終终經经綏绥維维綿绵線线縉缙總总績绩羅罗聖圣聞闻聯联肅肃膠胶興兴舊旧艙舱藝艺蘆芦"
    "蠻蛮補补裏里裡里親亲觀观記记許许設设試试話话誠诚諸诸謝谢譙谯豬猪貝贝財财貨货買买資资賀贺賓宾賽赛贛赣趙赵"
    "軍军輝辉輪轮農农達达遠远適适遷迁選选邊边郵邮鄖郧鄧邓鄭郑鄰邻鄲郸酈郦鋼钢錦锦錫锡鍾钟鎖锁鐘钟鐵铁鑄铸"
    "閘闸閩闽閬阆閣阁隊队階阶際际隨随險险雙双雞鸡難难靈灵靜静韋韦韓韩順顺頭头顯显飛飞館馆駐驻騰腾驛驿魚鱼鮮鲜"
    "鳳凤鴨鸭鶴鹤鷹鹰鹽盐黃黄點点黨党齡龄龜龟峽峡嶽岳巖岩廈厦廠厂廟庙廬庐彌弥徑径復复徵征恆恒愛爱戶户擴扩"
    "攝摄數数斷断時时晉晋會会條条楊杨榮荣構构樁桩樓楼標标樹树歷历殺杀氣气沖冲決决況况渦涡溫温潁颍濰潍瀾澜灘滩"
    "煙烟燈灯爭争牆墙獎奖現现電电畢毕療疗盤盘礦矿禪禅種种積积穩稳窪洼競竞簽签紀纪納纳紙纸級级細细組组絲丝綠绿"
    "網网緣缘縱纵纜缆職职聲声腦脑臨临與与艦舰茲兹蒼苍蓋盖蓮莲蔣蒋薈荟蘊蕴蟲虫術术衝冲裝装複复計计訊讯評评"
    "讓让護护豎竖財财質质贊赞車车軌轨較较載载辦办進进遊游運运過过醫医釋释針针銀银銅铜鋒锋錢钱鎢钨"
    "鏡镜間间隴陇陸陆陳陈雖虽霧雾頂顶項项領领題题類类風风養养駝驼驅驱鬧闹鬱郁麥麦齒齿國国團团園园圍围圖图"
    "圓圆場场塊块塢坞墾垦壇坛壽寿夾夹婁娄學学孫孙實实寶宝將将專专尋寻對对導导層层屬属岡冈崑昆嵐岚幣币幹干"
    "湯汤蕭萧嚴严澱淀瓊琼濃浓獻献賢贤鶯莺離离嶼屿葉叶緬缅騎骑劍剑劃划濕湿蘿萝鑽钻鴻鸿銘铭鵬鹏賴赖闊阔淶涞涇泾澗涧"
    "潯浔瑤瑶竇窦絳绛葦苇謙谦譽誉貞贞隸隶韻韵顧顾饒饶鬆松齋斋贛赣餘余"
    "廳厅張张強强彎弯後后從从戰战擔担據据擺摆敘叙晝昼暈晕書书楓枫極极樺桦橫横櫃柜櫻樱"
    "別别單单堯尧僑侨億亿優优價价倉仓偉伟側侧傑杰傳传傷伤儀仪儲储內内兒儿兩两凍冻剛刚創创動动務务勝胜勞劳勢势協协墳坟壓压壘垒夢梦奧奥婦妇媽妈宮宫審审廢废員员歲岁飯饭餅饼蝦虾鰲鳌劉刘壯壮禎祯棧栈擊击壢坜藥药師师歡欢"
    "漲涨潔洁熱热爺爷猶犹異异發发盡尽確确磚砖禦御稅税築筑簾帘縮缩繞绕繼继續续習习腳脚脫脱膚肤艱艰芻刍莖茎葷荤蕩荡薦荐衆众覺觉視视規规訂订訓训託托訪访証证證证詢询該该認认語语説说說说誰谁調调論论識识譯译變变負负貢贡"
    "販贩責责費费貿贸賈贾賬账購购趕赶跡迹踐践轉转辭辞遞递還还郟郏鄒邹釣钓鉛铅銷销鍋锅鍊炼鏈链鑒鉴閉闭閒闲閱阅闢辟陣阵預预頻频顆颗額额飄飘飲饮飾饰馮冯駕驾駱骆驗验體体髮发鬥斗鯉鲤鰂鲗鵝鹅鸚鹦"
)
_TABLE = str.maketrans(
    {
        **dict.fromkeys(_SEPARATORS, " "),
        **dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)),
        **dict.fromkeys("—–―－", "-"),
    }
)
_UNPLAIN = frozenset(map(chr, _TABLE)) | {" "}
_OTHER_THAN_HAN = "\\x00-,./:-@\\[-`{-\u4dff\ua000-\U0010ffff"  # and than letters, digits and the hyphen
_AS_IT_IS = re.compile(
    f"(?=[\u4e00-\u9fff]{{2}})[^{_OTHER_THAN_HAN}{''.join(map(re.escape, sorted(_UNPLAIN)))}]+(?<![0-9])"
)
_POSTCODE = re.compile(r"^\d{6}(?!\d)|(?:邮政编码|邮编) *\d{6}(?!\d)|(?<= )\d{6}$")
_LABEL = re.compile(r"^(?:详细地址|联系地址|通讯地址|地址|住址|位置|地点) +")
_SPACES = re.compile(r"  +")
_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_LETTER_SPACED = re.compile(r"(?:^|(?<= ))[\u3400-\u9fff](?: [\u3400-\u9fff\d])+(?= |$)")
_LONE_ENDING = re.compile(r"(?<=[\u3400-\u9fff]) (?=[省市区县](?: |$))")
_ABROAD = (
    "日本|韩国|朝鲜(?!族)|蒙古国|美国|英国|法国|德国|俄罗斯(?!族)|越南|老挝|缅甸|泰国|印度|新加坡|马来西亚|菲律宾|"
    "意大利|西班牙|葡萄牙|荷兰|比利时|瑞士|瑞典|挪威|芬兰|丹麦|波兰|乌克兰|土耳其|以色列|埃及|南非|加拿大|墨西哥|"
    "巴西|阿根廷|智利|澳大利亚|新西兰|柬埔寨|巴基斯坦|孟加拉|尼泊尔|哈萨克斯坦|吉尔吉斯斯坦|塔吉克斯坦|伊朗|沙特"
)
_FOREIGN = re.compile(f"(?:{_ABROAD})")


def clean(address: str) -> str:
    """The address in simplified characters, half-width, parted by single blanks, without a postcode.

    Empty where it can't be an address: fewer than two Han characters together, or over `MAX_LENGTH`.
    """
    if len(address) > MAX_LENGTH:
        return ""
    if _AS_IT_IS.fullmatch(address):  # most of a long list, and nothing below would change it
        return address
    text = _drawn_together(plain(address))
    if not _HAN.search(text):
        return ""
    text = _LABEL.sub("", text)
    if text[0].isdigit() or text[-1].isdigit():
        text = _POSTCODE.sub("", text).strip()
    return text


def _drawn_together(text: str) -> str:
    """三 亚 市 and 三亚 市 both are 三亚市: blanks between single characters part nothing."""
    if " " not in text:
        return text
    return _LONE_ENDING.sub("", _LETTER_SPACED.sub(lambda run: run[0].replace(" ", ""), text))


def plain(text: str) -> str:
    """Any text in simplified characters, half-width, its words parted by single blanks."""
    text = unicodedata.normalize("NFKC", text)
    return text if _UNPLAIN.isdisjoint(text) else _SPACES.sub(" ", text.translate(_TABLE)).strip()


def is_abroad(text: str) -> bool:
    """Whether the address begins with another country's name."""
    return bool(_FOREIGN.match(text))
