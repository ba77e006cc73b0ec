"""`rules mutate`: wrong versions of rules, who notices them, and the case that would."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from checklists.commands.mutate import mutate
from judge.authoring.cases import OUTCOMES, run_cases
from judge.authoring.listing import Bench, files_with, opened_bench
from judge.authoring.mutation import mutation
from judge.authoring.mutation.mutants import mutants_of
from judge.authoring.mutation.mutation import RuleMutation, mutate_rule
from judge.authoring.mutation.trials import trial_of
from judge.authoring.mutation.words import KINDS, Wording
from judge.diagnostics import Problems, render
from judge.evaluate.kleene import Kleene
from judge.judging.outcomes import formulas_of
from judge.library import SHIPPED

LAYER = Path(__file__).resolve().parents[1] / "reporting" / "layer"
EIGHT = "ceshi-2026/8-测试间"


@pytest.fixture(scope="module")
def shipped() -> Bench:
    return opened([SHIPPED])


def opened(layers: list[Path]) -> Bench:
    problems = Problems()
    bench = opened_bench(layers, problems)
    assert bench.library is not None, render(problems)
    return bench


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A copy of the small test library in which clause 8 is free."""
    copied = tmp_path / "规则"
    shutil.copytree(LAYER, copied)
    standard = copied / "ceshi-2026" / "standard.yaml"
    standard.write_text(standard.read_text(encoding="utf-8").replace(", 未编码: 测试不用", ""), encoding="utf-8")
    return copied


def with_rule(layer: Path, body: str, cases: str = "- {名称: 无, 已知: {企业.测试行业: 否}, 判定: 不适用}") -> Bench:
    """The test library with a rule of clause 8 on 测试间."""
    text = (
        f"条款: 第八条\n规则:\n  - 编号: {EIGHT}\n    标题: 试\n    对象: 测试间\n    等级: 重大\n    整改: 改\n"
        f"    核对: {{日期: 2026-01-01, 程度: 两个来源}}\n"
    )
    lines = [f"    {line}\n" for line in body.strip().splitlines()]
    lines.append("    用例:\n")
    lines.extend(f"      {line}\n" for line in cases.strip().splitlines())
    (layer / "ceshi-2026" / "8.yaml").write_text(text + "".join(lines), encoding="utf-8")
    return opened([SHIPPED, layer])


def mutated(bench: Bench, rule: str = EIGHT, limit: int | None = None) -> RuleMutation:
    assert bench.library is not None
    return mutate_rule(bench.library.rule_by_id[rule], bench, bench.library, limit)


def changes_of(bench: Bench, rule: str = EIGHT) -> set[str]:
    assert bench.library is not None
    found = bench.library.rule_by_id[rule]
    wording = Wording(bench.library, found.object_type)
    return {f"{KINDS[mutant.kind]}：{mutant.change(wording)}" for mutant in mutants_of(found, bench.library)}


def test_every_case_tried_quickly_comes_out_as_judged_in_full(shipped: Bench) -> None:
    assert shipped.library is not None
    kleene, tried = Kleene(), 0
    for file in shipped.written.rules:
        for model in file.source.model.rules:
            rule = shipped.library.rule_by_id[model.id]
            for case in model.cases:
                trial = trial_of(case, rule, shipped.library, file.source, (), kleene)
                if trial is None:
                    continue
                tried += 1
                facets = trial.facets(rule, formulas_of(rule))
                assert facets.outcome == OUTCOMES[case.outcome], (rule.id, case.name)
                assert case.situations is None or facets.situations == tuple(sorted(case.situations))
                assert case.missing is None or facets.missing == tuple(sorted(set(case.missing))), case.name
                assert facets.standing is not False
    assert tried > 0.95 * sum(len(m.cases) for f in shipped.written.rules for m in f.source.model.rules)


def test_every_kind_of_change_is_made_of_some_rule(shipped: Bench, layer: Path) -> None:
    assert shipped.library is not None
    kinds = {mutant.kind for rule in shipped.library.rules for mutant in mutants_of(rule, shipped.library)}
    body = "情形: [{名称: 多, 当: {合计: {对象: 测试罐, 其中: 锈蚀, 事实: 存量, 比较: '> 5 t'}}}]"
    own = with_rule(layer, body)
    assert own.library is not None
    kinds |= {mutant.kind for mutant in mutants_of(own.library.rule_by_id[EIGHT], own.library)}
    assert kinds == set(KINDS)


def test_threshold_moves_by_one_step_and_its_comparison_turns(layer: Path) -> None:
    changes = changes_of(with_rule(layer, "情形: [{名称: 多, 当: 人数 > 9 人 且 门坏}]"))
    assert {
        "门槛差一步：“人数 > 9 人”写成“人数 > 8 人”",
        "门槛差一步：“人数 > 9 人”写成“人数 > 10 人”",
        "比较号的等号：“人数 > 9 人”写成“人数 >= 9 人”",
        "且与或：“人数 > 9 人”、“门坏”之间的“且”写成“或”",
        "少一个条件：漏写“门坏”",
        "多一个“非”：“门坏”写成“非 门坏”",
        "问错事实：“门坏”写成“灯坏”",
    } <= changes


def test_amount_moves_by_a_tenth_and_slips_by_a_unit(layer: Path) -> None:
    body = "情形: [{名称: 有大罐, 当: {存在: {对象: 测试罐, 当: 存量 >= 5 t}}}]"
    changes = changes_of(with_rule(layer, body))
    assert "门槛差一步：“存量 >= 5 t”写成“存量 >= 4.5 t”" in changes
    assert "单位弄错：“存量 >= 5 t”写成“存量 >= 5000 t”" in changes
    assert "单位弄错：“存量 >= 5 t”写成“存量 >= 0.005 t”" in changes
    assert "存在与每个：“存在测试罐（存量 >= 5 t）”写成“每个测试罐（存量 >= 5 t）”" in changes


def test_exemption_is_lost_or_moved_to_the_whole_rule(layer: Path) -> None:
    body = """
情形:
  - {名称: 门, 当: 门坏, 除外: [{名称: 没人, 当: 人数 = 0 人}]}
  - {名称: 灯, 当: 灯坏}
"""
    changes = changes_of(with_rule(layer, body))
    assert "少一条除外：整条漏写" in changes
    assert any(change.startswith("除外扩大到整条规则") for change in changes)
    assert "少一个情形：整条漏写" in changes


def test_boundary_that_no_case_shows_survives_with_the_case_on_it(layer: Path) -> None:
    cases = """
- {名称: 十人, 已知: {企业.测试行业: 是, 人数: 10 人}, 判定: 重大}
- {名称: 九人, 已知: {企业.测试行业: 是, 人数: 9 人}, 判定: 不构成}
- {名称: 没问, 已知: {企业.测试行业: 是}, 判定: 待定}
"""
    body = "情形: [{名称: 多, 当: 人数 > 9 人}]"
    assert mutated(with_rule(layer, body, cases)).survivors == ()
    fewer = with_rule(layer, body, cases.replace("人数: 9 人", "人数: 5 人"))
    found = {survivor.change: survivor for survivor in mutated(fewer).survivors}
    assert set(found) == {"“人数 > 9 人”写成“人数 >= 9 人”", "“人数 > 9 人”写成“人数 > 8 人”"}
    survivor = found["“人数 > 9 人”写成“人数 >= 9 人”"]
    assert (survivor.right, survivor.wrong) == ("不构成", "重大（多）")
    assert survivor.situation == ("企业：测试行业 = 是", "测试间：人数 = 9 人")
    assert survivor.case.endswith("已知: {企业.测试行业: 是, 人数: 9 人}, 判定: 不构成, 来源: 生成}")


def test_pasted_case_counts_only_once_confirmed(layer: Path) -> None:
    cases = "- {名称: 十人, 已知: {企业.测试行业: 是, 人数: 10 人}, 判定: 重大}"
    body = "情形: [{名称: 多, 当: 人数 > 9 人}]"
    before = mutated(with_rule(layer, body, cases)).survivors
    pasted = "\n".join([cases, *(survivor.case for survivor in before)])
    generated = with_rule(layer, body, pasted)
    assert len(mutated(generated).survivors) == len(before) > 0
    confirmed = with_rule(layer, body, pasted.replace("来源: 生成", "来源: 核对"))
    assert mutated(confirmed).survivors == ()
    assert confirmed.library is not None
    problems = Problems()
    results = list(run_cases(files_with(confirmed.written, EIGHT), confirmed.library, problems))
    assert len(results) == 1 + len(before)
    assert all(result.passed for result in results)


def test_change_without_meaning_is_proven_equivalent(layer: Path) -> None:
    body = "情形: [{名称: 多, 当: 人数 > 9 人 且 (门坏 或 人数 > 5 人)}]"
    cases = """
- {名称: 十人, 已知: {企业.测试行业: 是, 人数: 10 人}, 判定: 重大}
- {名称: 九人, 已知: {企业.测试行业: 是, 人数: 9 人, 门坏: 是}, 判定: 不构成}
- {名称: 六人, 已知: {企业.测试行业: 是, 人数: 6 人}, 判定: 不构成}
- {名称: 没问, 已知: {企业.测试行业: 是}, 判定: 待定}
"""
    found = mutated(with_rule(layer, body, cases))
    assert found.equivalent >= 5
    assert found.killed + found.equivalent + len(found.survivors) == found.mutants


def test_situation_hidden_behind_another_is_missed_by_its_name(layer: Path) -> None:
    body = "情形: [{名称: 多, 当: 人数 > 9 人}, {名称: 很多, 当: 人数 > 99 人}]"
    cases = "- {名称: 百人, 已知: {企业.测试行业: 是, 人数: 100 人}, 判定: 重大}"
    lost = [s for s in mutated(with_rule(layer, body, cases)).survivors if s.kind == "少一个情形"]
    assert {(s.place, s.right, s.wrong) for s in lost} == {
        ("情形“多”", "重大（多）", "不构成"),
        ("情形“很多”", "重大（多、很多）", "重大（多）"),
    }


def test_limit_tries_so_many_of_each_rule(shipped: Bench) -> None:
    found = mutated(shipped, "gongmao-2023/11.4-除尘系统", 5)
    assert found.left_out == found.mutants - 5 > 20
    assert found.killed + found.equivalent + len(found.survivors) == 5


def test_shipped_rules_notice_nearly_every_wrong_version_of_themselves(shipped: Bench) -> None:
    assert shipped.library is not None
    # All of them are tried by `panding rules mutate`, which is one of the checks; here some of each rule.
    found = [mutate_rule(rule, shipped, shipped.library, 8) for rule in shipped.library.rules]
    totals = mutation.totals_of(found)
    missed = [f"{r.rule}　{s.place}　{s.change}\n{s.case}" for r in found for s in r.survivors]
    assert totals.mutants > 1000
    assert totals.survivors <= 0.02 * totals.mutants, "\n".join(missed)
    assert all(survivor.case for rule in found for survivor in rule.survivors)


def test_command_prints_survivors_with_cases_and_counts(layer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = "- {名称: 十人, 已知: {企业.测试行业: 是, 人数: 10 人}, 判定: 重大}"
    with_rule(layer, "情形: [{名称: 多, 当: 人数 > 9 人}]", cases)
    monkeypatch.setenv("PANDING_RULES", str(layer))
    ran = CliRunner().invoke(mutate, ["ceshi-2026/8"], standalone_mode=False)
    assert ran.return_value == 1
    assert "✗ 情形“多”　比较号的等号：“人数 > 9 人”写成“人数 >= 9 人”" in ran.output
    assert "规则判 不构成；写错了会判 重大（多）" in ran.output
    assert "- {名称: 情形“多”：“人数 > 9 人”写成“人数 >= 9 人”, 已知:" in ran.output
    assert ran.output.splitlines()[-1].startswith("规则 1 条，写错 ")
    data = json.loads(CliRunner().invoke(mutate, ["ceshi-2026/8", "--format", "json"], standalone_mode=False).output)
    (rule,) = data["rules"]
    assert rule["rule"] == EIGHT
    assert data["totals"]["survivors"] == len(rule["survivors"]) > 0
    assert rule["mutants"] == rule["killed"] + rule["equivalent"] + len(rule["survivors"])


def test_interrupted_command_prints_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANDING_RULES", str(LAYER))
    real, calls = mutation.mutate_rule, iter(range(9))

    def stopping(*arguments: object) -> RuleMutation:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(mutation, "mutate_rule", stopping)
    ran = CliRunner().invoke(mutate, ["ceshi"], standalone_mode=False)
    assert ran.return_value == 130
    assert "已中断" in ran.output
    assert "规则 2 条" in ran.output
