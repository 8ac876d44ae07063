"""Phrases that say what one word says, and so stand on all of its scales: pure data."""

from __future__ import annotations

PHRASES_LIKE = """
reject: turn_down turn_away vote_down strike_down shoot_down throw_out knock_back vote_against
criticise: come_out_against
warn: warn_against advise_against caution_against
approve: vote_for sign_off go_along give_blessing give_consent give_approval
exclude: leave_out rule_out opt_out shut_out keep_out
continue: carry_on go_on keep_on press_on
rise: go_up creep_up edge_up shoot_up pick_up come_up
fall: go_down come_down tail_off drop_off fall_off
increase: drive_up push_up scale_up step_up ramp_up build_up
reduce: bring_down drive_down push_down scale_back scale_down cut_back cut_down roll_back rein_in
stop: give_up break_off phase_out
proceed: go_ahead push_ahead press_ahead forge_ahead
postpone: put_off put_back push_back
cancel: call_off
close: shut_down close_down wind_down wind_up
withdraw: pull_out back_out drop_out walk_out
fire: lay_off let_go
hire: take_on
withhold: hold_back
establish: set_up
dismiss: throw_out kick_out
discover: come_across stumble_across
begin: set_off start_off kick_off break_out
end: wind_up come_to_end
die: pass_away
survive: pull_through come_through
accept: take_up go_along
refuse: turn_down hold_out
reveal: own_up come_clean lay_bare
admit: own_up
lose: miss_out
arrive: turn_up
attend: turn_up show_up
support: stand_behind get_behind come_out_for
allow: let_through wave_through
ban: clamp_down crack_down
agree: sign_up see_eye
resign: step_down stand_down
destroy: burn_down tear_down pull_down knock_down
build: put_up
impose: bring_in
accuse: hold_responsible
abolish: do_away
ignore: brush_aside brush_off shrug_off turn_blind_eye
deny: hit_back
prevent: keep_from stop_from
fail: fall_through fall_short fall_flat come_to_nothing
succeed: pull_off pay_off come_off work_out
"""
