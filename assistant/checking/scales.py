"""Words that say the contrary of each other: pure data, read by `antonyms.py`.

Each scale is the words of its one end, a bar and those of the other; a semicolon ends it. Words
joined by an underscore are a phrase: they stand in this order, with up to three words between.
"""

from __future__ import annotations

SCALES = """
large big great considerable substantial high | small tiny slim slight remote negligible minimal low
; rule_out exclude | leave_open open_question possible ; active erupt | quiet dormant inactive
extinct ; impose introduce extend prolong | lift end ; above over exceed beyond more | below under
within beneath less ; keep_promise | break_promise ;
survive win | lose ; hold_out resist fight_on | surrender capitulate ; in_favour in_favor for |
against ; carry_out fulfil fulfill execute implement make_good | withdraw drop abandon retract ;
plentiful abundant ample sufficient | exhaust deplete scarce run_out short ; keep retain maintain
stay_in | lose get_rid dispose discard scrap remove break ; demand seek want | refuse reject forgo
; rise increase climb grow change raise go_up alter | unchanged stay_same flat freeze steady
remain_same stable ; fall decrease drop decline change cut lower go_down | unchanged freeze flat
steady stable ; triple double quadruple treble multiply | halve fall decline drop shrink ; agree
united unanimous consensus unite | divide split disagree differ odds ; admit hospitalise
hospitalize | discharge ; stand_by maintain insist defend | retract withdraw recant apologise
disown ; well fit healthy | ill sick unwell ; rise increase grow climb gain raise surge soar jump
higher expand boost escalate upward up accelerate swell rocket skyrocket heighten upturn improve
uptick enlarge widen augment | fall decrease drop decline shrink reduce lower cut diminish dwindle
plunge plummet slump down downward contract slip sink slide lessen curb slash tumble dip ease slow
downturn narrow shorten trim thin halve ; more greater larger bigger | less fewer smaller lesser ;
many majority numerous most often frequently commonly common usually | few minority rarely seldom
rare infrequently scarce unusual ; approve accept pass endorse ratify agree adopt back support
uphold favour favor embrace welcome confirm backing grant greenlight consent supporter | reject
refuse oppose decline veto block ban disapprove rebuff spurn dismiss disagree against overturn
quash overrule object opponent deny resist shelve denounce criticise criticize condemn ; create add
| cut eliminate axe shed ; allow permit authorise authorize let legalise legalize enable licence
license legal lawful allowed legitimate | ban prohibit forbid bar outlaw block prevent disallow
forbidden veto illegal unlawful criminalise criminalize ; require mandatory compulsory obligatory
necessary must oblige | optional voluntary unnecessary needless exempt waive ; win victory triumph
victorious beat defeat | lose defeated loser ; succeed manage achieve accomplish | fail failure
fall_short unsuccessful ; begin start launch commence open initiate introduce resume establish
found onset | end stop cease finish conclude terminate halt close quit discontinue suspend abolish
scrap dissolve expire ; continue keep remain carry_on persist retain maintain stay persist preserve
resume proceed | stop cease end halt abandon discontinue quit drop suspend cancel interrupt scrap
shelve postpone ; open reopen unlock | close shut closure lock shutter seal ; hire employ recruit
appoint | fire dismiss sack lay_off resign axe ; buy purchase acquire | sell ; import | export ;
admit acknowledge confess concede confirm affirm | deny dispute reject contradict refute ; guilty
convict condemn | innocent acquit exonerate clear absolve ; include contain comprise have feature |
exclude omit leave_out lack miss without ; know aware recognise recognize informed familiar |
unaware ignorant unknown oblivious unfamiliar ; remember recall | forget ; true correct accurate
right correctly accurately rightly properly truthful valid genuine authentic real | false incorrect
wrong wrongly inaccurate erroneous erroneously mistaken mistakenly untrue fake forged counterfeit
invalid bogus incorrectly fraudulent ; safe secure harmless safely | dangerous unsafe hazardous
risky insecure harmful perilous ; strong robust powerful strengthen stronger | weak feeble weaken
weaker frail fragile ; good better best well improve improvement improved benefit beneficial
positive favourable favorable | bad worse worst poorly deteriorate worsen deterioration harm
detrimental negative unfavourable adverse ; first earliest beginning | last final latest ; early
earlier sooner premature | late later delayed ; old elder elderly older ancient | young new younger
youngest modern recent ; oldest | youngest newest ; long longer longest lengthy | short shorter
shortest brief ; high highest tall taller tallest peak maximum | low lowest minimum ; largest
biggest greatest most | smallest least fewest ; fast quick rapid faster quickly rapidly swift |
slow slower slowly gradual ; rich wealthy affluent | poor impoverished ; hot warm warmer hottest
warmest | cold cool cooler coldest coolest ; dry arid drier driest | wet humid wetter wettest rainy
; full fill | empty vacant ; inside indoor indoors within interior | outside outdoor outdoors
exterior ; before prior beforehand | after afterwards afterward following ; above over | below
under beneath underneath ; ahead front | behind trail ; north northern northward | south southern
southward ; east eastern eastward | west western westward ; left leftist | right rightist ; male
man boy father son brother husband men he | female woman girl mother daughter sister wife women she
; present attend attendance | absent absence boycott ; public publicly open openly | private
privately secret secretly ; temporary temporarily interim provisional | permanent permanently ;
domestic internal national home | foreign external overseas abroad ; urban city | rural countryside
; arrive enter arrival entry join | leave depart departure exit withdraw quit ; join enter | leave
quit withdraw ; arrest detain imprison jail custody | release free acquit ; survive live alive
survival | die kill dead death perish ; build construct create erect | destroy demolish dismantle
raze ruin ; protect defend safeguard | endanger threaten attack ; attack offensive | defend defense
defence defensive ; borrow | lend loan ; give donate provide offer hand supply | withhold deprive
confiscate ; add append | remove delete subtract deduct erase ; accept | refuse decline reject
spurn ; ask question | answer reply respond ; recommend advise | warn discourage ; cause trigger
provoke | prevent avert ; heed notice regard consider observe obey follow comply honour honor |
ignore disregard overlook neglect violate break breach flout disobey defy ; encourage urge promote
spur foster invite | discourage deter dissuade hinder impede inhibit ; love like enjoy adore | hate
dislike detest loathe ; praise commend applaud hail | criticise criticize condemn denounce blame ;
profit profitable surplus | loss deficit unprofitable ; guarantee ensure | jeopardise jeopardize ;
public | secret confidential ; visible appear emerge | invisible disappear vanish hidden ; likely
probable | unlikely improbable ; possible able can feasible capable | impossible unable incapable
infeasible ; easy easily simple | difficult hard tough complicated ; cheap cheaper inexpensive
affordable | expensive dear costly costlier ; active activate enable | inactive disable deactivate
dormant ; on | off ; allied ally friend friendly | enemy hostile foe adversary ; sunrise dawn
morning | sunset dusk evening ; same identical equal similar | different unequal dissimilar differ
; agree agreement unanimous | disagree disagreement dispute ; peace ceasefire truce | war ;
optimistic confident hopeful | pessimistic doubtful doubtful sceptical skeptical ; innocuous benign
| malignant ; healthy healthier | sick ill unhealthy ; employed work | unemployed jobless idle ;
complete completed finished | incomplete unfinished partial ; married | single divorced unmarried ;
major significant important substantial | minor insignificant negligible unimportant trivial ;
widespread common | isolated ; peaceful peacefully nonviolent | violent violently ; upgrade promote
promotion | downgrade demote demotion relegate ; deploy send dispatch | withdraw recall ; free |
charge fee paid ; simplify | complicate ; unite merge unify | divide split separate ; freeze | thaw
melt ; lift raise hoist | impose lower ; lift end scrap abolish remove drop | keep maintain retain
uphold extend ; impose introduce | lift repeal revoke abolish rescind ; repeal revoke rescind annul
cancel | enact ; conceal hide cover | reveal disclose expose ; trust believe confidence | distrust
doubt mistrust disbelieve ; voluntary voluntarily | forced involuntary compulsory ; clean purify |
pollute contaminate dirty ; heavy heavier | light lighter ; vertical | horizontal ; credit | debit
; creditor lender | debtor borrower ; landlord | tenant ; buyer | seller ; winner champion | loser
runner_up ; teacher | pupil student ; employer | employee ; plaintiff prosecutor prosecution |
defendant ; victim | perpetrator attacker ; upstream | downstream ; clockwise | counterclockwise
anticlockwise ; summer | winter ; day daytime | night nighttime ; ascend | descend ; advance |
retreat ; inhale | exhale ; attract | repel ; connect attach link | disconnect detach sever ; lock
| unlock ; load | unload ; cover | uncover ; dress | undress ; employment | unemployment ; majority
| minority ; maximum | minimum ; optimist | pessimist ; wide broad | narrow ; deep | shallow ;
thick | thin ; loud | quiet silent ; bright | dark dim ; hope | despair fear ; comfort | distress ;
calm | panic ; stable steady stabilise stabilize | unstable volatile ; recover rebound recovery |
relapse worsen ; reliable | unreliable ; sufficient enough adequate | insufficient inadequate ;
plentiful abundant abundance | scarce scarcity shortage ; guilty | blameless ; credible plausible
convincing | implausible unconvincing ; transparent | opaque ; nullify invalidate | validate ;
approve grant allow nod go_ahead green_light give_nod sign_off wave_through vote_for vote_through
push_through in_favour in_favor back support endorse accept bless ratify pass | turn_down vote_down
vote_against throw_out strike_down shoot_down knock_back knock_down reject refuse rebuff thumb_down
against oppose object scupper torpedo block dismiss veto ; take_place go_ahead go_on hold proceed
stage happen occur come_off perform host | cancel call_off scrap shelve abandon postpone put_off
on_hold suspend scratch axe ditch fall_through drop ; remain stay_on stay continue serve in_office
cling hang_on | resign resignation step_down stand_down quit leave bow_out step_aside depart retire
drop_out pull_out walk_out withdraw hand_over stand_aside ; take_office take_up take_over assume
swear_in appoint elect start join | resign resignation step_down stand_down quit leave bow_out
retire remove dismiss ; mount intensify build_up escalate heighten worsen tighten stiffen toughen
harden deepen exacerbate aggravate increase rise grow add_to pile_on | ease relieve alleviate relax
loosen soften abate subside wane fade die_down let_up lighten mitigate reduce fall lessen ; score
convert net hit catch | miss squander waste concede ; resume continue progress restart | break_down
collapse stall break_off founder deadlock suspend halt ; pay_off repay settle clear honour pay meet
| default unpaid outstanding owe overdue arrears ; stand_firm hold_firm stand_fast stick_to
stick_with dig_in hold_out persist stand_by insist push_through press_ahead push_ahead forge_ahead
go_ahead keep_to plough_on | back_down give_way give_in relent climb_down cave_in yield capitulate
surrender backtrack give_up drop abandon ditch scrap on_hold shelve ; take_up adopt start embrace |
give_up abandon quit drop turn_down renounce ; under_control contain controlled put_out extinguish
douse | out_of_control rage spread uncontrolled ; intact undamaged unharmed unhurt unscathed
uninjured spare preserve survive escape | damage destroy harm wreck ruin hurt injure wound gut
shatter burn_down smash devastate ; hold_up stand_up withstand endure last resilient | collapse
crumble give_way fall_apart cave_in slump crash ; impressive encouraging promising pleasing
satisfying excellent brilliant strong outstanding splendid good | disappointing poor dismal
discouraging bleak dire lacklustre weak gloomy grim bad ; come_across find discover locate recover
unearth turn_up trace retrieve track_down | lose mislay vanish missing ; thrive flourish prosper
abundant boom healthy | extinct die_out struggle ailing endangered languish ; recover retrieve
salvage raise lift remove bring_up take_away fetch haul | leave abandon ; repeatedly often
regularly always several frequently constantly | once rarely seldom occasionally sporadically ;
groundless baseless unfounded meritless unjustified unwarranted spurious | founded justified valid
sound warranted ; recruit take_on sign_up enlist hire employ appoint | lay_off let_go redundant
fire sack dismiss discharge drop shed ; go_up creep_up edge_up shoot_up pick_up come_up step_up
ramp_up build_up scale_up bump_up bring_up drive_up push_up rise climb increase jump mark_up put_up
beef_up | go_down come_down bring_down drive_down push_down cut_back scale_back scale_down cut_down
wind_down roll_back rein_in trim pare die_down tail_off fall_off drop_off taper level_off mark_down
whittle_down ; speed_up accelerate quicken hasten expedite rush speed bring_forward | slow_down
delay slow hold_up stall drag put_back push_back postpone put_off defer ; switch_on turn_on
power_up start_up fire_up | switch_off turn_off shut_off shut_down power_down ; land touch_down
landing | take_off takeoff airborne ; rescue save survive | kill drown perish doom die ; single
sole lone alone solitary | multiple several numerous many joint together various ; alone unaided
solo independently individually separately | together jointly collectively ; unanimous unanimously
united | divide split narrowly ; narrowly barely slightly marginally modestly minor small little |
comfortably overwhelmingly vastly sharply steeply considerably significantly dramatically massively
hugely drastically ; ordinary common usual typical normal routine standard unremarkable | unusual
exceptional rare extraordinary abnormal remarkable uncommon ; confirm verify corroborate
acknowledge bear_out | deny refute contradict debunk play_down rebut disprove ; exaggerate
overstate inflate overestimate hype | understate play_down downplay underestimate ; deliberate
deliberately intentional intentionally wilful on_purpose knowingly consciously | accidental
accidentally unintentional inadvertent inadvertently by_accident by_mistake by_chance unwittingly
unknowingly ; sober | drunk intoxicated ; fresh | stale rotten ; exceed surpass beat top outstrip
overtake meet reach hit | fall_short undershoot lag miss ; early on_time punctual ahead_of_schedule
| late delay overdue behind_schedule ; under_budget | over_budget overrun overspend ; eligible
qualify entitle | ineligible disqualify bar ; qualify progress advance go_through | eliminate
knock_out crash_out exit ; elect vote_in reelect | vote_out oust unseat depose topple overthrow
defeat ; occupy capture seize conquer invade take | liberate withdraw retreat lose evacuate
surrender ; extend prolong lengthen renew | cut_short shorten curtail expire lapse end ; renew |
cancel terminate lapse expire ; upstairs | downstairs ; uphill | downhill ; top upper | bottom
lower ; front | back rear ; near close nearby adjacent | far distant remote ; inland | coastal
offshore ; onshore | offshore ; morning | afternoon evening ; noon midday | midnight ; spring |
autumn ; predecessor | successor ; ancestor | descendant ; former previous outgoing past ex
previously formerly | current present incoming future next currently ; past | future ; warming heat
warm | cooling cool chill ; certain sure definite clear convinced | uncertain unsure unclear
doubtful doubt unconvinced ; clear clearly obvious plain | unclear ambiguous vague confusing
obscure ; help aid assist benefit boost | harm hurt hinder hamper damage obstruct undermine ;
useful effective effectively work | useless ineffective futile worthless ; valuable precious |
worthless ; resolve solve settle | unresolved unsolved ; attend turn_up show_up appear take_part
participate | skip miss boycott stay_away absent ; volunteer | conscript ; deposit pay_in |
withdraw ; save | spend waste squander ; invest | divest ; strict tough stringent harsh severe
rigid rigorous | lenient lax mild loose relaxed soft gentle flexible ; mild slight | severe serious
acute ; kind | cruel ; polite courteous | rude ; happy pleased delighted satisfied glad content
thrilled | unhappy sad upset angry dissatisfied disappointed furious annoyed dismay ; eager keen
willing ready enthusiastic happy prepared | reluctant unwilling hesitant hesitate loath ; expected
predictable anticipated predictably foresee | unexpected surprise surprising unforeseen ; awake |
asleep ; beautiful attractive | ugly ; rough | smooth ; tight tighten | loose loosen slack ; sweet
| bitter sour ; tame | wild ; native indigenous | foreign alien invasive ; natural naturally |
artificial synthetic ; civilian civil | military ; amateur | professional ; junior | senior ;
supply | demand ; producer manufacturer | consumer ; asset | liability ; income revenue receipts
earnings | expenditure spending cost expense ; gross | net ; fixed | variable floating ; wholesale
| retail ; nationalise nationalize nationalisation | privatise privatize privatisation ; inflation
| deflation ; boom growth expansion | recession slump contraction bust ; born birth | die dead ;
marry wed marriage | divorce separate ; graduate | drop_out ; pass | fail flunk ; enrol enroll
register sign_up | drop_out withdraw deregister ; cooperate collaborate cooperation | obstruct ;
comply abide obey respect adhere observe keep_to stick_to | breach violate defy flout break
contravene infringe ; infect sicken | cure heal recover ; immune resistant | susceptible vulnerable
prone ; fertile | barren sterile ; edible nutritious | poisonous toxic ; constant steady consistent
regular continuous continuously constantly | intermittent sporadic irregular erratic occasional
occasionally ; gain win earn make | lose forfeit loss ; push | pull ; lead leader ahead | trail
follow behind ; publish release disclose print reveal unveil announce leak | withhold suppress
censor conceal secret hide hush_up cover_up ; restore reinstate revive bring_back reintroduce |
remove abolish scrap suspend drop ; expel evict deport banish oust exclude eject kick_out drive_out
throw_out | admit welcome let_in accept readmit ; return come_back go_back | leave depart flee
go_away ; evacuate flee | stay return remain ; pro | anti ; campaign_for lobby_for argue_for
rule_for decide_for speak_for testify_for in_favour in_favor | campaign_against lobby_against
argue_against rule_against decide_against speak_against testify_against protest_against
advise_against warn_against ; blame accuse implicate incriminate | exonerate clear vindicate
absolve ; majority most | minority ; popular liked | unpopular hated disliked ; famous renowned
prominent known | unknown obscure ; crowded packed full busy sold_out | empty deserted quiet ;
bright sunny clear | overcast cloudy rainy dull ; alive living | dead deceased late ; free liberate
| enslave enslaved capture imprison ; sane | insane mad ; clever intelligent smart | stupid foolish
; careful cautious prudent wary carefully cautiously | careless reckless rash negligent carelessly
recklessly ; generous generously | mean stingy miserly ; pleasant agreeable | unpleasant nasty ;
direct directly | indirect indirectly ; explicit explicitly | implicit implicitly ; theoretical |
practical ; abstract | concrete ; objective impartial neutral unbiased | subjective biased partial
partisan ; moderate | extreme radical ; conservative traditional | progressive radical liberal ;
sufficiently adequately | insufficiently inadequately ; lucky fortunate luckily fortunately |
unlucky unfortunate unfortunately ; innovative original novel | derivative conventional ;
hardworking diligent | lazy ; tighten_up crack_down clamp_down | turn_blind_eye tolerate condone
overlook ; forgive pardon | punish condemn ; reward | punish penalise penalize fine ; reassure
comfort soothe calm | alarm frighten scare worry ; simple straightforward simplistic | complex
complicated elaborate ; solid | liquid hollow ; fill fill_up refill top_up | drain empty ; stock_up
hoard | run_out run_short deplete ; inflate blow_up | deflate ; win_over persuade convince |
put_off alienate ; take_part participate join_in compete | sit_out abstain drop_out ; set_up found
establish launch | wind_up dissolve disband close_down break_up ; get_along reconcile make_up |
fall_out quarrel clash ; speak_up speak_out | keep_quiet silent ; hold_on hang_on cling | let_go
release ; look_after care_for | neglect abandon ; look_forward | dread ; look_up_to admire respect
esteem revere | look_down despise scorn disdain ; catch_up close_gap | fall_behind ; bring_in
introduce phase_in roll_out | phase_out scrap do_away withdraw abolish ; open_up | close_off
seal_off cordon_off ; come_true materialise materialize | fall_through ; pull_through recover |
succumb die ; use_up consume exhaust spend | save preserve conserve ; let_in | shut_out keep_out ;
put_on | take_off ; log_in | log_out ; upbeat cheerful buoyant optimistic bullish | downbeat gloomy
pessimistic bearish ; supporter backer advocate proponent champion fan | opponent critic detractor
sceptic skeptic ; ally partner | rival opponent enemy ; friend | enemy foe ; strength advantage
asset benefit merit | weakness disadvantage drawback liability flaw ; success triumph hit | failure
flop disaster setback fiasco ; progress breakthrough headway | setback deadlock stalemate impasse ;
agreement deal consensus accord | disagreement dispute discord rift ; permission consent approval
authorisation authorization | ban prohibition refusal veto ; arrival | departure ; entrance entry |
exit ; rise increase growth upturn surge boom gain | fall decrease decline downturn slump drop loss
; peak high record maximum top | trough low minimum bottom ; order calm stability | chaos disorder
turmoil unrest ; freedom liberty | captivity imprisonment slavery ; wealth prosperity | poverty
hardship ; guilt | innocence ; truth fact | lie falsehood myth ; knowledge awareness | ignorance ;
presence | absence ; similarity similar resemble alike | difference differ different unlike ;
surplus glut excess abundance | shortage shortfall deficit lack scarcity dearth ; deepen widen
broaden | narrow ; overcharge | undercharge ; overweight obese fat | underweight slim lean ;
visible noticeable apparent | invisible unnoticed hidden imperceptible ; notice spot detect | miss
overlook unnoticed ; lower_house | upper_house ; unlock release unblock unfreeze | freeze lock
block withhold ; reach | fall_short ; vulnerable exposed | protected shielded sheltered ; fit
healthy well | unfit ill sick unwell ; mean_to intend plan want wish | unintended unwilling ; daily
everyday | rarely occasionally ; advance forward ahead | backward backwards retreat ; voluntarily
willingly freely | forcibly unwillingly reluctantly grudgingly ; refuse decline balk | agree
consent offer volunteer undertake promise pledge vow ; offer | deny refuse withhold ; pledge
promise vow swear | renege ; keep honour fulfil fulfill carry_out | break renege ; inherit |
disinherit bequeath ; enlarge bigger grow | shrink smaller ; fortify reinforce | weaken undermine
erode ; condemn criticise criticize attack slam lambast | praise defend applaud hail welcome
support back ; contest challenge appeal dispute | accept concede agree ; accidental | deliberate ;
replaceable | irreplaceable ; treatable curable | incurable untreatable ; mortal | immortal ;
winnable | unwinnable ; wet damp flooded | dry parched ; hotter heat | colder cold ; calm calmer
still | rough stormy turbulent choppy ; shallow shallower | deep deeper ; steep steeper | gentle
flat ; lead_to result_in | prevent avert ; spread | contain halt ; unite rally | divide split ;
relaxed at_ease calm | tense nervous anxious ; outsider | insider ; host home | visitor visiting
guest away
"""
