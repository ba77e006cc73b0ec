"""It says why a question is asked."""

from __future__ import annotations

from benchmarks.asking.firms import MIXES, firms
from checklists.asking.interview import Interviewer
from checklists.asking.telling import form_of, why


def test_every_question_says_why(interviewer: Interviewer) -> None:
    firm = firms(interviewer.library, interviewer.weigher.priors, MIXES[0], 7, 1, 0.2)
    state = interviewer.state(firm.at_first)
    for question in state.questions.values():
        form, rules = form_of(question)
        assert set(rules) <= set(question.rules)
        assert question.decides_scope is (form == "ask_scope")
        assert f"{len(rules)} 条" in why(question, interviewer.library)


def test_scope_names_its_clauses(interviewer: Interviewer) -> None:
    firm = firms(interviewer.library, interviewer.weigher.priors, MIXES[0], 7, 1, 0.2)
    state = interviewer.state(firm.at_first)
    question = next(q for q in state.questions.values() if q.key == "金属冶炼企业")
    assert why(question, interviewer.library) == "先弄清适用不适用：关系到 1 条（第三条第（三）项）"
