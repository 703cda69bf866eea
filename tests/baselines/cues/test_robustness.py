from __future__ import annotations

from .reading import predict

PARAGRAPH = "وقال الوزير سامي الناجي إن الطريق مغلق، مضيفا أن الجسر سليم. وهطل المطر.\n"


def test_a_text_of_fifty_thousand_words_is_read_to_its_end() -> None:
    text = "عنوان\n\n" + PARAGRAPH * 3600
    attributions = predict(text).attributions or ()
    assert len(attributions) == 7200
    assert attributions[-1].content.end > len(text) - 30


def test_no_content_is_given_more_than_twice() -> None:
    text = "عنوان\n\nقال أكد أضاف ذكر صرح أن الطريق مغلق."
    contents = [item.content for item in predict(text).attributions or ()]
    assert all(contents.count(content) <= 2 for content in contents)
