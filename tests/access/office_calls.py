"""The same of staff, codes, personal data, consents, trusted persons and the audit trail."""

from typing import Any

from domain.access import Action, Role
from domain.audit.trail_model import Part
from domain.consent.fields import ExtraField
from domain.consent.model import Paper, Purpose
from domain.people import Sex
from domain.personal_data.by_mail import mark_of
from domain.personal_data.fields import Field
from domain.rules.model import RuleName
from domain.staff.model import CardField, Duty, Order
from domain.summaries import Summary
from domain.trust.model import ContactRelation, Term
from tests.access.call import (
    IN_CLASS,
    IN_PLACE,
    NAMER,
    NEVER,
    NOT_OF_PARENTS,
    OWN_PHONE,
    Call,
    call,
)
from tests.access.truth import On
from tests.support.school import TODAY

A = Action  # named on every line below


def _staff_id(ids: dict[str, Any]) -> int:
    return int(ids["staff_id"])


_ORDER = Order("14", TODAY)
_STATEMENT = f"№ 14 от {TODAY:%d.%m.%Y}"
_PAPER = Paper("14", TODAY)
EMAIL = "ivan@example.org"
"""Typed for every family of the furniture, and to be looked at."""
_STAFF: dict[str, Any] = {"person_id": _staff_id}
_TRAIL: dict[str, Any] = {"part": next(iter(Part)), "before": 0}

_SCHOOL: dict[str, Call | tuple[Call, ...]] = {
    "delivery.use_cases.school_delivery": call(A.READ_SUMMARY, On.IN_NUMBERS),
    "delivery.use_cases.grade_delivery": call(A.READ_SUMMARY, On.IN_NUMBERS, grade_level=7),
    "delivery.use_cases.paper_list": call(A.READ_SUMMARY, On.ON_PAPER),
    "delivery.troubles.open_troubles": call(A.RESEND_NOTICES, On.SCHOOL),
    "delivery.troubles.send_again": call(A.RESEND_NOTICES, On.SCHOOL),
    "audit.finding.log_classes": call(A.READ_AUDIT, On.SCHOOL),
    "audit.finding.find_in_log": call(A.READ_AUDIT, On.SCHOOL),
    "audit.finding.ask_name": call(A.READ_AUDIT, On.SCHOOL),
    "audit.finding.person_trail": call(A.READ_AUDIT, On.STAFF, person_id=_staff_id, **_TRAIL),
    "audit.use_cases.pupil_trail": call(A.READ_AUDIT, On.PUPIL, **_TRAIL),
    "audit.use_cases.own_trail": call(A.READ_AUDIT, On.SELF, **_TRAIL),
    "audit.use_cases.class_trail": call(A.READ_AUDIT, On.CLASS, **_TRAIL),
    "audit.use_cases.school_trail": call(A.READ_AUDIT, On.SCHOOL, **_TRAIL),
}
_MEMBERS: dict[str, Call | tuple[Call, ...]] = {
    "staff.use_cases.staff_list": call(A.READ_STAFF, On.SCHOOL),
    "staff.use_cases.open_card": call(A.READ_STAFF, On.STAFF, **_STAFF),
    "staff.codes.issue_staff_code": call(A.ISSUE_STAFF_CODE, On.STAFF, **_STAFF, seen=0),
    "staff.granting.ask_role": (
        call(A.GRANT_TEACHING, On.STAFF, **_STAFF, role=Role.SECRETARY, is_granted=True),
        call(A.GRANT_LEADERSHIP, On.STAFF, **_STAFF, role=Role.PRINCIPAL, is_granted=True),
    ),
    "staff.granting.set_role": (
        call(A.GRANT_TEACHING, On.STAFF, **_STAFF, role=Role.EDUCATOR, is_granted=True),
        call(A.GRANT_TEACHING, On.STAFF, **_STAFF, role=Role.TEACHER, is_granted=False),
        call(A.GRANT_LEADERSHIP, On.STAFF, **_STAFF, role=Role.SYSTEM_ADMIN, is_granted=True),
        call(A.GRANT_LEADERSHIP, On.STAFF, **_STAFF, role=Role.PRINCIPAL, is_granted=True),
    ),
    "staff.hiring.ask_newcomer": call(A.GRANT_LEADERSHIP, On.SCHOOL, role=Role.DEPUTY_PRINCIPAL),
    "staff.hiring.add_member": (
        call(A.GRANT_TEACHING, On.SCHOOL, typed_name="Юрьева Анна", role=Role.TEACHER),
        call(A.GRANT_LEADERSHIP, On.SCHOOL, typed_name="Юрьева Анна", role=Role.WORKING_GROUP),
    ),
    "staff.hiring.ask_field": call(A.EDIT_STAFF, On.STAFF, **_STAFF, field=CardField.POSITION),
    "staff.hiring.set_field": call(A.EDIT_STAFF, On.STAFF, **_STAFF, field=CardField.POSITION),
    "staff.hiring.set_sex": call(A.EDIT_STAFF, On.STAFF, **_STAFF, sex=Sex.FEMALE),
    "staff.hiring.educator_classes": call(A.GRANT_TEACHING, On.STAFF, **_STAFF),
    "staff.hiring.set_group": call(A.GRANT_TEACHING, On.STAFF, **_STAFF, is_educator=False),
    "staff.leading.classes_to_lead": call(A.GRANT_TEACHING, On.SCHOOL),
    "staff.leading.who_may_lead": call(A.GRANT_TEACHING, On.CLASS),
    "staff.leading.ask_to_lead": call(A.GRANT_TEACHING, On.CLASS, person_id=0),
    "staff.leading.appoint": call(A.GRANT_TEACHING, On.CLASS, person_id=0, seen=0),
    "staff.summaries.open_grants": call(A.GRANT_SUMMARY, On.SCHOOL),
    "staff.summaries.set_grant": call(
        A.GRANT_SUMMARY, On.STAFF, **_STAFF, summary=Summary.PAPER, is_granted=True
    ),
    "staff.duties.open_register": call(A.READ_DUTIES, On.SCHOOL),
    "staff.duties.add_responsible": call(
        A.EDIT_DUTIES, On.STAFF, **_STAFF, duty=Duty.JOURNAL, order=_ORDER
    ),
    "staff.duties.find_responsible": call(A.EDIT_DUTIES, On.STAFF),
    "staff.duties.end_responsible": call(A.EDIT_DUTIES, On.STAFF),
}
_RULE: dict[str, Any] = {"name": RuleName.FINALS_OPEN}
_RULES: dict[str, Call | tuple[Call, ...]] = {
    "rules.use_cases.school_rules": call(A.READ_RULES, On.SCHOOL),
    "rules.use_cases.rule_to_set": call(A.EDIT_RULES, On.SCHOOL, **_RULE),
    "rules.use_cases.set_rule": call(A.EDIT_RULES, On.SCHOOL, **_RULE, typed="7"),
    "rules.use_cases.reset_rule": call(A.EDIT_RULES, On.SCHOOL, **_RULE),
}
_CODES: dict[str, Call | tuple[Call, ...]] = {
    "binding.lost_phone.lost_phone": call(A.END_BINDING, On.FAMILY, IN_CLASS),
    "binding.lost_phone.reissue": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS),
    "binding.lost_phone.staff_lost_phone": call(A.ISSUE_STAFF_CODE, On.STAFF, **_STAFF),
    "binding.lost_phone.reissue_staff": call(A.ISSUE_STAFF_CODE, On.STAFF, **_STAFF),
    "binding.own_chats.own_chats": call(A.END_OWN_CHAT, On.SELF),
    "binding.own_chats.end_own_chat": call(
        A.END_OWN_CHAT, On.SELF, OWN_PHONE, chat_key=lambda ids: ids["binding_id"]
    ),
    "handover.staff_codes.without_code": call(A.WATCH_HANDOVER, On.SCHOOL),
    "handover.staff_codes.issue_for_staff": call(A.ISSUE_STAFF_CODE, On.SCHOOL),
    "handover.staff_codes.revoke_staff_code": call(A.ISSUE_STAFF_CODE, On.STAFF, **_STAFF),
    "handover.use_cases.class_handover": call(A.WATCH_HANDOVER, On.CLASS),
    "handover.use_cases.school_handover": call(
        A.WATCH_HANDOVER, On.SCHOOL, also=(A.READ_SUMMARY, On.CODES_IN_HAND)
    ),
    "handover.use_cases.staff_handover": call(A.WATCH_HANDOVER, On.SCHOOL),
    "handover.use_cases.family_codes": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS),
    "handover.use_cases.hand_to_family": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS),
    "handover.use_cases.hand_to_class": call(A.ISSUE_CODE, On.CLASS),
    "handover.use_cases.staff_order": call(A.RECORD_ORDER, On.STAFF, **_STAFF),
    "handover.orders.orders_lacking": call(A.RECORD_ORDER, On.SCHOOL),
    "handover.orders.staff_orders": call(A.RECORD_ORDER, On.SCHOOL),
    "handover.orders.class_orders": call(A.RECORD_ORDER, On.CLASS),
    "handover.orders.pupil_order": call(A.RECORD_ORDER, On.CLASS, IN_PLACE),
    "handover.orders.record_for_class": call(A.RECORD_ORDER, On.CLASS, order=_ORDER),
    "handover.use_cases.hand_to_staff": call(A.ISSUE_STAFF_CODE, On.SCHOOL, **_STAFF),
    "handover.use_cases.take_back": call(A.ISSUE_CODE, On.FAMILY, IN_CLASS),
    "handover.use_cases.record_order": call(
        A.RECORD_ORDER, On.FAMILY, person_id=lambda ids: ids["student_id"], order=_ORDER
    ),
    "pins.use_cases.has_pin": call(A.SET_PIN, On.SELF),
    "pins.use_cases.prepare_pin": call(A.SET_PIN, On.SELF, typed="270591"),
    "pins.use_cases.set_pin": call(A.SET_PIN, On.SELF, prepared=""),
    "pins.use_cases.remove_pin": call(A.SET_PIN, On.SELF),
}
_PERSONAL: dict[str, Call | tuple[Call, ...]] = {
    "personal_data.changes.own_data": call(A.ASK_DATA_CHANGE, On.PUPIL),
    "personal_data.changes.card_to_change": call(
        A.ASK_DATA_CHANGE, On.PUPIL, person_id=lambda ids: ids["student_id"]
    ),
    "personal_data.changes.ask_change": call(
        A.ASK_DATA_CHANGE,
        On.PUPIL,
        person_id=lambda ids: ids["student_id"],
        field=Field.GIVEN_NAME,
        typed="Анна",
    ),
    "personal_data.changes.waiting_requests": call(A.DECIDE_DATA_CHANGE, On.LED),
    "personal_data.changes.request_to_decide": call(A.DECIDE_DATA_CHANGE, On.FAMILY),
    "personal_data.changes.accept": call(A.DECIDE_DATA_CHANGE, On.FAMILY),
    "personal_data.changes.decline": call(A.DECIDE_DATA_CHANGE, On.FAMILY),
    "personal_data.correcting.family_cards": call(A.DECIDE_DATA_CHANGE, On.FAMILY, IN_CLASS),
    "personal_data.correcting.card_to_correct": call(
        A.DECIDE_DATA_CHANGE, On.FAMILY, IN_CLASS, person_id=lambda ids: ids["student_id"]
    ),
    "personal_data.correcting.correct_card": call(
        A.DECIDE_DATA_CHANGE,
        On.FAMILY,
        IN_CLASS,
        person_id=lambda ids: ids["student_id"],
        field=Field.GIVEN_NAME,
        typed="Юлий",
    ),
    "personal_data.copying.permit_copy": call(A.COPY_DATA, On.PUPIL),
    "personal_data.erasing.own_erasures": call(A.ASK_ERASURE, On.CHILD),
    "personal_data.erasing.ask_erasure": call(
        A.ASK_ERASURE, On.CHILD, person_id=lambda ids: ids["student_id"]
    ),
    "personal_data.erasing.withdraw_erasure": call(A.ASK_ERASURE, On.CHILD, OWN_PHONE),
    "personal_data.erasing.find_people": call(A.ASK_ERASURE, On.SCHOOL),
    "personal_data.erasing.subject_to_record": call(A.ASK_ERASURE, On.STAFF),
    "personal_data.erasing.record_erasure": call(A.ASK_ERASURE, On.STAFF, typed=_STATEMENT),
    "personal_data.erasing.erasures_of_school": call(A.READ_ERASURES, On.SCHOOL, is_open=True),
    "personal_data.erasing.open_erasure": call(A.READ_ERASURES, On.STAFF),
    "personal_data.erasing.execute_erasure": call(A.ERASE_DATA, On.STAFF),
    "personal_data.erasing.decline_erasure": call(A.ERASE_DATA, On.STAFF),
    "personal_data.lists.class_checks": call(
        A.READ_LIST_CHECKS, On.SCHOOL, also=(A.READ_SUMMARY, On.CHECKED_LISTS)
    ),
    "personal_data.lists.class_list": call(A.READ_CLASS, On.CLASS),
    "personal_data.lists.confirm_list": call(A.CHECK_CLASS_LIST, On.CLASS),
    "personal_data.opt_outs.opt_outs_of_class": call(A.READ_OPT_OUTS, On.CLASS),
    "personal_data.opt_outs.opt_outs_of_school": call(
        A.READ_OPT_OUTS, On.SCHOOL, also=(A.READ_SUMMARY, On.PRINTED_FOR)
    ),
    "personal_data.opt_outs.pupil_to_opt_out": call(A.REGISTER_OPT_OUT, On.FAMILY),
    "personal_data.opt_outs.register_opt_out": call(
        A.REGISTER_OPT_OUT, On.FAMILY, typed=_STATEMENT
    ),
    "personal_data.opt_outs.open_opt_out": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS),
    "personal_data.by_mail.letters_of": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS),
    "personal_data.by_mail.family_to_mail": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS),
    "personal_data.by_mail.type_email": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS, typed=EMAIL),
    "personal_data.by_mail.agree_on_email": call(
        A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS, seen=mark_of(EMAIL)
    ),
    "personal_data.by_mail.agree_on_paper": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS),
    "personal_data.by_mail.send_trial": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS, seen=0),
    "personal_data.overview.school_data": call(A.READ_OPT_OUTS, On.LED),
    "personal_data.opt_outs.end_opt_out": call(A.REGISTER_OPT_OUT, On.FAMILY, IN_CLASS),
    "personal_data.opt_outs.print_week": call(
        A.PRINT_WEEK, On.CLASS, drawn=lambda _ids: lambda _sheet: ()
    ),
    "personal_data.opt_outs.pages_of_day": call(A.READ_REPORTS, On.SCHOOL, day=TODAY),
}
_FIELD: dict[str, Any] = {"field": next(iter(ExtraField))}
_PURPOSE: dict[str, Any] = {"purpose": Purpose.PHOTO}
_CONSENTS: dict[str, Call | tuple[Call, ...]] = {
    "consent.use_cases.read_text": (
        call(A.GIVE_CONSENT, On.DIARY, binding_id=0, **_PURPOSE),
        call(A.GIVE_CONSENT, On.PUPIL, NEVER, **_PURPOSE),
    ),
    "consent.use_cases.give": (
        call(A.GIVE_CONSENT, On.DIARY, binding_id=0, **_PURPOSE),
        call(A.GIVE_CONSENT, On.PUPIL, NEVER, **_PURPOSE),
    ),
    "consent.use_cases.own_consents": (
        call(A.READ_CONSENTS, On.DIARY, binding_id=0),
        call(A.READ_CONSENTS, On.PUPIL, NEVER),
    ),
    "consent.use_cases.open_consent": call(A.READ_CONSENTS, On.CHILD),
    "consent.use_cases.withdraw": call(A.GIVE_CONSENT, On.CHILD, NOT_OF_PARENTS),
    "consent.use_cases.consent_to_withdraw": call(A.GIVE_CONSENT, On.CHILD, NOT_OF_PARENTS),
    "consent.recording.class_consents": call(A.READ_CONSENTS, On.CLASS),
    "consent.recording.family_consents": call(A.READ_CONSENTS, On.FAMILY),
    "consent.recording.record_paper": call(
        A.RECORD_CONSENT,
        On.FAMILY,
        giver_id=lambda ids: ids["person_id"],
        **_PURPOSE,
        paper=_PAPER,
    ),
    "consent.office.consent_classes": call(A.READ_CONSENTS, On.SCHOOL),
    "consent.office.staff_notes": call(A.RECORD_NONDISCLOSURE, On.SCHOOL),
    "consent.office.staff_note": call(A.RECORD_NONDISCLOSURE, On.STAFF, **_STAFF),
    "consent.office.record_note": call(A.RECORD_NONDISCLOSURE, On.STAFF, **_STAFF, paper=_PAPER),
    "consent.office.end_note": call(A.RECORD_NONDISCLOSURE, On.STAFF, **_STAFF),
    "consent.office.field_decisions": call(A.DECIDE_FIELDS, On.SCHOOL),
    "consent.office.decide_field": call(A.DECIDE_FIELDS, On.SCHOOL, **_FIELD, paper=_PAPER),
    "consent.office.end_decision": call(A.DECIDE_FIELDS, On.SCHOOL, **_FIELD),
    "consent.recording.record_withdrawal": call(A.RECORD_CONSENT, On.FAMILY, paper=_PAPER),
}
_RIGHTS: dict[str, Any] = {"rights": [A.READ_TIMETABLE]}
_TRUSTS: dict[str, Call | tuple[Call, ...]] = {
    "trust.use_cases.trusted_contacts": call(A.READ_TRUSTED, On.PUPIL),
    "trust.use_cases.open_contact": call(A.READ_TRUSTED, On.PUPIL),
    "trust.use_cases.circle_to_join": call(A.NAME_TRUSTED, On.PUPIL),
    "trust.use_cases.agree": call(A.NAME_TRUSTED, On.PUPIL),
    "trust.use_cases.name_contact": call(
        A.NAME_TRUSTED,
        On.PUPIL,
        **_RIGHTS,
        typed="Юрьева Анна",
        relation=ContactRelation.AUNT,
        term=Term.WEEK,
    ),
    "trust.use_cases.choose_rights": call(
        A.NAME_TRUSTED, On.PUPIL, NAMER, says_no="trust_of_other", **_RIGHTS
    ),
    "trust.use_cases.prolong": call(
        A.NAME_TRUSTED, On.PUPIL, NAMER, says_no="trust_of_other", term=Term.WEEK
    ),
    "trust.use_cases.new_code": call(
        A.NAME_TRUSTED, On.PUPIL, NAMER, says_no="trust_of_other", seen=0
    ),
    "trust.use_cases.revoke": call(A.END_TRUST, On.PUPIL),
}
OFFICE = {**_SCHOOL, **_MEMBERS, **_RULES, **_CODES, **_PERSONAL, **_CONSENTS, **_TRUSTS}
