"""What must be true of a dataset: a list of named rules. To add a rule is to add its name here.

A rule's name reads as the truth that it guards and its docstring is that sentence. Given a dataset
and today's date, it yields a problem for each place where that is not so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.load.dataset import Dataset
from tracker.problems import Problem
from tracker.rules import (
    bodies,
    chronology,
    claims,
    contradictions,
    evidence,
    independent_findings,
    legislation,
    nations,
    permanence,
    release,
    structure,
    subjects,
    withdrawals,
    wording,
)
from tracker.rules.structure import data_folder, unresolved_references
from tracker.schema.records import KINDS

Rule = Callable[[Dataset, date], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    structure.vocabulary_words_are_ids,
    structure.ids_can_name_files,
    structure.developments_are_filed_by_date,
    structure.every_text_is_written,
    structure.summaries_have_their_length,
    structure.texts_are_plain,
    structure.numbers_are_unique_and_within_what_a_report_makes,
    structure.ids_inside_a_recommendation_are_unique,
    structure.parts_are_told_apart,
    structure.nothing_is_filed_twice,
    structure.published_ids_never_vanish,
    structure.withdrawn_ids_are_never_used_again,
    structure.a_moved_record_leads_to_a_record,
    structure.references_resolve,
    structure.no_list_names_a_thing_twice,
    structure.nothing_names_itself,
    structure.terms_used_in_code_exist,
    chronology.nothing_happened_in_the_future,
    chronology.a_time_of_writing_is_in_the_zone,
    chronology.one_finding_of_a_part_holds_on_a_day,
    chronology.an_event_was_recorded_after_it_happened,
    chronology.a_due_date_says_when,
    chronology.a_due_date_was_set_with_its_commitment_or_later,
    chronology.a_review_looked_no_further_than_its_day,
    chronology.a_commitment_was_met_when_its_evidence_says,
    chronology.what_was_kept_is_undone_when_its_evidence_says,
    chronology.an_officeholder_leaves_after_taking_office,
    nations.a_finding_applies_where_its_recommendation_does,
    nations.a_part_is_judged_in_each_nation,
    evidence.a_finding_is_dated_by_its_evidence,
    evidence.a_finding_was_recorded_after_its_date,
    evidence.a_status_has_what_it_needs,
    evidence.a_status_has_the_grade_it_needs,
    evidence.what_was_reviewed_has_a_finding,
    evidence.a_correction_names_a_finding,
    evidence.a_response_has_its_statement_or_its_search,
    legislation.delivery_by_law_has_a_commencement,
    legislation.what_is_passed_is_not_seen_to_have_started,
    legislation.a_finding_says_where_its_law_has_started,
    legislation.what_was_delivered_by_law_is_judged_again_after_its_end,
    legislation.nothing_comes_into_force_after_its_end,
    legislation.a_statute_has_the_day_of_its_enactment,
    legislation.a_law_is_made_and_starts_by_stages,
    legislation.a_measure_continues_an_earlier_one,
    legislation.a_stage_says_when_or_where_it_was_looked_for,
    legislation.a_start_has_a_source_that_can_carry_it,
    evidence.commitments_have_a_source_that_can_carry_them,
    evidence.an_implication_has_a_source_that_can_carry_it,
    evidence.one_edition_has_one_title,
    evidence.one_publisher_has_one_name,
    evidence.a_copy_says_who_holds_it,
    evidence.addresses_can_be_trusted,
    evidence.an_archived_copy_is_one_copy_of_its_source,
    evidence.sources_were_seen_after_they_were_published,
    evidence.a_source_ends_after_it_was_published,
    evidence.a_source_has_ended_wherever_it_is_cited,
    bodies.names_of_a_body_follow_each_other,
    bodies.an_end_of_a_body_says_what_took_over,
    bodies.a_successor_outlived_the_body,
    bodies.nothing_is_asked_of_a_body_after_its_end,
    bodies.what_became_of_a_body_has_a_source_that_can_carry_it,
    claims.a_voice_ends_with_its_verb,
    claims.a_claim_is_made_by_a_body_that_acted,
    claims.a_claim_is_about_elements_that_exist,
    independent_findings.an_independent_finding_is_by_an_independent_body,
    independent_findings.an_independent_finding_has_an_independent_source,
    independent_findings.an_independent_finding_is_about_elements_that_exist,
    independent_findings.what_was_found_not_done_was_found_by_an_independent_body,
    subjects.an_implication_says_when_it_applies,
    subjects.an_implication_starts_as_its_law_does,
    subjects.an_implication_says_how_it_ends,
    subjects.an_implication_starts_before_it_ends,
    subjects.what_takes_the_place_of_an_implication_outlasts_it,
    subjects.an_abbreviation_has_one_meaning,
    subjects.a_development_is_filed_by_what_it_links_to,
    subjects.a_topic_without_records_says_where_we_looked,
    subjects.a_place_is_named_in_a_development,
    subjects.a_phone_number_is_written_in_groups,
    wording.texts_are_in_normal_form,
    wording.no_text_was_read_in_another_encoding,
    wording.a_title_stands_without_quotation_marks,
    wording.a_word_is_of_one_alphabet,
    subjects.the_emergency_sentence_has_its_number,
    wording.only_officeholders_are_named,
    wording.words_to_avoid_are_avoided,
)

RULES_OF_THE_CODE: tuple[Rule, ...] = (
    structure.vocabulary_words_are_ids,
    structure.ids_inside_a_recommendation_are_unique,
    structure.references_resolve,
    structure.nothing_names_itself,
    structure.terms_used_in_code_exist,
    legislation.a_measure_continues_an_earlier_one,
    bodies.a_successor_outlived_the_body,
)
"""What the code takes for granted: broken, nothing can be derived. No take-down excuses it."""

OWNER_RULES: tuple[Rule, ...] = (release.the_site_says_who_publishes_it,)
"""What must be filled in before the site is published, and only its owner can."""

RELEASE_RULES: tuple[Rule, ...] = (
    *OWNER_RULES,
    release.every_record_is_on_the_list_of_published_ids,
)
"""What must be true as well before the site is published; the owner's rules included."""

UPKEEP_RULES: tuple[Rule, ...] = (
    release.a_source_was_seen_in_full,
    release.a_source_has_an_archived_copy,
    release.a_recommendation_was_reviewed_lately,
    release.every_recommendation_was_looked_at,
    release.a_service_was_looked_at_lately,
)
"""What should be true of each record by itself, and is not yet so of many: they are counted, and
listed for the files that an editor has in hand.
"""

WARNING_RULES: tuple[Rule, ...] = (
    withdrawals.nothing_rests_on_what_was_withdrawn,
    withdrawals.what_a_withdrawal_left_is_whole,
    contradictions.a_stage_was_searched_up_to_what_was_found,
    contradictions.an_open_question_was_looked_into_up_to_what_was_found,
    contradictions.a_review_is_newer_than_what_was_found,
    contradictions.an_open_promise_was_looked_at_up_to_what_was_found,
    contradictions.a_kept_promise_was_not_found_undone,
    contradictions.a_finding_knows_the_newest_event_of_its_part,
    *UPKEEP_RULES,
)
"""What should be true; no build fails on it."""

PermanenceRule = Callable[[Dataset, Dataset], Iterator[Problem]]

PERMANENCE_RULES: tuple[PermanenceRule, ...] = (
    permanence.findings_are_never_rewritten,
    permanence.due_dates_are_never_rewritten,
    permanence.a_moved_due_date_says_why,
    permanence.the_day_of_recording_never_changes,
    permanence.ids_inside_a_recommendation_never_change,
    permanence.published_ids_stay_listed,
)
"""What must be true of a dataset beside an earlier one. They are given both, the earlier last."""


_ROOT_RULES = frozenset(
    (
        structure.references_resolve,
        structure.terms_used_in_code_exist,
        structure.developments_are_filed_by_date,
        legislation.a_stage_says_when_or_where_it_was_looked_for,
    )
)
"""The rules on what others rest on. Once a record breaks one, what the rules of judgement say of
it, and of what names it, may only follow from that.
"""
_RULES_OF_TEXT = frozenset(
    rule for rule in RULES if rule.__module__ in (structure.__name__, wording.__name__)
)
"""The rules that judge no record by another."""
_JUDGING_VOCABULARIES = ("grades", "labels", "stages", "officeholders")
"""The vocabularies by whose words records are judged."""


def check(dataset: Dataset, today: date, rules: Iterable[Rule] = RULES) -> tuple[Problem, ...]:
    """Every problem that `rules` find, in order of place; none while a vocabulary cannot be read,
    for then every term of it would be unknown. What only follows from another problem is left out.
    What the take-down of another record has brought about is none: the site is published at once,
    and the warnings say what is to be mended.
    """
    if dataset.unread_vocabularies:
        return ()
    found = {rule: frozenset(rule(dataset, today)) for rule in rules}
    judged = [rule for rule in found if rule in RULES and rule not in _RULES_OF_TEXT | _ROOT_RULES]
    roots = [problem for rule in found if rule in _ROOT_RULES for problem in found[rule]]
    if structure.references_resolve in found:
        roots += [problem for same in unresolved_references(dataset) for problem in same]
    sound = _without_files(dataset, {problem.file for problem in roots})
    if sound is not dataset:
        found |= {rule: found[rule] & _found_by(rule, sound, today) for rule in judged}
    return tuple(
        sorted(
            replace(problem, rule=rule.__name__)
            for rule, problems in found.items()
            for problem in problems
            if rule in (*RULES_OF_THE_CODE, *WARNING_RULES)
            or not withdrawals.is_left_by_a_withdrawal(dataset, problem)
        )
    )


def _found_by(rule: Rule, dataset: Dataset | None, today: date) -> frozenset[Problem]:
    return frozenset(rule(dataset, today)) if dataset else frozenset()


def _without_files(dataset: Dataset, files: Collection[str]) -> Dataset | None:
    """A dataset without the records of some files, as though these could not be read; None where
    words by which records are judged are among what cannot be.
    """
    unread = any(
        dataset.all_ids[name] - set(dataset.vocabulary[name]) for name in _JUDGING_VOCABULARIES
    )
    if unread or any(f"{data_folder(dataset)}/vocabulary/" in file for file in files):
        return None
    if not files:
        return dataset
    indexes: dict[str, Any] = {
        kind.folder: {
            id: record
            for id, record in getattr(dataset, kind.folder).items()
            if dataset.document(record).file not in files
        }
        for kind in KINDS
    }
    return replace(dataset, **indexes)


def compare(dataset: Dataset, earlier: Dataset) -> tuple[Problem, ...]:
    """Every problem that the permanence rules find, in order of place. What of the dataset could
    not be read is not compared.
    """
    return tuple(
        sorted(
            replace(problem, rule=rule.__name__)
            for rule in PERMANENCE_RULES
            for problem in rule(dataset, earlier)
        )
    )
