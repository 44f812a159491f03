"""Write a translation memory of made-up text in the manner of UN documents.

A synchronous grammar: each rule has a Chinese and an English side with the same slots, so that
the sides are translations of each other. Names of people and places are made of syllables,
numbers, dates and document symbols are drawn at random, and rules nest, so that the words
are as unevenly spread as in real text and hardly two units are alike. The same seed gives
the same units.

    python scripts/generate_tm.py 1000000 memory.tmx --seed 1
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator

from memory.unit import Unit

Pair = tuple[str, str]

LISTS: dict[str, str] = {
    # A line a pair, Chinese and English apart by a bar.
    "body": """
        大会|the General Assembly
        安全理事会|the Security Council
        经济及社会理事会|the Economic and Social Council
        人权理事会|the Human Rights Council
        秘书处|the Secretariat
        行政和预算问题咨询委员会|the Advisory Committee on Administrative and Budgetary Questions
        内部监督事务厅|the Office of Internal Oversight Services
        联合国开发计划署|the United Nations Development Programme
        世界卫生组织|the World Health Organization
        联合国儿童基金会|the United Nations Children's Fund
        国际原子能机构|the International Atomic Energy Agency
        联合国难民事务高级专员公署|the Office of the United Nations High Commissioner for Refugees
        世界粮食计划署|the World Food Programme
        国际法委员会|the International Law Commission
        建设和平委员会|the Peacebuilding Commission
        非洲联盟|the African Union
        统计委员会|the Statistical Commission
        人口与发展委员会|the Commission on Population and Development
        妇女地位委员会|the Commission on the Status of Women
        麻醉药品委员会|the Commission on Narcotic Drugs
        裁军谈判会议|the Conference on Disarmament
        国际劳工组织|the International Labour Organization
        审计委员会|the Board of Auditors
        会议委员会|the Committee on Conferences
        方案和协调委员会|the Committee for Programme and Coordination
        特别委员会|the Special Committee
        工作组|the Working Group
        专家组|the Group of Experts
        缔约方会议|the Conference of the Parties
        筹备委员会|the Preparatory Committee
        第一委员会|the First Committee
        第三委员会|the Third Committee
        儿童权利委员会|the Committee on the Rights of the Child
        特别报告员|the Special Rapporteur
        独立专家|the Independent Expert
        和平利用外层空间委员会|the Committee on the Peaceful Uses of Outer Space""",
    "country": """
        阿富汗|Afghanistan
        阿尔及利亚|Algeria
        安哥拉|Angola
        阿根廷|Argentina
        孟加拉国|Bangladesh
        玻利维亚|Bolivia
        巴西|Brazil
        布隆迪|Burundi
        喀麦隆|Cameroon
        乍得|Chad
        智利|Chile
        哥伦比亚|Colombia
        科特迪瓦|Côte d'Ivoire
        古巴|Cuba
        吉布提|Djibouti
        厄瓜多尔|Ecuador
        埃及|Egypt
        埃塞俄比亚|Ethiopia
        芬兰|Finland
        加纳|Ghana
        危地马拉|Guatemala
        海地|Haiti
        印度尼西亚|Indonesia
        伊拉克|Iraq
        约旦|Jordan
        肯尼亚|Kenya
        老挝|Laos
        黎巴嫩|Lebanon
        利比里亚|Liberia
        马达加斯加|Madagascar
        马里|Mali
        墨西哥|Mexico
        蒙古|Mongolia
        莫桑比克|Mozambique
        缅甸|Myanmar
        尼泊尔|Nepal
        尼日尔|the Niger
        挪威|Norway
        巴基斯坦|Pakistan
        秘鲁|Peru
        菲律宾|the Philippines
        卢旺达|Rwanda
        塞内加尔|Senegal
        塞拉利昂|Sierra Leone
        索马里|Somalia
        南苏丹|South Sudan
        斯里兰卡|Sri Lanka
        苏丹|the Sudan
        瑞典|Sweden
        塔吉克斯坦|Tajikistan
        东帝汶|Timor-Leste
        多哥|Togo
        突尼斯|Tunisia
        乌干达|Uganda
        乌克兰|Ukraine
        乌拉圭|Uruguay
        越南|Viet Nam
        也门|Yemen
        赞比亚|Zambia
        津巴布韦|Zimbabwe""",
    "topic": """
        可持续发展|sustainable development
        消除贫穷|the eradication of poverty
        气候变化|climate change
        保护平民|the protection of civilians
        儿童与武装冲突|children and armed conflict
        妇女、和平与安全|women and peace and security
        核裁军|nuclear disarmament
        小武器和轻武器|small arms and light weapons
        国际恐怖主义|international terrorism
        贩运人口|trafficking in persons
        粮食安全|food security
        人道主义援助|humanitarian assistance
        减少灾害风险|disaster risk reduction
        难民和境内流离失所者|refugees and internally displaced persons
        土著人民的权利|the rights of indigenous peoples
        残疾人的权利|the rights of persons with disabilities
        法治|the rule of law
        安全部门改革|security sector reform
        过渡期正义|transitional justice
        人力资源管理|human resources management
        采购活动|procurement activities
        信息和通信技术|information and communications technology
        外层空间活动|outer space activities
        海洋和海洋法|the oceans and the law of the sea
        生物多样性|biological diversity
        荒漠化|desertification
        能源效率|energy efficiency
        外债|external debt
        国际贸易|international trade
        官方发展援助|official development assistance
        南南合作|South-South cooperation
        普及教育|universal education
        饮用水和卫生设施|drinking water and sanitation
        艾滋病毒|HIV
        孕产妇健康|maternal health
        青年就业|youth employment
        城市规划|urban planning
        移民汇款|migrant remittances
        选举援助|electoral assistance
        地雷行动|mine action
        反腐败|the fight against corruption
        酷刑和其他残忍待遇|torture and other cruel treatment
        言论自由|freedom of expression
        种族歧视|racial discrimination
        文化财产|cultural property
        生物武器公约|the Biological Weapons Convention
        部队派遣国|troop-contributing countries
        工作人员的安全和安保|the safety and security of staff
        成果预算制|results-based budgeting
        基本建设总计划|the capital master plan""",
    "theme": """
        能力建设|capacity-building
        技术援助|technical assistance
        数据收集|data collection
        伙伴关系|partnerships
        机构间协调|inter-agency coordination
        监测和评价|monitoring and evaluation
        立法改革|legislative reform
        风险管理|risk management
        性别平等|gender equality
        资源调动|resource mobilization
        信息分享|information-sharing
        问责制|accountability
        透明度|transparency
        边境管制|border control
        司法独立|judicial independence
        社区参与|community participation
        预警系统|early warning systems
        职业培训|vocational training
        知识管理|knowledge management
        区域一体化|regional integration""",
    "adjective": """
        严重的|serious
        持续的|persistent
        系统性|systemic
        重大|significant
        新出现的|emerging
        长期|long-term
        迫切的|urgent
        技术性|technical
        结构性|structural
        跨界|transboundary
        前所未有的|unprecedented
        不可预见的|unforeseen""",
    "problem": """
        挑战|challenges
        差距|gaps
        制约因素|constraints
        风险|risks
        不足之处|shortcomings
        威胁|threats
        延误|delays
        障碍|obstacles
        需求|needs
        影响|effects""",
    "people": """
        代表团|delegations
        会员国|Member States
        捐助方|donors
        民间社会组织|civil society organizations
        地方当局|local authorities
        武装团体|armed groups
        维和人员|peacekeepers
        私营部门伙伴|private sector partners
        农村妇女|rural women
        青年领袖|youth leaders
        教师|teachers
        卫生工作者|health workers
        执法人员|law enforcement officials
        咨询人|consultants
        志愿人员|volunteers
        议员|parliamentarians""",
    "opening": """
        重申|Reaffirming
        回顾|Recalling
        注意到|Noting
        赞赏地注意到|Noting with appreciation
        深为关切|Deeply concerned by
        欢迎|Welcoming
        强调|Emphasizing
        铭记|Bearing in mind
        审议了|Having considered
        认识到|Recognizing""",
    "verb": """
        决定|Decides
        请|Requests
        鼓励|Encourages
        敦促|Urges
        呼吁|Calls upon
        邀请|Invites
        赞扬|Commends
        核可|Endorses""",
    "act": """
        加强|strengthen
        支持|support
        审查|review
        执行|implement
        促进|promote
        协调|coordinate
        改进|improve
        扩大|expand
        监测|monitor
        资助|finance
        评估|assess
        加快|accelerate""",
    "instrument": """
        决议|resolution
        公约|convention
        议定书|protocol
        行动计划|plan of action
        战略框架|strategic framework
        谅解备忘录|memorandum of understanding
        准则|guidelines
        宣言|declaration
        路线图|road map
        和平协定|peace agreement""",
    "office": """
        主席|Chair
        副主席|Vice-Chair
        报告员|Rapporteur
        常驻代表|Permanent Representative
        外交部长|Minister for Foreign Affairs
        总干事|Director-General
        特别代表|Special Representative
        司长|Director
        部队指挥官|Force Commander
        驻地协调员|Resident Coordinator""",
    "term": """
        附件|Annex
        议程|Agenda
        序言|Preamble
        目录|Contents
        摘要|Summary
        导言|Introduction
        结论|Conclusions
        建议|Recommendations
        背景|Background
        脚注|Footnote
        附录|Appendix
        决定|Decision
        草案|Draft
        更正|Corrigendum
        增编|Addendum
        方法|Methodology
        法律框架|Legal framework
        所需资源|Resource requirements
        工作方案|Programme of work
        会议安排|Organization of the session
        与会情况|Attendance
        通过报告|Adoption of the report
        财务执行情况|Financial performance
        员额编制|Staffing table""",
}

# Slots are in braces; a digit behind a name tells two of a kind apart.
RULES: dict[str, list[tuple[float, str, str]]] = {
    "unit": [
        (8, "{heading}", "{heading}"),
        (26, "{sentence}。", "{sentence}."),
        (14, "{label}. {operative}；", "{label}. {operative};"),
        (10, "{preamble}，", "{preamble},"),
        (10, "{sentence1}。{sentence2}。", "{sentence1}. {sentence2}."),
        (8, "({letter}) {clause}；", "({letter}) {clause};"),
        (6, "{speech}", "{speech}"),
        (6, "{sentence1}。{sentence2}。{sentence3}。", "{sentence1}. {sentence2}. {sentence3}."),
        (
            4,
            "{label}. {sentence1}。{sentence2}，而且{fact}。{sentence3}。{sentence4}。",
            "{label}. {sentence1}. {sentence2}, and {fact}. {sentence3}. {sentence4}.",
        ),
        (4, "{note}", "{note}"),
        (3, "{table}", "{table}"),
    ],
    "heading": [
        (3, "{term}", "{term}"),
        (2, "{term}{roman}", "{term} {roman}"),
        (4, "{topic}", "{topic^}"),
        (3, "{topic}方面的{theme}", "{theme^} in the area of {topic}"),
        (3, "{place}局势", "The situation in {place}"),
        (2, "{label}. {term}", "{label}. {term}"),
        (2, "{body}的报告", "Report of {body}"),
        (
            1,
            "{country}和{country2}之间的{instrument}",
            "{instrument^} between {country} and {country2}",
        ),
    ],
    "sentence": [
        (5, "{time}，{event}", "{time^}, {event}"),
        (6, "{event}", "{event^}"),
        (3, "{body}认为，{fact}", "{body^} is of the view that {fact}"),
        (3, "{body}指出，{fact}", "{body^} pointed out that {fact}"),
        (2, "虽然{fact1}，但{fact2}", "While {fact1}, {fact2}"),
        (2, "由于{cause}，{fact}", "Owing to {cause}, {fact}"),
        (3, "{fact}", "{fact^}"),
        (2, "据{person}说，{fact}", "According to {person}, {fact}"),
        (2, "在这方面，{fact}", "In that regard, {fact}"),
        (2, "此外，{event}", "In addition, {event}"),
    ],
    "event": [
        (
            4,
            "{body}在{place}举行了关于{topic}的{meeting}",
            "{body} held {meeting} on {topic} in {place}",
        ),
        (
            3,
            "{body}通过了关于{topic}的第{symbol}号{instrument}",
            "{body} adopted {instrument} {symbol} on {topic}",
        ),
        (
            3,
            "{place}的{number}名{people}参加了关于{theme}的培训",
            "{number} {people} from {place} took part in training on {theme}",
        ),
        (3, "{person}当选为{body}{office}", "{person} was elected {office} of {body}"),
        (3, "{country}批准了该{instrument}", "{country} ratified the {instrument}"),
        (
            3,
            "{place}发生袭击，造成{number}名{people}死亡",
            "an attack in {place} killed {number} {people}",
        ),
        (
            3,
            "{body}向{place}派出了由{person}率领的工作队",
            "{body} sent a team led by {person} to {place}",
        ),
        (
            2,
            "{people}为{place}的{topic}项目捐款{money}",
            "{people} contributed {money} to a project on {topic} in {place}",
        ),
        (
            2,
            "{body}与{country}政府签署了一项关于{theme}的{instrument}",
            "{body} and the Government of {country} signed a {instrument} on {theme}",
        ),
    ],
    "fact": [
        (4, "{topic}仍面临{adjective}{problem}", "{topic} continues to face {adjective} {problem}"),
        (3, "{place}的{people}需要更多的{theme}", "{people} in {place} need more {theme}"),
        (3, "{theme}是{topic}的基础", "{theme} is the basis of {topic}"),
        (
            3,
            "{year}年的支出为{money}，比批款{less}{percent}",
            "expenditure in {year} amounted to {money}, {percent} {less} than the appropriation",
        ),
        (
            3,
            "{percent}的{people}没有从{theme}中受益",
            "{percent} of {people} have not benefited from {theme}",
        ),
        (
            2,
            "{body}应{act}{theme}，以{act2}{topic}",
            "{body} should {act} {theme} in order to {act2} {topic}",
        ),
        (
            2,
            "{adjective}{problem}影响了{place}的{topic}",
            "{adjective} {problem} have affected {topic} in {place}",
        ),
        (2, "{people}和{people2}必须{act}{topic}", "{people} and {people2} must {act} {topic}"),
        (
            2,
            "在{place}部署{people}的费用估计为{money}",
            "the cost of deploying {people} in {place} is estimated at {money}",
        ),
    ],
    "cause": [
        (2, "{place}的{adjective}{problem}", "{adjective} {problem} in {place}"),
        (1, "{people}缺乏{theme}", "the lack of {theme} among {people}"),
        (1, "{topic}方面的{problem}", "{problem} in the area of {topic}"),
    ],
    "operative": [
        (
            3,
            "{verb}{body}{act}{topic}方面的{theme}",
            "{verb} {body} to {act} {theme} in the area of {topic}",
        ),
        (
            2,
            "{verb}{people}根据第{symbol}号{instrument}{act}{theme}",
            "{verb} {people} to {act} {theme} in accordance with {instrument} {symbol}",
        ),
        (
            2,
            "请秘书长就{topic}向{body}{session}提出报告",
            "Requests the Secretary-General to report to {body} at its {session} on {topic}",
        ),
        (
            1,
            "{verb}{body}与{people}和{people2}合作，在{date}之前{act}{theme}，并{act2}{topic}",
            "{verb} {body} to {act} {theme} before {date} and to {act2} {topic}, in cooperation with "
            "{people} and {people2}",
        ),
        (
            1,
            "决定将题为“{topic}”的项目列入{session}临时议程",
            "Decides to include in the provisional agenda of its {session} the item entitled “{topic^}”",
        ),
    ],
    "preamble": [
        (
            3,
            "{opening}{body}关于{topic}的第{symbol}号{instrument}",
            "{opening} {instrument} {symbol} of {body} on {topic}",
        ),
        (
            2,
            "{opening}{people}在{place}开展的{theme}工作",
            "{opening} the work of {people} on {theme} in {place}",
        ),
        (
            1,
            "{opening}{topic}对{place}和{place2}的{people}的重要性",
            "{opening} the importance of {topic} for {people} in {place} and {place2}",
        ),
    ],
    "clause": [
        (2, "{act}{place}的{topic}", "To {act} {topic} in {place}"),
        (2, "{act}{theme}和{theme2}", "To {act} {theme} and {theme2}"),
        (1, "在{date}之前{act}{topic}", "To {act} {topic} before {date}"),
        (
            1,
            "为{place}的{number}名{people}提供{theme}",
            "To provide {number} {people} in {place} with {theme}",
        ),
    ],
    "speech": [
        (2, "{person}({country})说，{fact}。", "{person} ({country}) said that {fact}."),
        (
            2,
            "{person}({country})代表{country2}发言说，{sentence}。",
            "{person} ({country}), speaking on behalf of {country2}, said the following: {sentence}.",
        ),
        (
            1,
            "{office}{person}：我现在请{country}代表发言。",
            "The {office}, {person}: I now give the floor to the representative of {country}.",
        ),
    ],
    "note": [
        (2, "见{symbol}，第{number}段。", "See {symbol}, para. {number}."),
        (1, "{symbol}和{symbol2}，附件{roman}。", "{symbol} and {symbol2}, annex {roman}."),
        (
            1,
            "{person}，{topic}研究，{place}，{year}年。",
            "{person}, Studies on {topic} ({place}, {year}).",
        ),
    ],
    "table": [
        (1, "{topic} {number} {number2} {number3}", "{topic^} {number} {number2} {number3}"),
        (1, "{place} {money}", "{place} {money}"),
        (1, "共计 {number} {percent}", "Total {number} {percent}"),
    ],
    "meeting": [
        (2, "第{number}次会议", "its {number}th meeting"),
        (1, "一次高级别讨论会", "a high-level seminar"),
        (1, "一次区域讲习班", "a regional workshop"),
        (1, "一次非正式协商", "informal consultations"),
    ],
    "time": [
        (3, "{date}", "on {date}"),
        (2, "{year}年", "in {year}"),
        (1, "{year}-{year2}两年期", "in the biennium {year}-{year2}"),
        (1, "本报告所述期间", "during the reporting period"),
        (1, "过去{number}个月", "over the past {number} months"),
    ],
    "date": [(1, "{year}年{month}{day}日", "{day} {month} {year}")],
    "less": [(1, "少", "less"), (1, "多", "more")],
}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
NUMERALS = "一二三四五六七八九"
SYLLABLES = [
    "a阿",
    "ba巴",
    "be贝",
    "bi比",
    "bo博",
    "bu布",
    "da达",
    "de德",
    "di迪",
    "do多",
    "du杜",
    "el埃尔",
    "fa法",
    "fe费",
    "fi菲",
    "ga加",
    "go戈",
    "gu古",
    "ha哈",
    "he赫",
    "hu胡",
    "i伊",
    "ja贾",
    "je杰",
    "jo乔",
    "ka卡",
    "ke凯",
    "ki基",
    "ko科",
    "ku库",
    "la拉",
    "le莱",
    "li利",
    "lo洛",
    "lu卢",
    "ma马",
    "me梅",
    "mi米",
    "mo莫",
    "mu穆",
    "na纳",
    "ne内",
    "ni尼",
    "no诺",
    "nu努",
    "o奥",
    "pa帕",
    "pe佩",
    "pi皮",
    "po波",
    "ra拉",
    "re雷",
    "ri里",
    "ro罗",
    "ru鲁",
    "sa萨",
    "se塞",
    "shi希",
    "si西",
    "so索",
    "su苏",
    "ta塔",
    "te特",
    "ti蒂",
    "to托",
    "tu图",
    "va瓦",
    "ve韦",
    "vi维",
    "wa瓦",
    "we韦",
    "ya亚",
    "yo约",
    "yu尤",
    "za扎",
    "ze泽",
    "zi齐",
    "zo佐",
    "n恩",
    "r尔",
    "s斯",
    "m姆",
    "l尔",
    "k克",
    "t特",
    "d德",
]
_SLOT = re.compile(r"\{([a-z]+)(\d?)(\^?)\}")


class Generator:
    """Makes units from the grammar.

    Args:
        seed: the same one gives the same units.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._lists = {name: _pairs(text) for name, text in LISTS.items()}
        self._syllables = [
            (match[1], match[2])
            for match in (re.fullmatch(r"([a-z]+)(\W*\D+)", item) for item in SYLLABLES)
            if match
        ]
        self._rules = {
            name: (
                [weight for weight, _, _ in rules],
                [(_parse(zh), _parse(en)) for _, zh, en in rules],
            )
            for name, rules in RULES.items()
        }
        # People and places that come up again and again, some often and most seldom.
        self._persons = [self._person() for _ in range(4000)]
        self._places = [self._place() for _ in range(6000)]
        self._made: dict[str, Callable[[], Pair]] = {
            "person": lambda: self._seldom(self._persons, self._person),
            "place": lambda: self._seldom(self._places, self._place),
            "number": self._number,
            "year": lambda: (year := str(self.random.randint(1946, 2024)), year)[0:2],
            "month": self._month,
            "day": lambda: (day := str(self.random.randint(1, 28)), day)[0:2],
            "percent": self._percent,
            "money": self._money,
            "symbol": self._symbol,
            "session": self._session,
            "label": lambda: (label := str(self.random.randint(1, 120)), label)[0:2],
            "letter": lambda: (letter := self.random.choice("abcdefghij"), letter)[0:2],
            "roman": self._roman,
        }

    def units(self, count: int) -> Iterator[Unit]:
        """So many units."""
        for _ in range(count):
            zh, en = self.expand("unit")
            yield Unit(zh, en)

    def expand(self, name: str) -> Pair:
        """A Chinese and an English text of one kind."""
        if name in self._made:
            return self._made[name]()
        if name in self._lists:
            return self.random.choice(self._lists[name])
        weights, rules = self._rules[name]
        zh, en = self.random.choices(rules, weights)[0]
        filled: dict[str, Pair] = {}
        for part in zh + en:
            if isinstance(part, tuple) and part[0] not in filled:
                filled[part[0]] = self.expand(part[1])
        return (
            "".join(part if isinstance(part, str) else filled[part[0]][0] for part in zh),
            "".join(
                part
                if isinstance(part, str)
                else _capital(filled[part[0]][1])
                if part[2]
                else filled[part[0]][1]
                for part in en
            ),
        )

    def _seldom(self, known: list[Pair], make: Callable[[], Pair]) -> Pair:
        if self.random.random() < 0.05:
            return make()
        return known[int(len(known) * self.random.random() ** 3)]

    def _name(self, least: int, most: int) -> Pair:
        chosen = self.random.choices(self._syllables, k=self.random.randint(least, most))
        return "".join(zh for _, zh in chosen), "".join(en for en, _ in chosen).capitalize()

    def _person(self) -> Pair:
        first, last = self._name(1, 2), self._name(2, 3)
        return f"{first[0]}·{last[0]}", f"{first[1]} {last[1]}"

    def _place(self) -> Pair:
        if self.random.random() < 0.25:
            return self.random.choice(self._lists["country"])
        zh, en = self._name(2, 4)
        return self.random.choice(
            [
                (zh, en),
                (zh + "省", en + " Province"),
                (zh + "市", en),
                (zh + "区", en + " District"),
            ]
        )

    def _number(self) -> Pair:
        number = int(10 ** self.random.uniform(0, 5))
        return (str(number), f"{number:,}")

    def _percent(self) -> Pair:
        number = f"{self.random.uniform(0.1, 99):.{self.random.randint(0, 1)}f}"
        return number + "%", number + " per cent"

    def _money(self) -> Pair:
        if self.random.random() < 0.5:
            millions = self.random.randint(1, 999)
            return f"{millions * 100}万美元", f"${millions} million"
        number = self.random.randint(1000, 9_999_999)
        return f"{number:,}".replace(",", " ") + "美元", f"${number:,}"

    def _month(self) -> Pair:
        number = self.random.randint(1, 12)
        return f"{number}月", MONTHS[number - 1]

    def _symbol(self) -> Pair:
        session, number = self.random.randint(40, 78), self.random.randint(1, 999)
        symbol = self.random.choice(
            [
                f"A/RES/{session}/{number}",
                f"A/{session}/{number}",
                f"S/{1966 + session}/{number}",
                f"E/CN.4/{1946 + session}/{number}",
                f"A/{session}/L.{number}",
                f"{session}/{number}",
            ]
        )
        return symbol, symbol

    def _session(self) -> Pair:
        number = self.random.randint(1, 78)
        tens, ones = divmod(number, 10)
        han = (NUMERALS[tens - 1] if tens > 1 else "") + ("十" if tens else "")
        han += NUMERALS[ones - 1] if ones else ""
        if number <= 20:
            return f"第{han}届会议", f"{ORDINALS[number - 1]} session"
        names = ["twent", "thirt", "fort", "fift", "sixt", "sevent"]
        word = names[tens - 2] + (f"y-{ORDINALS[ones - 1]}" if ones else "ieth")
        return f"第{han}届会议", f"{word} session"

    def _roman(self) -> Pair:
        number = self.random.randrange(9)
        return NUMERALS[number], ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number]


def _pairs(text: str) -> list[Pair]:
    lines = [line.strip().partition("|") for line in text.strip().splitlines()]
    return [(zh, en) for zh, _, en in lines]


def _parse(template: str) -> list[str | tuple[str, str, str]]:
    parts: list[str | tuple[str, str, str]] = []
    end = 0
    for slot in _SLOT.finditer(template):
        parts.append(template[end : slot.start()])
        parts.append((slot[1] + slot[2], slot[1], slot[3]))
        end = slot.end()
    return [*parts, template[end:]]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def write(path: str, count: int, seed: int) -> None:
    """Write a TMX file of so many units."""
    from memory.tmx import write_tmx

    write_tmx(Generator(seed).units(count), path)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", help="the .tmx to write, or - to print tab-separated text")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.out == "-":
        for unit in Generator(args.seed).units(args.count):
            print(unit.zh, unit.en, sep="\t")
    else:
        write(args.out, args.count, args.seed)


if __name__ == "__main__":
    main()
