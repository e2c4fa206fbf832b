"""What an import may do: drafts come and change, what is public stays, what is not in the file too."""

import io
import zipfile

import pytest

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    Facet,
    FAQPoint,
    Issue,
    ResistanceRecord,
    Sign,
    Status,
    Term,
)
from knowledge.services import revision, table_import
from knowledge.services.import_plan import Plan, PlanChange
from knowledge.services.table_import import File, ImportFailed
from tests.world import a_cause, a_faq, a_resistance_record, another_transaction

pytestmark = pytest.mark.usefixtures("seed")


def file(name: str, text: str) -> File:
    return File(name, text.encode())


def planned(name: str, text: str) -> Plan:
    return table_import.dry_run(file(name, text))


def reasons(plan: Plan) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.reason) for fault in plan.faults]


NEW = "code,status,system_configuration,electrolyte,modification\nRES-900,{},Na,NZSP,A layer\n"


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        ("", "draft"),
        ("draft", "draft"),
        ("in_review", "in_review"),
        ("published", "draft"),
        ("retired", "draft"),
    ],
)
def test_a_new_record_waits_whatever_the_file_says(status: str, becomes: str) -> None:
    table_import.apply(file("resistance.csv", NEW.format(status)), None)
    record = ResistanceRecord.objects.get(code="RES-900")
    assert (record.status, record.published_at) == (becomes, None)


def test_it_is_said_that_nothing_is_published() -> None:
    assert planned("resistance.csv", NEW.format("published")).notes == [
        "1 row says published or retired: an import publishes nothing, these records are drafts."
    ]


def test_a_dry_run_changes_nothing() -> None:
    number = revision.current().number
    assert planned("resistance.csv", NEW.format("")).counts[0].new == 1
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()
    assert revision.current().number == number


def test_a_draft_changes_where_the_file_has_a_column_and_the_plan_shows_old_and_new() -> None:
    a_resistance_record()
    plan = planned("resistance.csv", "code,electrolyte,final_ohm_cm2\nRES-90,NASICON,\n")
    assert plan.changes == [
        PlanChange(
            "resistance.csv",
            2,
            "RES-90",
            "changed",
            [("electrolyte", "NZSP", "NASICON"), ("final_ohm_cm2", "100", "")],
        )
    ]
    table_import.apply(file("resistance.csv", "code,electrolyte,final_ohm_cm2\nRES-90,NASICON,\n"), None)
    record = ResistanceRecord.objects.get(code="RES-90")
    assert (record.electrolyte, record.final_ohm_cm2, record.initial_ohm_cm2) == ("NASICON", None, 300)


def test_a_published_or_retired_record_is_not_changed() -> None:
    ResistanceRecord.objects.filter(code="RES-02").update(status=Status.RETIRED)
    same = ResistanceRecord.objects.get(code="RES-03").electrode
    plan = planned("resistance.csv", f"code,electrode\nRES-01,New\nRES-02,New\nRES-03,{same}\n")
    assert reasons(plan) == [
        (2, "electrode", "would change RES-01, which is published; an import changes drafts only"),
        (3, "electrode", "would change RES-02, which is retired; an import changes drafts only"),
    ]


def test_a_part_of_a_published_record_is_not_changed_nor_added() -> None:
    plan = planned("faq_points.csv", "faq,number,text\nFAQ-01,1,Other words.\nFAQ-01,90,More.\n")
    assert reasons(plan) == [
        (2, "text", "would change FAQ-01, which is published; an import changes drafts only"),
        (3, "", "is new: would change FAQ-01, which is published; an import changes drafts only"),
    ]


def test_citations_and_terms_of_a_published_record_are_not_changed() -> None:
    plan = planned("resistance.csv", "code,terms,cites\nRES-01,interface/cathode,REF-01\n")
    assert [reason.split(";")[0] for _, _, reason in reasons(plan)] == [
        "would change RES-01, which is published"
    ]


def test_a_new_cause_of_a_published_issue_is_a_draft_that_nobody_sees() -> None:
    before = Issue.objects.get(code="T-AN-01").updated_at
    number = revision.current().number
    table_import.apply(file("causes.csv", "code,issue,text\nT-AN-01-C90,T-AN-01,It melts.\n"), None)
    cause = Cause.objects.get(code="T-AN-01-C90")
    assert (cause.status, cause.position) == ("draft", 4)
    assert Issue.objects.get(code="T-AN-01").updated_at == before
    assert revision.current().number == number


def test_what_the_file_does_not_hold_is_left_alone() -> None:
    faq = a_faq()
    FAQPoint.objects.create(faq=faq, number=2, text="A second.")
    table_import.apply(file("faq_points.csv", "faq,number,text\nFAQ-90,1,Changed.\n"), None)
    assert list(faq.points.values_list("text", flat=True)) == ["Changed.", "A second."]
    table_import.apply(file("faqs.csv", "code,question\nFAQ-90,Why?\n"), None)
    assert (faq.points.count(), FAQ.objects.get(code="FAQ-90").section) == (2, "General")


def test_a_part_without_its_record_is_told() -> None:
    plan = planned("steps.csv", "protocol,stage,number,text\nPROT-99,1,1,Grind.\n")
    assert reasons(plan) == [(2, "stage", "there is no stage PROT-99/1")]


def test_all_tables_of_a_new_record_come_together() -> None:
    packed = io.BytesIO()
    tables = {
        "issues": "code,title,summary,area\nT-ZZ-01,A title,A summary.,anode\n",
        "causes": "code,issue,text,cites\nT-ZZ-01-C1,T-ZZ-01,It cracks.,REF-06 (Table 2) | REF-07\n",
        "signs": "issue,number,text,technique\nT-ZZ-01,1,It glows.,eis\n",
        "sign_causes": "issue,sign,cause,basis\nT-ZZ-01,1,T-ZZ-01-C1,explicit\n",
    }
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"tables/{name}.csv", text)
    table_import.apply(File("tables.zip", packed.getvalue()), None)
    issue = Issue.objects.get(code="T-ZZ-01")
    (sign,) = Sign.objects.filter(issue=issue)
    assert sign.points_to.get().cause == issue.causes.get()
    cited = Citation.objects.filter(object_id=issue.causes.get().pk, locator="Table 2")
    assert cited.get().reference.code == "REF-06"


def test_one_mistake_keeps_everything_out() -> None:
    text = NEW.format("") + "RES-901,,Na,NZSP,\n"
    with pytest.raises(ImportFailed) as failure:
        table_import.apply(file("resistance.csv", text), None)
    assert "resistance.csv: row 3: RES-901: modification: is missing" in str(failure.value)
    assert not ResistanceRecord.objects.filter(code="RES-900").exists()


def test_a_new_term_is_one_of_the_vocabulary_and_a_standing_one_stays() -> None:
    another_transaction()
    number = revision.current().number
    text = "facet,slug,label\nmechanism,melting,Melting\n"
    table_import.apply(file("terms.csv", text), None)
    assert Term.objects.get(slug="melting").facet == Facet.objects.get(slug="mechanism")
    assert revision.current().number == number + 1
    changed = planned("terms.csv", "facet,slug,label\ninterface,anode,Anodes\n")
    assert reasons(changed) == [(2, "label", "would change what is public at once; change it in the admin")]


def test_fixtures_are_read_by_the_same_rules() -> None:
    table_import.apply(
        file(
            "resistance.yaml", "code: RES-900\nsystem_configuration: Na\nelectrolyte: NZSP\nmodification: A\n"
        ),
        None,
    )
    assert ResistanceRecord.objects.get(code="RES-900").status == "draft"
    plan = planned(
        "resistance.yaml", "code: RES-01\nsystem_configuration: Na\nelectrolyte: NZSP\nmodification: A\n"
    )
    assert "which is published; an import changes drafts only" in plan.faults[0].reason
    assert plan.faults[0].row == 0


def test_what_changed_since_the_check_is_told_at_the_import() -> None:
    a_cause()
    text = "code,issue,text\nT-ZZ-90-C1,T-ZZ-90,New words.\n"
    assert planned("causes.csv", text).is_good
    Cause.objects.filter(code="T-ZZ-90-C1").update(status=Status.PUBLISHED)
    with pytest.raises(ImportFailed, match="which is published"):
        table_import.apply(file("causes.csv", text), None)
