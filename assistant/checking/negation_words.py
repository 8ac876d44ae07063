"""Words that deny what they stand with: pure data, read by the checks of polarity."""

from __future__ import annotations

from assistant.checking.words import stem

# What each denies: the words after it (after), or the one thing it is said of.
NEGATIONS = frozenset(
    """not never no non without neither nor nobody none nothing nowhere cannot hardly barely
    scarcely unless don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't
    shouldn't hasn't haven't hadn't mustn't needn't ain't shan't mightn't dont doesnt didnt isnt
    wont cant couldnt wouldnt""".split()
)
SUBJECT_NEGATIONS = frozenset("no nobody none neither nothing".split())
# Verbs and adjectives that deny the verb after them; True where "to", -ing or "from" must follow.
DENYING = {
    stem(word): needs_verb
    for words, needs_verb in (
        (
            "fail refuse decline cease quit stop neglect forget omit unable unwilling incapable",
            True,
        ),
        ("impossible reluctant unlikely prevent bar ban prohibit forbid discourage", True),
        ("illegal unlawful dissuade keep abandon drop block halt", True),
        ("lack deny avoid abstain refrain absence devoid escape dodge", False),
    )
    for word in words.split()
}
# Words that may hold a denial in themselves, whatever of.
CUES = frozenset(
    map(
        stem,
        """only few little rarely seldom except despite regardless lack miss missing absent absence
        free void instead rather unlike far fail failure refuse deny avoid reject prevent block stop
        end cease halt ban bar exclude omit ignore neglect decline abandon drop quit cancel
        former formerly previously until unchanged postpone delay defer adjourn hitherto gap
        shortage beyond exempt dismiss wrong false mistaken mistakenly wrongly doubt unclear
        spare dispute contradict lose refrain abstain withhold forbid prohibit end finish leave
        cut abolish scrap remove delete withdraw short suspend zero nil contrary opposite
        close shut silent silence violate breach oppose object block lift
        reluctant hesitate inability escape dodge
        overturn disprove rebut unanimous immune halted""".split(),
    )
)

# Verbs and adjectives that turn what they have as their object: "breaks the law" is unlawful.
TURNING = frozenset(
    map(
        stem,
        """violate breach break contravene against contrary lack lose miss absence shortage free
        end stop halt cease prevent avoid oppose reject refuse deny forbid ban lift repeal
        overturn""".split(),
    )
)
CUE_PHRASES = frozenset(
    """rule_out turn_down call_off strike_down throw_out give_up put_off leave_out drop_out
    vote_down fall_through keep_out keep_from shut_out on_hold hold_back shoot_down phase_out
    die_out warn_against advise_against caution_against""".split()
)
