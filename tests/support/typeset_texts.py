"""Texts to set in tests, written for them: all names, numbers and addresses in them are made up."""

from __future__ import annotations

CHINESE = (
    "样例市的示范产业在2031年上半年实现营收194亿元，同比增长约20%；"
    "其中，零部件企业占37.5%，比上年同期提高2.6个百分点。",
    "《样例行动计划（2031—2033年）》提出：“到2033年，示范产业营收突破300亿元，培育12个重点方向、27个细分领域。”",
    "详见https://www.example.org/news/2031/07/sample-report?id=12345&lang=zh，"
    "或写信至desk.office@example.org索取全文（第3版）。",
    "专家认为，「样例智能」、「样例模型」，以及《样例白皮书》《样例条例》等"
    "文件……将共同推动A股公司在Q3完成3.2×10⁶台的出货量——这是一种假设。",
    "第4页图3给出五个产业的数字：1185亿元、742亿元、5200亿元，"
    "增速分别为12.1%、11.5%和16.5%，第三类没有公布，不能相加。",
    "当时，GPU、CPU与5G+工业互联网（IIoT）等技术已在17家企业、45所学校应用；"
    "TSN/IP、C++语言和“open source”社区也很活跃！",
    "项目于2031年6月1日开工，占地约1.2平方公里，投资300亿～500亿元，距机场28公里，车程30分钟左右，可容纳2万余人。",
    "问：样例有几种？答：六种。（一）甲类；（二）乙类；（三）丙类。其余三种——丁、戊、己——见附表。",
)

ENGLISH = (
    "Of the five sample industries reported, the smallest h"
    "ad revenue of RMB 19.4 billion in H1 2031, up about 20% on "
    "a year earlier (page 4), yet only one grew faster.",
    "The plan for 2031–2033 speaks of “twelve directions” a"
    "nd 27 sub-fields; its aim, RMB 30–50 billion by 2033, is a "
    "plan – not a result. See Figure 3 and Table 2, or write to desk.office@example.org.",
    "Work began on 1 June 2031 on a site of 1.2 km², 28 km f"
    "rom the airport; the state-of-the-art plant’s output/input "
    "ratio is said to be 3.5:1… Call +86 25 0000 0000 for Dr Sample or Hall B.",
    "The full text (third edition) is at https://www.example.org/news/2031/07/sample-report?id=12345&lang=en and on "
    "www.example.org/archive_2031/index.html.",
    "Internationalisation, infrastructure modernisation and an unprecedentedly comprehensive programme (covering "
    "servomotors, harmonic reducers and controllers) were named; “who pays?” was not.",
    "The unit 亿元 is RMB 100 million, so 194亿元 is RMB 19.4 bn; the café’s naïve façade — rated 4.5 — "
    "cost €1,234.50.",
)
