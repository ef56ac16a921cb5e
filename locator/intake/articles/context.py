"""Which region a sentence is about: the one it names, the one 全市 or 该区 points back to, or the article's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from locator.intake.articles.back import NATION, ancestor, back_references
from locator.intake.articles.layout import Sentence
from locator.intake.articles.model import Region
from locator.intake.articles.regions import Mention, mentions
from locator.station import Evidence


@dataclass(frozen=True)
class Told:
    """A region and the words that name it."""

    region: Region
    evidence: tuple[Evidence, ...]


_AT = re.compile(r"(?:在|于|赴|到|来到|走进)$")
_SCENE = re.compile(r"[^，。；]{0,24}?(?:举行|举办|召开|宣布|表示|介绍|发布|启动|调研|采访|参观|透露|说)")


def _is_scene(text: str, mention: Mention) -> bool:
    """Whether a region only tells where something was said or held: 市总工会在甲区召开会议."""
    return bool(_AT.search(text, 0, mention.start) and _SCENE.match(text, mention.end))


class Context:
    """The regions of a page's sentences."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.mentions = mentions(sentences)
        self._leads = self._leading()

    def region_at(self, sentence: Sentence, position: int) -> Told | None:
        """The region that a position of a sentence is about; None where the article names none."""
        here = self.region_in(sentence, position)
        if here:
            return here
        for number in range(sentence.number - 1, -1, -1):
            earlier = self.sentences[number]
            if earlier.paragraph != sentence.paragraph:
                break
            told = self.region_in(earlier, len(earlier.text))
            if told:
                return told
        lead = self._leads.get(sentence.article)
        return lead[1] if lead and lead[0] <= sentence.number else None

    def region_in(self, sentence: Sentence, position: int) -> Told | None:
        """The last region named or pointed back to before a position."""
        named = [m for m in self.mentions[sentence.number] if m.start < position]
        actors = [m for m in named if not _is_scene(sentence.text, m)]
        back = [(kind, start) for kind, start in back_references(sentence.text) if start < position]
        if back and (not actors or back[-1][1] > actors[-1].start):
            pointed = self._pointed(sentence, *back[-1])
            if pointed:
                return pointed
        spoken_of = actors or named
        return self.told(sentence, spoken_of[-1]) if spoken_of else None

    def _pointed(self, sentence: Sentence, kind: str, position: int) -> Told | None:
        if kind == "国":
            return Told(NATION, ())
        for anchor in self._anchors(sentence, position):
            region = ancestor(anchor.region, kind)
            if region:
                return Told(region, anchor.evidence)
        return None

    def _anchors(self, sentence: Sentence, position: int) -> list[Told]:
        """The regions of the article named before a position, nearest first."""
        found = [self.told(sentence, m) for m in self.mentions[sentence.number] if m.start < position][::-1]
        for number in range(sentence.number - 1, max(sentence.number - 60, -1), -1):
            earlier = self.sentences[number]
            if earlier.article == sentence.article:
                found.extend(self.told(earlier, m) for m in reversed(self.mentions[number]))
        return found

    def _leading(self) -> dict[int, tuple[int, Told]]:
        """Per article the region it opens with, in its headline or first sentence that names one, and that sentence."""
        leads: dict[int, tuple[int, Told]] = {}
        for sentence in self.sentences:
            if self.mentions[sentence.number]:
                first = self.told(sentence, self.mentions[sentence.number][0])
                leads.setdefault(sentence.article, (sentence.number, first))
        return leads

    @staticmethod
    def told(sentence: Sentence, mention: Mention) -> Told:
        """A mention of a sentence, with its words."""
        return Told(mention.region, sentence.passage.evidence(mention.start, mention.end))
