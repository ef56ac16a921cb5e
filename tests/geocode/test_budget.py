"""Budgets by day, pauses between requests, slower when told so."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.geocode.budget import BACK_OFF_S, Metered
from locator.geocode.failures import BadKey, OverQuota, ProviderBroken, ProviderError, TooFast
from locator.geocode.online import Ask
from tests.geocode.made_up_online import NOON, Memory, Time

ASK = Ask("http://provider.test", {})


class Answers:
    """A fetch that goes through a list, raising what is a failure; its last entry stays."""

    def __init__(self, *answers: Any) -> None:
        self.left = list(answers)
        self.asked = 0

    def __call__(self, _: Ask) -> Any:
        self.asked += 1
        answer = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        if isinstance(answer, ProviderError):
            raise answer
        return answer


def metered(
    fetch: Answers,
    time: Time,
    memory: Memory | None = None,
    *,
    a_day: int = 100,
    pause_s: float = 0.0,
    jitter: float = 0.0,
) -> Metered:
    return Metered(
        fetch, "amap", memory or Memory(), requests_a_day=a_day, pause_s=pause_s, clock=time.clock(jitter)
    )


def test_the_budget_of_a_day_is_not_exceeded_and_a_new_one_comes_at_midnight_in_china() -> None:
    time, fetch = Time(), Answers("ok")
    meter = metered(fetch, time, a_day=3)
    assert [meter(ASK) for _ in range(3)] == ["ok"] * 3
    with pytest.raises(OverQuota, match="3 requests"):
        meter(ASK)
    time.pass_by(hours=11.9)
    with pytest.raises(OverQuota):
        meter(ASK)
    time.pass_by(hours=0.2)
    assert meter(ASK) == "ok"
    assert fetch.asked == 4


def test_the_budget_outlives_the_program() -> None:
    memory, time = Memory(), Time()
    metered(Answers("ok"), time, memory, a_day=1)(ASK)
    with pytest.raises(OverQuota):
        metered(Answers("ok"), time, memory, a_day=1)(ASK)


def test_a_provider_without_budget_is_never_asked() -> None:
    fetch = Answers("ok")
    with pytest.raises(OverQuota):
        metered(fetch, Time(), a_day=0)(ASK)
    assert fetch.asked == 0


def test_a_quota_that_the_provider_calls_used_up_ends_the_day_for_all() -> None:
    memory, time = Memory(), Time()
    with pytest.raises(OverQuota):
        metered(Answers(OverQuota("amap")), time, memory)(ASK)
    other = Answers("ok")
    with pytest.raises(OverQuota):
        metered(other, time, memory)(ASK)
    assert other.asked == 0
    time.pass_by(days=1)
    assert metered(other, time, memory)(ASK) == "ok"


def test_too_fast_is_tried_again_later_and_later() -> None:
    time, memory = Time(), Memory()
    fetch = Answers(TooFast("amap"), TooFast("amap"), "ok")
    assert metered(fetch, time, memory)(ASK) == "ok"
    assert time.slept == [*BACK_OFF_S[:2]]
    assert memory.counts["amap", NOON.date()] == 3


def test_too_fast_for_ever_is_given_up() -> None:
    time, fetch = Time(), Answers(TooFast("amap"))
    with pytest.raises(TooFast):
        metered(fetch, time)(ASK)
    assert time.slept == [*BACK_OFF_S]
    assert fetch.asked == len(BACK_OFF_S) + 1


@given(st.floats(0, 1, exclude_max=True))
def test_chance_makes_a_pause_longer_by_less_than_half(jitter: float) -> None:
    time = Time()
    metered(Answers(TooFast("amap"), "ok"), time, jitter=jitter)(ASK)
    assert BACK_OFF_S[0] <= time.slept[0] <= BACK_OFF_S[0] * 1.5


@pytest.mark.parametrize("failure", [BadKey("amap"), ProviderBroken("amap")])
def test_other_failures_are_not_tried_again(failure: ProviderError) -> None:
    time, fetch = Time(), Answers(failure)
    with pytest.raises(type(failure)):
        metered(fetch, time)(ASK)
    assert (fetch.asked, time.slept) == (1, [])


@given(st.lists(st.floats(0, 3), min_size=1, max_size=12))
def test_two_requests_are_never_nearer_than_the_pause(gaps: list[float]) -> None:
    time, sent = Time(), []
    meter = metered(Answers("ok"), time, pause_s=1.0)
    meter._fetch = lambda _: sent.append(time.now)
    for gap in gaps:
        meter(ASK)
        time.pass_by(seconds=gap)
    between = [(later - earlier).total_seconds() for earlier, later in pairwise(sent)]
    assert all(seconds >= 1.0 - 1e-5 for seconds in between)


def test_a_clock_set_back_makes_nobody_wait() -> None:
    time = Time()
    meter = metered(Answers("ok"), time, pause_s=1.0)
    meter(ASK)
    time.pass_by(hours=-5)
    meter(ASK)
    assert time.slept == []
