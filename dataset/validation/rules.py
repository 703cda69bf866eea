"""The rules that must hold inside one article beyond the types of its fields."""

from __future__ import annotations

from .probabilities import verdicts_add_up
from .references import (
    attributions_have_a_cue_or_content,
    named_entries_have_mentions,
    nesting_has_no_cycle,
    references_resolve,
)
from .spans import (
    fragment_texts_are_slices,
    fragments_are_in_order,
    mentions_belong_to_one_source,
    offsets_are_in_range,
    spans_have_weight,
)
from .subject import Rule
from .texts import (
    date_is_iso,
    ids_are_short_and_unique,
    prediction_names_its_text,
    sentences_are_in_order,
    text_has_its_hash,
    text_is_the_released_one,
    title_is_first_line,
)

RULES: tuple[Rule, ...] = (
    ids_are_short_and_unique,
    text_has_its_hash,
    text_is_the_released_one,
    prediction_names_its_text,
    title_is_first_line,
    date_is_iso,
    sentences_are_in_order,
    fragments_are_in_order,
    offsets_are_in_range,
    fragment_texts_are_slices,
    spans_have_weight,
    attributions_have_a_cue_or_content,
    references_resolve,
    nesting_has_no_cycle,
    mentions_belong_to_one_source,
    named_entries_have_mentions,
    verdicts_add_up,
)
