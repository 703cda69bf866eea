"""Arabic reporting verbs and participles, told from their look-alikes by what surrounds them."""

from __future__ import annotations

from .found import Found
from .frames import SAYING, TIMES, Frame, opening
from .lexicon import Reporting, arabic, folded, word_list
from .nouns import listed
from .page import Page
from .subjects import subject_before
from .voices import RELATIVE, SUFFIXED, after_content, give_voice, take_auxiliary

_TRANSITIVE = word_list("arabic", "transitive")
_ADDRESSED = word_list("arabic", "addressed")
_SUFFIXED_THAT = listed("that") - folded("أن بأن لأن كأن")
_RESUMED = folded("فيه فيها فيهم به بها له لها إليه إليها عليه عليها عنه عنها")
_BEING = folded("يكون تكون كان كانت ليس ليست زال مازال يزال")
_NOUN_OR_VERB = word_list("arabic", "noun_or_verb")


def reporting_verb(page: Page, here: int) -> Found | None:
    """A verb or participle that reports in its place; None for its look-alikes."""
    form = page.form(here)
    word = arabic()[form]
    if word is None:
        return None
    before = page.form(here - 1) if here > page.starts[here] else ""
    if (
        before in ("لم", "لا", "لن", "ولم", "ولا", "ما", "مما", "وما", "بما")
        and word.kind != "participle"
    ):
        return None
    bare = form[1:] if form[:1] in ("و", "ف") and form not in arabic().forms else form
    if bare == "نص" and page.form(here + 1).startswith("ال"):
        return None
    if form == "عبر" and page.form(here + 1) != "عن":
        return None
    if page.form(here + 1) in ("بيده", "بيدها", "باصبعه", "راسه"):
        return None
    contrasts = page.form(here - 2) in ("غير", "الا", "بيد", "كما")
    if before in _SUFFIXED_THAT and form[:1] not in ("و", "ف") and not contrasts:
        return None  # «قال إنه يتوقع»: the word decides the act, it opens no attribution of its own
    if word.kind == "participle":
        return _participle(page, here, word)
    return _finite(page, here, word, before)


def _participle(page: Page, here: int, word: Reporting) -> Found | None:
    form = page.form(here)
    end = here + 1
    if form.startswith("ال"):
        return None
    frame = opening(page, end, word.takes, word.whole, near=True)
    if frame is None or (frame.by in ("quote",) and form not in SAYING and frame.start > end + 4):
        return None
    clause = page.form(here - 1)
    if clause in _BEING or (clause.isdigit() and frame.by in ("np", "prep")):
        return None
    # «معلومات مؤكدة», «المطالبين بـ»: a participle that may be an adjective needs a comma.
    is_apart = clause in ("،", ",", "»", '"', "؛", "”") or form[:1] == "و"
    if form.endswith(("ه", "ين")) and frame.by in ("np", "prep") and not is_apart:
        return None
    start = frame.start
    if frame.by in ("np", "prep") and (word.whole or "np" in word.takes):
        start = end
    return Found(
        [(here, end)],
        word.act,
        content=[(start, start)],
        feminine=word.feminine,
        plural=word.plural,
        follows=True,
    )


def _finite(page: Page, here: int, word: Reporting, before: str) -> Found | None:
    form = page.form(here)
    end = here + 1
    joined = form[:1] in ("و", "ف") and arabic().forms.get(form) is None
    bare = form[1:] if joined else form
    frame = opening(page, end, word.takes, word.whole)
    if before in SUFFIXED and "np" in word.takes and (frame is None or frame.by != "that"):
        frame = Frame(end, end, "np")
    leading = _heads_clause(page, here, joined)
    if (
        before in ("ان", "وان", "بان", "لن", "حتي")
        and word.kind == "present"
        and (frame is None or frame.by != "that")
    ):
        return None
    if "حمل" in bare and not any(
        "مسيولي" in page.form(at) or "مسوولي" in page.form(at) for at in range(end, end + 14)
    ):
        return None
    if bare in ("كتب", "كتبت") and (frame is None or not _is_written(page, frame)):
        return None
    if frame is None:
        return after_content(page, here, word)
    if page.form(end) in _RESUMED and frame.by in ("np", "prep"):
        return None
    if before in RELATIVE and frame.by in ("np", "prep", "quote") and before not in ("من", "ممن"):
        return None
    if bare in _NOUN_OR_VERB and not leading and subject_before(page, here) is None:
        return None
    if bare in _NOUN_OR_VERB and frame.by in ("quote", "prep", "np", "ب") and not leading:
        return None
    if not leading and frame.by in ("np", "prep", "quote") and subject_before(page, here) is None:
        return _in_passing(page, here, word, frame)
    hit = Found([(here, end)], word.act, content=[(frame.start, frame.start)])
    if frame.saying is not None:
        hit.cue.append(frame.saying)
    give_voice(page, hit, here, end, frame, word)
    follows = hit.source is not None and hit.source[0] == end and frame.by != "that"
    if (word.whole or "np" in word.takes) and follows and not _agrees(page, end, word):
        hit.source, hit.content = None, [(end, end)]
    alone = frame.by in ("prep", "that") and hit.source == (end, frame.start)
    if word.whole and alone and (bare in _TRANSITIVE or page.form(end) in _ADDRESSED):
        # One noun phrase and no other: it is the object, the subject is dropped.
        hit.source, hit.content = None, [(end, end)]
    if (
        (
            frame.by in ("np", "prep")
            and not (hit.source and end <= hit.source[0])
            and len(hit.cue) == 1
        )
        and (word.whole or frame.by == "np")
        and frame.start > end
    ):
        while page.form(end) in TIMES:
            end += 1
        hit.content = [(end, end)]
    if bare == "اكد" and page.form(frame.start) in ("صحه", "نبا"):
        hit.act = "confirm"
    if bare in ("شدد", "شددت", "اكد", "اكدت", "يشدد", "يوكد") and any(
        page.form(k).endswith("ضروره") for k in range(frame.start, frame.start + 2)
    ):
        hit.act = "urge"
    take_auxiliary(page, hit, here)
    return hit


def _is_written(page: Page, frame: Frame) -> bool:
    """Whether a frame opens somebody's words; a colon after `كتب` may open a byline."""
    is_quoted = frame.by == "colon" and page.quote_opened(frame.start) is not None
    return is_quoted or frame.by in ("that", "quote")


def _agrees(page: Page, at: int, word: Reporting) -> bool:
    """Whether a verb can have the noun after it as its subject, by the gender both show."""
    form = page.form(at)
    if word.feminine is False:
        is_body = form.startswith("ال") and form.endswith("ه") and form not in listed("titles")
        return not (is_body or form.endswith("ات"))
    if word.feminine:
        is_man = form in listed("titles") or form in listed("roles")
        return not is_man or form.endswith("ه")
    return True


def _in_passing(page: Page, here: int, word: Reporting, frame: Frame) -> Found | None:
    """A demand or charge in the middle of a clause: «مسيرة تطالب بإقالة الحكومة»."""
    if word.act not in ("urge", "judge") or frame.by == "quote":
        return None
    before, farther = page.form(here - 1), page.form(here - 2)
    start = here + 1 if word.whole or frame.by == "np" else frame.start
    hit = Found([(here, here + 1)], word.act, content=[(start, start)], plural=word.plural)
    hit.feminine = word.feminine
    if word.kind != "present" or not page.tokens[here - 1].is_word:
        return hit if word.plural and word.kind == "past" else None
    if before.startswith("ال") or before in listed("adverbials") or before in _SUFFIXED_THAT:
        return None
    wide = page.tokens[here - 2].is_word and before[-1:] == farther[-1:] and farther[:2] != "ال"
    hit.source = (here - 2 if wide else here - 1, here)
    return hit


def _heads_clause(page: Page, here: int, joined: bool) -> bool:
    """Whether a verb opens its clause: a conjunction on it, or a mark or a connective before it."""
    if joined or here == page.starts[here]:
        return True
    before = page.tokens[here - 1]
    return not before.is_word or before.form in listed("connectives")
