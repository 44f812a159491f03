"""Bodies and treaties by name, to plant one in the place of another."""

from __future__ import annotations

from typing import NamedTuple


class Body(NamedTuple):
    """A body or treaty.

    Attributes:
        en, short: its English name and abbreviation; either may be "".
        zh: its Chinese names, the full one first.
    """

    en: str
    short: str
    zh: tuple[str, ...]

    @property
    def english(self) -> tuple[str, ...]:
        """Its English name and abbreviation."""
        return tuple(filter(None, (self.en, self.short)))

    def is_in(self, zh: str, en: str) -> bool:
        """Whether the Chinese or the English text names it in full."""
        return (self.en != "" and self.en in en) or self.zh[0] in zh


UNITED_NATIONS = (
    Body("United Nations Development Programme", "UNDP", ("联合国开发计划署",)),
    Body("United Nations Children's Fund", "UNICEF", ("联合国儿童基金会", "儿基会")),
    Body("World Health Organization", "WHO", ("世界卫生组织", "世卫组织")),
    Body("International Labour Organization", "ILO", ("国际劳工组织",)),
    Body("International Monetary Fund", "IMF", ("国际货币基金组织",)),
    Body("United Nations Environment Programme", "UNEP", ("联合国环境规划署",)),
    Body("International Atomic Energy Agency", "IAEA", ("国际原子能机构",)),
    Body(
        "Office of the United Nations High Commissioner for Refugees",
        "UNHCR",
        ("联合国难民事务高级专员办事处",),
    ),
    Body(
        "United Nations Educational, Scientific and Cultural Organization",
        "UNESCO",
        ("联合国教育、科学及文化组织",),
    ),
    Body("World Trade Organization", "WTO", ("世界贸易组织", "世贸组织")),
    Body("International Maritime Organization", "IMO", ("国际海事组织",)),
    Body("United Nations Office for Project Services", "UNOPS", ("联合国项目事务厅",)),
    Body("World Food Programme", "WFP", ("世界粮食计划署",)),
    Body("International Court of Justice", "ICJ", ("国际法院",)),
    Body("Organization for the Prohibition of Chemical Weapons", "OPCW", ("禁止化学武器组织",)),
    Body("Convention on the Rights of the Child", "CRC", ("儿童权利公约",)),
    Body("United Nations Convention on the Law of the Sea", "UNCLOS", ("联合国海洋法公约",)),
    Body("Convention on Biological Diversity", "CBD", ("生物多样性公约",)),
)
"""Agencies and treaties that its documents name."""

IN_THE_NEWS = (
    Body("United Nations", "", ("联合国",)),
    Body("European Union", "EU", ("欧盟", "欧洲联盟")),
    Body("", "NATO", ("北约",)),
    Body("Security Council", "", ("安全理事会", "安理会")),
    Body("", "CDC", ("疾控中心", "疾病控制中心", "美国疾病控制与预防中心")),
    Body("", "FDA", ("食品药品监督管理局", "食品和药物管理局", "美国食品药品监督管理局")),
    Body("", "FBI", ("联邦调查局",)),
    Body("World Bank", "", ("世界银行",)),
    Body("Senate", "", ("参议院",)),
    Body("Supreme Court", "", ("最高法院",)),
    Body("White House", "", ("白宫",)),
    Body("Pentagon", "", ("五角大楼",)),
    Body("Federal Reserve", "", ("美联储",)),
    Body("", "ASEAN", ("东盟",)),
    Body("State Council", "", ("国务院",)),
    Body("Ministry of Commerce", "", ("商务部",)),
    Body("Ministry of Education", "", ("教育部",)),
    Body("Ministry of Foreign Affairs", "", ("外交部",)),
)
"""Others, of which the news speak."""
