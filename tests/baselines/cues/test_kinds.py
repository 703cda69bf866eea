from __future__ import annotations

from typing import get_args

import pytest

from musnad.baselines.cues.kinds import is_named, kind_of
from musnad.baselines.cues.lexicon import read
from musnad.dataset import SourceType
from musnad.dataset.text import fold

KINDS = [
    ("وزارة الري", "official"),
    ("لمحافظ الواحة", "official"),
    ("رئيس البلدية سامي الناجي", "official"),
    ("النيابة العامة", "official"),
    ("مصدر أمني", "official"),
    ("مجلس المدينة", "official"),
    ("المتحدث باسم الجيش", "military"),
    ("مصدر عسكري", "military"),
    ("الفريق سامي الناجي", "military"),
    ("متمردون في الجبال", "armed_group"),
    ("المتحدث الإعلامي باسم حزب النور", "political"),
    ("مصادر قيادية داخل الحزب", "political"),
    ("النائب سامي الناجي", "political"),
    ("الشيخ سامي الناجي", "religious"),
    ("الشيخ سامي الناجي، المتحدث باسم الحزب", "political"),
    ("إمام المسجد", "religious"),
    ("الاتحاد الأوروبي", "international"),
    ("المتحدث باسم الأمم المتحدة", "international"),
    ("نقيب المعلمين", "civil_society"),
    ("رئيس مجلس النقابة", "civil_society"),
    ("لجنة أولياء الأمور", "civil_society"),
    ("وقفة احتجاجية", "civil_society"),
    ("رئيس تحرير الصحيفة", "media"),
    ("وسائل إعلام محلية", "media"),
    ("اللواء سامي الناجي الخبير الاستراتيجي", "expert"),
    ("أستاذ القانون في الجامعة", "expert"),
    ("خبير في وزارة الري", "expert"),
    ("رئيس مجلس إدارة الشركة", "company"),
    ("أهالي الحي", "witness"),
    ("محاميهم", "witness"),
    ("والدة تلميذ في المدرسة", "witness"),
    ("تقرير", "document"),
    ("تقرير أمني صادر من المديرية", "official"),
    ("المادة 36", "document"),
    ("وزارة الأوقاف", "official"),
    ("هيئة قناة السويس", "official"),
    ("الولايات المتحدة", "official"),
    ("سامي الناجي", "unknown"),
    ("the city council", "official"),
    ("council leader Idris Tammour", "official"),
    ("a spokesman for the company", "company"),
    ("a police union president", "civil_society"),
    ("an army spokesman", "military"),
    ("Councillor Idris Tammour of the Green party", "political"),
    ("هيئة كبار العلماء", "religious"),
    ("the bishop of Nuran", "religious"),
    ("a United Nations official", "international"),
    ("the newspaper", "media"),
    ("Professor Idris Tammour of the city council", "expert"),
    ("an airline", "company"),
    ("a resident of the city", "witness"),
    ("a safety audit seen by the newspaper", "document"),
    ("Idris Tammour", "unknown"),
]


@pytest.mark.parametrize(("phrase", "kind"), KINDS)
def test_a_phrase_tells_this_type(phrase: str, kind: str) -> None:
    assert kind_of([_words(phrase)]) == kind


def test_a_telling_word_in_one_mention_outweighs_a_title_in_another() -> None:
    assert kind_of([_words("الشيخ سامي الناجي"), _words("القيادي سامي الناجي")]) == "political"


NAMED: list[tuple[str, SourceType, bool]] = [
    ("وزارة الري", "official", True),
    ("الوزير سامي الناجي", "official", True),
    ("مصدر في وزارة الري", "official", False),
    ("والدة أحمد", "witness", False),
    ("تجار في السوق", "witness", False),
    ("لاثنين من الدبلوماسيين", "official", False),
    ("تقرير", "document", False),
    ("تقرير أمني صادر من المديرية", "official", True),
    ("Idris Tammour", "unknown", True),
    ("the city council", "official", True),
    ("officials", "official", False),
    ("a resident of Nuran", "witness", False),
]


@pytest.mark.parametrize(("phrase", "kind", "named"), NAMED)
def test_a_phrase_names_somebody_or_not(phrase: str, kind: SourceType, named: bool) -> None:
    assert is_named(_words(phrase), phrase, kind) is named


@pytest.mark.parametrize("table", ["tells", "bears", "address"])
def test_a_table_of_words_is_keyed_by_types_and_lists_a_word_once(table: str) -> None:
    rows = read("types.toml")[table]
    words = [word for row in rows.values() for word in row.split()]
    assert set(rows) <= set(get_args(SourceType))
    assert len(words) == len(set(words))
    assert all(word.count("_") <= 1 for word in words)


def _words(phrase: str) -> list[str]:
    return fold(phrase.replace("،", " ،")).split()
