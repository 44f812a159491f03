"""Lines that are no wrapped paragraph and no page furniture stay lines of the text."""

from __future__ import annotations

import pytest

from duizhao.corpora.layout import segment
from duizhao.corpora.readers.text import from_text

LISTS = {
    "organisations": "市图书馆学会|农业机械研究所|青年志愿者协会|水利工程管理局|妇女儿童基金会|"
    "环境保护监测站|城市规划设计院|国际文化交流中心|老年大学|残疾人联合会",
    "headlines": "三座新桥将于明年通车|城区公交票价下调两成|全市中小学推迟开学一周|"
    "老城区管道改造提前完工|夜间施工今起全面禁止|博物馆周一照常免费开放",
    "verses": "春风吹过小村庄|细雨打湿旧衣裳|远山还在云中藏|归人独自望斜阳|炊烟升起饭菜香|"
    "月光洒满那条江",
    "long verses": "我在河的这一边等你回来|你在山的那一边看见灯火|谁在夜的尽头轻轻地唱歌|"
    "雪在屋檐下面慢慢地融化|风把昨天的信吹到了门口|我把没写完的话留在窗前",
    "dates and sentences": "（2020年3月1日）|村里修好了水渠。|（2020年3月2日）|学校的操场重新铺过，"
    "可以使用。|（2020年3月3日）|医院添了三张病床。|（2020年3月4日）|河堤上种了五百棵柳树。",
    "rows": "年份 户数 比例|1998 412 0.4|1999 405 1.4|2000 398 2.4|2001 391 3.4|2002 377 4.4",
    "times": "班车时刻表|09:00 10:30 12:15|09:20 10:50 12:35|09:40 11:10 12:55|10:00 11:30 13:15",
    "menu": "打开文件|保存副本|打印预览|页面设置|退出程序|关于本软件",
    "titles of tables": "2001年度粮食产量统计表|2002年度水果产量统计表|2003年度蔬菜产量统计表|"
    "2004年度棉花产量统计表|2005年度油料产量统计表",
    "articles": "第一条|本会的名称是河岸读书会，会址设在本市。|第二条|会员每月缴纳会费五元，"
    "由司库收取。|第三条|会议每月第一个星期六举行，由会长召集。",
    "English names": "Society of Rural Librarians|Institute of Farm Machinery|Youth League|"
    "Office of Waterways|Fund for Mothers and Children|City Planning Bureau",
    "English articles": "Article 1|The society is called the Riverside Readers and has its seat in "
    "this town.|Article 2|Members pay five yuan a month to the treasurer.",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_stay_lines(name: str) -> None:
    lines = LISTS[name].split("|")
    document = segment(from_text("\n".join(lines)))
    assert [each.text for each in document.paragraphs] == lines
    assert not document.changes


def test_cells_and_numbers_stay_without_proof_of_a_page() -> None:
    lines = "检查|页|1.1|窗户是否关好，门是否锁上，灯是否熄灭。|是|12|1.2|"
    lines += "楼梯是否畅通，扶手是否牢固，地面是否干燥。|是|17|1.3|钥匙是否放回原处。|否|23"
    cells = lines.split("|")
    document = segment(from_text("\n\n".join(cells)))
    assert [each.text for each in document.paragraphs] == cells


TEXT = (
    "去年夏天的雨水比往年多得多，河边的几个村子都进了水。村民们把粮食搬到楼上，把牛赶到山坡上，"
    "等水退了才回来清扫房屋。镇上派来了医生和工人，帮助大家修路、消毒，还带来了种子和棉被。"
)


def test_numbers_that_count_the_pages_leave() -> None:
    lines: list[str] = []
    for number in (7, 8, 9):
        # Other lines on each page.
        text = TEXT[number:] + TEXT[:number]
        page = [text[start : start + 22] for start in range(0, len(text), 22)]
        lines += [*page[:2], "", str(number), "", *page[2:], ""]
    document = segment(from_text("\n".join(lines)))
    assert [each.text for each in document.changes if each.action == "removed"] == ["7", "8", "9"]


@pytest.mark.parametrize("width", [20, 35])
def test_running_text_is_still_put_together(width: int) -> None:
    wrapped = "\n".join(TEXT[start : start + width] for start in range(0, len(TEXT), width))
    document = segment(from_text(wrapped))
    assert [each.text for each in document.paragraphs] == [TEXT]


def test_a_line_that_a_stop_made_shorter_lost_no_space() -> None:
    # Twenty characters a line, but a comma does not begin one.
    lines = [
        "老人把船停在岸边，告诉我们河水还会再涨，今晚最",
        "好不要过河。我们只好在他的屋子里住下，听他说过",
        "去的事。他年轻的时候在山里伐木，后来学会了划",
        "船，一划就是四十年。第二天早上天晴了，他把我们",
        "送到对岸，怎么也不肯收钱，只要了一包香烟和几",
        "颗糖，说是留给孙子的。我们一直看着他的小船慢慢",
        "地划回去，直到什么也看不见了。",
    ]
    document = segment(from_text("\n".join(lines)))
    assert [each.text for each in document.paragraphs] == ["".join(lines)]


def test_a_full_line_ends_its_paragraph_where_paragraphs_are_short() -> None:
    full = "村里的小学停了课，老师带着孩子们都住在庙里。"
    paragraphs = [
        "今年的雨水比往年多得多，河边的几个村子和镇上的大街小巷都进了水。",
        full,
        "水退得很慢。",
        "镇上派来了医生和工人，帮助大家修路、消毒，还带来了种子和棉被。",
        "人人都很累。",
    ]
    wrapped = [each[start : start + 22] for each in paragraphs for start in range(0, len(each), 22)]
    document = segment(from_text("\n".join(wrapped)))
    assert [each.text for each in document.paragraphs] == paragraphs


def test_the_last_line_of_two_paragraphs_is_no_running_head() -> None:
    lines = [TEXT[:36], TEXT[36:72], "软件包"]
    document = segment(from_text("\n".join([*lines, "", *lines, "", TEXT[:30]])))
    assert not [each for each in document.changes if each.action == "removed"]
