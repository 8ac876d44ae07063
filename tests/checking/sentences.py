# ruff: noqa: E501 - one sentence a line is easier to read and to add to
"""Quotes with statements that they back (+) and that they do not (-); ~ is beyond the check."""

from __future__ import annotations

SENTENCES = """
Q The hospital treated 214 people after the earthquake, of whom 38 needed surgery, and it sent 9 of the most seriously hurt to Athens by helicopter.
+ After the earthquake, 214 people were treated at the hospital; 38 of them had to be operated on.
+ Nine of the most seriously hurt people were flown to Athens.
+ The hospital sent 9 people to Athens by helicopter.
- The hospital treated 241 people after the earthquake.
- Of the people treated, 9 needed surgery and 38 were sent to Athens.
- The hospital did not treat anyone after the earthquake.
- Nineteen of the most seriously hurt were sent to Athens.
- The most seriously hurt were sent to Ankara.
Q Although the mayor had promised that no trees would be felled, contractors cut down 60 oaks along Elm Street in the first week of March.
+ Contractors felled 60 oaks along Elm Street in early March.
+ The mayor promised that trees would not be cut down.
+ Sixty oaks were cut down in March, despite the mayor's promise.
- The mayor had promised that trees would be felled.
- Contractors cut down 16 oaks along Elm Street.
- Contractors cut down 60 oaks along Elm Street in the first week of May.
- Contractors cut down 60 oaks along Oak Street in March.
Q The company's share price fell below $14 for the first time since 2009, wiping out $2.1bn of its market value, after it warned that annual profit would miss forecasts by as much as 30%.
+ Shares in the company dropped below $14, the lowest since 2009.
+ The fall wiped $2.1 billion off its market value.
+ The company warned that profit could be up to 30 percent lower than forecast.
- The company's share price rose above $14.
- The fall wiped out $2.1m of its market value.
- The fall wiped out €2.1bn of its market value.
- The company's share price fell below $14 for the first time since 2019.
Q Researchers could find no evidence that the supplement improves memory, and participants who took it did no better on the tests than those given a placebo.
+ The researchers found no evidence that the supplement improves memory.
+ The supplement did not improve memory more than a placebo, the researchers found.
+ Participants who took the supplement did not do better than those given a placebo.
- The researchers found evidence that the supplement improves memory.
- Participants who took the supplement did better on the tests than those given a placebo.
- The supplement improves memory, researchers found.
Q Parliament voted 312 to 287 to lift the ban on hunting wolves, a decision that environmental groups said they would challenge in court.
+ Parliament lifted the ban on hunting wolves by 312 votes to 287.
+ Environmental groups plan to challenge the decision in court.
+ By a vote of 312 to 287, parliament ended the ban on wolf hunting.
- Parliament voted 287 to 312 to lift the ban on hunting wolves.
- Parliament voted to keep the ban on hunting wolves.
- Parliament voted 312 to 278 to lift the ban.
- Environmental groups said they would not challenge the decision in court.
Q Born in Trieste in 1861, Svevo published his first novel in 1892 and died in a car accident in 1928.
+ Svevo was born in 1861 in Trieste.
+ Svevo died in 1928 in a car accident.
+ His first novel appeared in 1892.
- Svevo was born in Trieste in 1892.
- Svevo died in 1861 and was born in 1928.
- Svevo published his first novel in 1928.
- Svevo was born in Turin in 1861.
Q The minister said she had never received the letter, but two of her aides testified that they had handed it to her on 3 February.
+ The minister denied having received the letter.
+ Two aides testified that they gave her the letter on February 3.
+ The minister said that she had not received the letter.
+ According to two aides, the letter was handed to the minister on 3 February.
- The minister said she had received the letter.
- Two aides testified that they had not handed the letter to her.
- Three aides testified that they had handed the letter to her.
- The letter was handed to her on 3 January.
Q Only 17 percent of the wells tested in the district met the safety standard; arsenic was detected in 64 percent and lead in 5 percent.
+ Arsenic was found in 64% of the wells.
+ Just 17 per cent of wells met the safety standard.
+ Lead was detected in five percent of the wells tested in the district.
- Arsenic was detected in 5 percent of the wells and lead in 64 percent.
~- Lead was detected in 17 percent of the wells.
- Arsenic was not detected in the wells.
- 71 percent of the wells tested met the safety standard.
Q Mexico's peso weakened on Thursday, while Brazil's real strengthened for a third day.
+ The Mexican peso weakened on Thursday.
+ Brazil's currency, the real, strengthened for the third day running.
- The Mexican peso strengthened on Thursday.
- Brazil's real weakened for a third day.
- The peso weakened on Wednesday.
Q Sanders beat Clinton in New Hampshire by 22 percentage points, but Clinton won Nevada and South Carolina.
+ Clinton won Nevada and South Carolina.
+ In New Hampshire, Sanders beat Clinton by 22 percentage points.
+ Clinton lost New Hampshire to Sanders.
- Clinton beat Sanders in New Hampshire by 22 percentage points.
- Sanders won Nevada and South Carolina.
- Sanders beat Clinton in New Hampshire by 22 percent.
Q The trial of the three officers, which was due to begin on Monday, has been postponed until 12 September because a key witness is ill.
+ The trial has been delayed until September 12.
+ The officers' trial did not begin on Monday as planned.
+ Because a key witness is ill, the trial will not start until 12 September.
- The trial of the three officers begins on Tuesday.
- The trial has been postponed until 21 September.
- The trial of the four officers has been postponed.
Q Unlike its predecessor, the new model has no headphone jack, weighs 168 grams and costs $999, about $100 more than analysts had expected.
+ The new model lacks a headphone jack.
+ The new model weighs 168 g and costs 999 dollars.
+ There is no headphone jack in the new model.
+ At $999, it is about $100 more expensive than analysts had expected.
- The new model has a headphone jack.
- The new model costs $100 less than analysts expected.
- The new model weighs 168 ounces.
- The new model costs $899.
Q The European Commission fined Google 4.34 billion euros in July 2018 for abusing the dominance of its Android operating system; Google appealed.
+ Google was fined €4.34bn by the European Commission in 2018.
+ Google appealed against the fine of July 2018.
+ In July 2018 the EU's executive, the European Commission, fined Google over Android.
- The European Commission fined Apple 4.34 billion euros.
- Google was fined 4.34 billion euros in July 2017.
- Google did not appeal.
- Google was fined 4.43 billion euros.
- Microsoft was fined by the European Commission in July 2018.
Q Nearly 3,000 people attended the funeral, according to police; organisers put the number at more than 5,000.
+ Police said almost 3,000 people attended the funeral.
+ Organisers said more than 5,000 people came to the funeral.
+ Close to three thousand people attended, police said.
~- Police put the number at more than 5,000, organisers at nearly 3,000.
- More than 3,000 people attended the funeral, according to police.
- Fewer than 5,000 people attended, organisers said.
- Nearly 8,000 people attended the funeral.
Q Turnout was 41.9 percent, down from 48.2 percent four years ago, and none of the eight candidates won an outright majority.
+ Turnout dropped to 41.9% from 48.2% four years earlier.
+ No candidate won an outright majority.
+ None of the candidates got an absolute majority.
- Turnout rose to 48.2 percent from 41.9 percent.
- One of the eight candidates won an outright majority.
- Turnout was up from 48.2 percent four years ago.
- None of the nine candidates won an outright majority.
Q The bridge is closed to lorries heavier than 7.5 tonnes, but cyclists and pedestrians may still use it.
+ Cyclists and pedestrians are allowed to use the bridge.
+ Lorries of more than 7.5 tonnes cannot use the bridge.
+ Lorries over 7.5 tonnes are banned from the bridge.
- The bridge is open to lorries heavier than 7.5 tonnes.
- Cyclists and pedestrians may no longer use the bridge.
- The bridge is closed to lorries lighter than 7.5 tonnes.
Q Dr Ngozi Eze, an economist at Lagos University, said the tax would hurt the poor most, whereas Finance Minister Ade Bello called it fair.
+ Eze said the tax would hurt the poor most.
+ Ade Bello, the finance minister, considers the tax fair.
+ Economist Ngozi Eze of Lagos University said that the poor would be hurt most by the tax.
- Bello said the tax would hurt the poor most.
- Ngozi Eze called the tax fair.
- Bello said the tax was unfair.
- Eze said the tax would not hurt the poor.
- Tunde Eze said the tax would hurt the poor most.
Q The vaccine was 94.1 percent effective at preventing symptomatic illness in a trial of 30,420 volunteers, and no one who received it became severely ill.
+ In a trial with 30,420 volunteers, the vaccine was about 94 percent effective.
+ Nobody who got the vaccine became severely ill.
+ None of those who received it became severely ill.
- The vaccine was ineffective at preventing symptomatic illness.
- Some who received it became severely ill.
- The vaccine was 94.1 percent effective in a trial of 34,020 volunteers.
- The vaccine was 91.4 percent effective.
Q He resigned two days after the report was published, not because of its findings, he said, but because his health had worsened.
+ He said he resigned because his health had worsened.
+ He resigned two days after the publication of the report.
+ His resignation, he said, was not because of the report's findings.
- He resigned two days before the report was published.
- He said he resigned because of the report's findings.
- He said he resigned because his health had improved.
- He resigned two weeks after the report was published.
Q The suspect was arrested at 6 a.m. at his home in Leeds and released without charge nine hours later.
+ The suspect was arrested at home in Leeds at 6 a.m.
+ He was released nine hours later without being charged.
+ The suspect was not charged.
- The suspect was arrested at 9 a.m. at his home in Leeds.
- The suspect was charged and released nine hours later.
- The suspect was arrested at his home in Manchester.
- The suspect was released with a charge nine hours later.
Q The treaty bans the production, but not the storage, of such weapons, and it has been ratified by 65 states, including Japan but not the United States.
+ The treaty has been ratified by 65 states.
+ The US has not ratified the treaty.
+ Japan has ratified the treaty.
+ Production of such weapons is prohibited by the treaty.
- The treaty allows the production of such weapons.
- The treaty has been ratified by 56 states.
- The treaty bans the storage of such weapons.
- Japan has not ratified the treaty.
Q Emissions from aviation doubled between 1990 and 2019, the agency said, and could triple by 2050 if nothing is done.
+ Aviation emissions doubled between 1990 and 2019.
+ If nothing is done, emissions could triple by 2050.
+ Aviation's emissions grew twofold from 1990 to 2019.
- Emissions from aviation tripled between 1990 and 2019.
- Emissions from aviation halved between 1990 and 2019.
- Emissions could triple by 2040.
- Emissions from aviation doubled between 1919 and 1990.
Q About one in four adults in the county cannot read well enough to fill in a form, compared with one in seven nationally.
+ One in four adults in the county can't read well enough to fill in a form.
+ Nationally, the figure is one in seven.
+ A quarter of adults in the county cannot read well enough to fill in a form.
- One in seven adults in the county cannot read well enough to fill in a form.
- About one in four adults in the county can read well enough to fill in a form.
- One in five adults in the county cannot read well enough.
Q "I have no intention of stepping down," Prime Minister Keller told the broadcaster ARD, adding that "the voters will decide in May."
+ Keller told ARD that he had "no intention of stepping down."
+ The prime minister does not intend to step down.
+ "I have no intention of stepping down," Keller said.
- Keller said he intended to step down.
- "I have every intention of stepping down," Keller said.
- Keller told ZDF he had no intention of stepping down.
- Keller said that "the voters will decide in June."
Q The plant, which employs 1,150 people, will close in 2027 unless a buyer is found by the end of this year.
+ The plant employs 1,150 people.
+ Unless a buyer is found by the end of the year, the plant will close in 2027.
+ The plant will shut in 2027 if no buyer is found by the end of this year.
- The plant will stay open in 2027 unless a buyer is found.
- The plant will close in 2027 if a buyer is found by the end of this year.
- The plant employs 1,510 people.
- The plant will close in 2026 unless a buyer is found.
Q Lake Chad has shrunk by 90 percent since the 1960s, from 26,000 square kilometres to less than 1,500.
+ Since the 1960s, Lake Chad has lost 90% of its area.
+ Lake Chad used to cover 26,000 square kilometers.
+ The lake now covers under 1,500 km².
- Lake Chad has grown by 90 percent since the 1960s.
- Lake Chad covered 26,000 square miles.
- Lake Chad has shrunk by 90 percent since the 1980s.
- Lake Chad has shrunk by 19 percent since the 1960s.
Q The judge ruled that the police search was unlawful and ordered that the evidence be excluded, so prosecutors dropped the case.
+ The judge found the search illegal.
+ The evidence was excluded and the case dropped.
+ Prosecutors did not pursue the case.
- The judge ruled that the police search was lawful.
- The judge ordered that the evidence be included.
- Prosecutors did not drop the case.
Q Tesla delivered 466,140 cars in the second quarter of 2023, up 83 percent from a year earlier and more than the 445,000 analysts had predicted.
+ Tesla delivered 466,140 vehicles in the second quarter of 2023.
+ Tesla's deliveries were up 83% from a year earlier.
+ Analysts had predicted 445,000 deliveries, fewer than Tesla made.
- Tesla delivered 445,000 cars, and analysts had predicted 466,140.
- Ford delivered 466,140 cars in the second quarter of 2023.
- Tesla delivered 466,140 cars in the third quarter of 2023.
- Tesla delivered fewer cars than analysts had predicted.
- Tesla delivered 466,140 cars in the second quarter, down 83 percent.
Q The study followed 1,204 nurses for twelve years and found that those who worked night shifts were 19 percent more likely to develop diabetes.
+ Over 12 years, the study followed 1,204 nurses.
+ Nurses working night shifts were 19% likelier to develop diabetes.
+ More than 1,200 nurses were followed for a dozen years.
- Night-shift nurses were 19 percent less likely to develop diabetes.
- The study followed 1,402 nurses for twelve years.
- The study followed 1,204 nurses for twelve months.
- Those who worked night shifts were 91 percent more likely to develop diabetes.
Q Thailand's army chief, General Apirat, ruled out a coup on Friday but declined to say whether he would attend the inauguration.
+ General Apirat said on Friday there would be no coup.
+ The Thai army chief would not say whether he would attend the inauguration.
+ Apirat refused to say if he would attend the inauguration.
- Thailand's army chief did not rule out a coup.
- The army chief said he would attend the inauguration.
- Vietnam's army chief ruled out a coup.
- The army chief ruled out a coup on Saturday.
Q The mine produced 3.4 million tonnes of iron ore last year, less than half of its output in 2015, and has been making losses since 2018.
+ The mine produced 3.4m tonnes of iron ore last year.
+ Last year's output was under half of that of 2015.
+ The mine has been losing money since 2018.
+ The mine has been unprofitable since 2018.
- The mine produced 3.4 billion tonnes of iron ore last year.
- The mine has been making profits since 2018.
- Output was more than half of that in 2015.
- The mine produced 4.3 million tonnes of iron ore last year.
Q Swimmers were warned not to enter the water at Bondi after a shark was seen 50 metres from the beach on Sunday morning.
+ Swimmers were told to stay out of the water at Bondi.
+ A shark was spotted about 50 m from the beach.
+ On Sunday morning, a shark was seen 50 metres off the beach at Bondi.
- Swimmers were told to enter the water at Bondi.
- A shark was seen 50 feet from the beach.
- A shark was seen on Saturday morning.
- A shark was seen 15 metres from the beach.
Q The Constitutional Court struck down the law by seven votes to two, saying it violated freedom of assembly.
+ The law was struck down by the Constitutional Court by 7 votes to 2.
+ The court threw out the law because it violated freedom of assembly.
+ The Constitutional Court rejected the law.
- The Constitutional Court upheld the law by seven votes to two.
- The court struck down the law by six votes to three.
- The court said the law did not violate freedom of assembly.
- The Supreme Court of Canada struck down the law.
Q Airbus said it would cut 2,300 jobs in Germany, 2,000 in France and 900 in Spain, but did not expect compulsory redundancies before 2021.
+ Airbus will cut 2,300 jobs in Germany.
+ Airbus announced 900 job cuts in Spain and 2,000 in France.
+ No compulsory redundancies were expected before 2021.
- Airbus said it would cut 2,000 jobs in Germany and 2,300 in France.
- Airbus said it would cut 900 jobs in France.
- Airbus expected compulsory redundancies before 2021.
- Boeing said it would cut 2,300 jobs in Germany.
- Airbus said it would create 2,300 jobs in Germany.
Q The comet, discovered by Carolyn Shoemaker in 1993, broke into 21 pieces that hit Jupiter between 16 and 22 July 1994.
+ Carolyn Shoemaker discovered the comet in 1993.
+ The comet's 21 pieces hit Jupiter in July 1994.
+ The fragments hit Jupiter between July 16 and July 22, 1994.
+ Jupiter was hit by 21 pieces of the comet.
- The comet was discovered in 1994 and hit Jupiter in 1993.
- The pieces hit Jupiter between 16 and 22 June 1994.
- The comet broke into 12 pieces.
- The pieces hit Saturn in July 1994.
- The comet was discovered by Eugene Levy in 1993.
Q Sugar prices rose 4.5 percent in March after falling in the previous three months, while wheat was little changed.
+ In March, sugar prices rose by 4.5%.
+ Sugar prices had fallen in the three months before.
+ Wheat prices hardly changed.
- Sugar prices fell 4.5 percent in March.
- Sugar prices rose 5.4 percent in March.
~- Wheat prices rose 4.5 percent in March.
~- Sugar prices rose in the previous three months.
Q Hotel guests aged under 12 stay free, and those aged 12 to 17 pay half the adult rate of 90 francs a night.
+ Children under twelve stay for free.
+ Guests between 12 and 17 pay half the adult rate.
+ Adults pay 90 francs per night.
~- Guests aged under 12 pay half the adult rate.
- The adult rate is 90 dollars a night.
- Guests aged under 17 stay free.
- The adult rate is 90 francs a week.
Q The union called off the strike planned for Thursday after the company agreed to raise wages by 6 percent and to drop plans to outsource cleaning.
+ The strike planned for Thursday was cancelled.
+ The company agreed to a pay rise of 6%.
+ The company abandoned its plans to outsource cleaning.
+ The company will not outsource cleaning.
- The union went ahead with the strike planned for Thursday.
- The company refused to raise wages by 6 percent.
- The company agreed to raise wages by 16 percent.
- The strike was planned for Tuesday.
- The company agreed to cut wages by 6 percent.
Q Marie Curie won the Nobel Prize in Physics in 1903 with her husband, Pierre, and Henri Becquerel, and the prize in Chemistry alone in 1911.
+ Curie won the Nobel Prize in Chemistry in 1911.
+ In 1903 Marie Curie shared the Nobel Prize in Physics with Pierre Curie and Henri Becquerel.
~+ Marie Curie won two Nobel Prizes.
~- Marie Curie won the Nobel Prize in Chemistry in 1903.
- Marie Curie won the Nobel Prize in Physics in 1911.
- Marie Curie won the Nobel Prize in Physics with Albert Einstein.
- Marie Curie won the Nobel Prize in Literature in 1911.
Q The phone lasted 14 hours and 20 minutes in our battery test, almost three hours longer than last year's model, though it charges more slowly.
+ In the battery test, the phone lasted 14 hours 20 minutes.
+ It lasted nearly three hours longer than the model of last year.
+ The phone charges more slowly than last year's model.
- The phone lasted 20 hours and 14 minutes.
- The phone lasted almost three hours less than last year's model.
- It lasted more than three hours longer than last year's model.
- The phone charges faster than last year's model.
Q Ukraine exported 33 million tonnes of grain in the year before the war, and Russia's blockade of Odessa kept another 20 million tonnes from leaving.
+ Ukrainian grain exports were 33 million tonnes in the year before the war.
+ Twenty million tonnes of grain could not leave because of the Russian blockade of Odessa.
+ The blockade prevented 20 million tonnes from leaving.
- Ukraine imported 33 million tonnes of grain in the year before the war.
- Ukraine exported 20 million tonnes of grain in the year before the war.
- Ukraine exported 33 million tonnes of grain in the year after the war.
- Turkey's blockade of Odessa kept 20 million tonnes from leaving.
Q Police do not believe the fire was started deliberately, said Inspector Joan Pratt, who appealed for anyone with footage to come forward.
+ Inspector Joan Pratt said police didn't think the fire had been started deliberately.
+ Police believe the fire was not started deliberately.
+ Pratt appealed for people with footage to come forward.
- Police believe the fire was started deliberately.
- Pratt said the fire was started deliberately.
- Inspector John Pratt appealed for anyone with footage to come forward.
Q NASA's Perseverance rover landed on Mars on 18 February 2021 carrying a 1.8-kilogram helicopter named Ingenuity, which made 72 flights before it was damaged in January 2024.
+ Perseverance landed on Mars in February 2021.
+ The helicopter, Ingenuity, weighed 1.8 kg.
+ Ingenuity made 72 flights and was damaged in January 2024.
+ The National Aeronautics and Space Administration's rover landed on Mars in 2021.
- Perseverance landed on Mars in January 2024.
- Ingenuity made 27 flights.
- The helicopter weighed 1.8 pounds.
~- Perseverance made 72 flights.
- NASA's Curiosity rover landed on Mars on 18 February 2021.
Q Of those polled, 46 percent said they trusted the police, 31 percent said they did not and 23 percent had no opinion.
+ Forty-six percent of those polled trust the police.
~+ 31% do not trust the police.
+ 23 percent of respondents had no opinion.
- 31 percent said they trusted the police and 46 percent said they did not.
- 46 percent said they did not trust the police.
- 64 percent said they trusted the police.
- 23 percent said they trusted the police.
Q The composer never finished the symphony, though sketches for a fourth movement were discovered in Graz in 1867.
+ The symphony was never completed by the composer.
+ The composer left the symphony unfinished.
+ Sketches for the fourth movement were found in Graz.
- The composer finished the symphony.
- The symphony was completed by the composer.
- Sketches for a third movement were discovered in Graz in 1867.
- Sketches were discovered in Linz in 1867.
Q India overtook China as the world's most populous country in April 2023, with 1,425,775,850 people, the United Nations estimated.
+ The UN estimated that India became the most populous country in April 2023, overtaking China.
+ India's population was about 1.4 billion in April 2023.
+ China was overtaken by India in April 2023.
- China overtook India as the world's most populous country in April 2023.
- India overtook China in August 2023.
- India had about 1.9 billion people.
- India became the world's least populous country.
Q Customers who paid by credit card will be refunded automatically; those who paid in cash must apply by 31 March and will not be refunded if they have lost their receipts.
+ Credit card customers are refunded automatically.
+ Those who paid cash have to apply by March 31.
+ Cash customers without receipts will not be refunded.
- Customers who paid by credit card will not be refunded automatically.
- Those who paid in cash must apply by 13 March.
- Customers who lost their receipts will be refunded.
Q In 2013, Detroit filed for bankruptcy with debts of $18 billion, making it the largest American city ever to do so; it left court protection 17 months later.
+ Detroit went bankrupt in 2013 with $18bn in debts.
+ No larger US city had ever filed for bankruptcy.
+ Seventeen months later, Detroit left court protection.
+ Detroit became the largest city in the United States to file for bankruptcy.
- Detroit filed for bankruptcy with debts of $18 million.
- Detroit left court protection 18 months later.
- Chicago filed for bankruptcy in 2013.
- Detroit was the smallest American city ever to file for bankruptcy.
Q Facebook said it had removed 1.7 billion fake accounts between July and September, and it estimated that about 5 percent of its monthly users were not genuine.
+ Facebook removed 1.7 billion fake accounts from July to September.
+ Around 5% of monthly users are fake, Facebook estimated.
+ Facebook estimated that roughly five percent of its monthly users were not genuine.
- Facebook removed 1.7 million fake accounts between July and September.
- Facebook estimated that about 5 percent of its monthly users were genuine.
- Facebook removed 1.7 billion fake accounts between July and December.
- Twitter removed 1.7 billion fake accounts between July and September.
Q Facial recognition software misidentified Black women in 34.7 percent of cases, compared with 0.8 percent for light-skinned men, a study by Joy Buolamwini of MIT found.
+ A study by MIT's Joy Buolamwini found that the software misidentified Black women in 34.7% of cases.
+ For light-skinned men the error rate was 0.8 percent.
+ Black women were misidentified in more than a third of cases.
- Facial recognition software misidentified Black women in 0.8 percent of cases and light-skinned men in 34.7 percent.
- The software correctly identified Black women in 34.7 percent of cases.
- A study by Timnit Gebru of MIT found that software misidentified Black women.
- Software misidentified Black women in 37.4 percent of cases.
Q The council has not yet decided whether to renew the licence, which expires on 30 June, and will hold a public hearing on Tuesday, 14 May.
+ The council has yet to decide whether to renew the licence.
+ The licence expires on June 30.
+ A public hearing will take place on May 14.
+ A decision on renewing the licence has not been made.
- The council has decided to renew the licence.
- The licence expires on 31 June.
- A public hearing will be held on 30 June.
- The hearing on Tuesday, 14 May, will not be public.
Q Neither the pilot nor the control tower noticed that the landing gear had not been lowered, and the plane skidded for 800 metres before it stopped.
+ The landing gear had not been lowered, which neither the pilot nor the tower noticed.
+ The plane skidded 800 metres before stopping.
+ The pilot did not notice that the landing gear was not down.
- The landing gear had been lowered.
- Both the pilot and the control tower noticed that the landing gear had not been lowered.
- The plane skidded for 800 yards before it stopped.
- The plane skidded for 300 metres.
Q Adidas ended its partnership with Kanye West in October 2022, saying it "does not tolerate antisemitism and any other sort of hate speech," and expected the break to cost it up to 250 million euros.
+ Adidas cut ties with Kanye West in October 2022.
+ Adidas said it "does not tolerate antisemitism."
+ The end of the partnership was expected to cost Adidas as much as €250 million.
+ Adidas no longer works with Kanye West.
- Adidas continued its partnership with Kanye West in October 2022.
- Nike ended its partnership with Kanye West.
- Adidas said it "does not accept antisemitism."
- The break was expected to cost it 520 million euros.
- Adidas ended its partnership with Kanye West in November 2022.
Q Iceland has no army, and its police officers do not normally carry guns; in 2013 they shot a man dead for the first time since the country became independent in 1944.
+ Iceland doesn't have an army.
+ Icelandic police officers are normally unarmed.
+ In 2013, Icelandic police shot someone dead for the first time.
+ Iceland became independent in 1944.
- Iceland has an army.
- Icelandic police officers normally carry guns.
- Iceland became independent in 2013.
- Ireland has no army.
Q The firm sells 70 percent of its chips to China and 12 percent to Japan, and its chief executive, Lena Vogt, said export curbs would therefore be very painful.
+ China buys 70 percent of the firm's chips.
+ Lena Vogt, CEO of the firm, said that export curbs would be very painful.
+ Twelve percent of its chips go to Japan.
- The firm sells 12 percent of its chips to China and 70 percent to Japan.
- The firm sells 70 percent of its chips to Korea.
- Lena Vogt said export curbs would not be painful.
- The firm buys 70 percent of its chips from China.
Q Ticket prices will rise from 2.80 to 3.20 euros on 1 January, the first increase in six years, but children under six will continue to travel free.
+ A ticket will cost 3.20 euros from January 1.
+ Children under 6 will still travel for free.
+ Ticket prices go up on 1 January from €2.80 to €3.20.
+ It is the first price rise in six years.
- Ticket prices will rise from 3.20 to 2.80 euros on 1 January.
- Children under six will no longer travel free.
- It is the second increase in six years.
- Ticket prices will fall on 1 January.
- Ticket prices will rise to 3.20 dollars.
Q After the merger was blocked by regulators in Brussels, Siemens and Alstom dropped the deal and said they would remain competitors.
+ Regulators in Brussels blocked the merger.
+ Siemens and Alstom abandoned the deal.
+ The merger was prohibited by regulators.
+ Siemens and Alstom did not merge.
- Regulators in Brussels approved the merger.
- Siemens and Alstom went ahead with the deal.
- Siemens and Alstom said they would no longer be competitors.
- Regulators in Berlin blocked the merger.
Q He denied wrongdoing and has not been charged, but the university suspended him without pay in April 2018 while it investigates.
+ He denies having done anything wrong.
+ No charges have been brought against him.
+ The university suspended him without pay in 2018.
+ He was suspended in April 2018 and receives no pay.
- He admitted wrongdoing.
- He has been charged.
- The university suspended him with pay in April 2018.
- The university suspended him in August 2018.
Q The number of homeless people in Finland fell by 39 percent between 2008 and 2016, while it rose in every other country of the European Union.
+ Between 2008 and 2016, homelessness fell by 39% in Finland.
+ In all other EU countries the number of homeless people rose.
+ Finland was the only EU country where homelessness declined.
- The number of homeless people in Finland rose by 39 percent between 2008 and 2016.
- The number fell in every other country of the European Union.
- The number of homeless people in Finland fell by 93 percent.
- The number of homeless people in Norway fell by 39 percent.
Q Amnesty researchers verified 68 videos, 14 of which showed police using tear gas in enclosed spaces, a practice that manufacturers warn against.
+ Fourteen of the 68 videos verified by Amnesty showed tear gas used in enclosed spaces.
+ Manufacturers warn against using tear gas in enclosed spaces.
~- Sixty-eight of the videos showed police using tear gas in enclosed spaces.
- Amnesty researchers verified 86 videos.
- Manufacturers recommend using tear gas in enclosed spaces.
- 14 of 86 videos showed police using tear gas.
Q The court found that the ban was not unconstitutional, but two of the nine judges dissented.
+ The court held that the ban was constitutional.
+ Two of nine judges dissented.
- The court found that the ban was unconstitutional.
- The court found that the ban was not constitutional.
- Three of the nine judges dissented.
- None of the judges dissented.
Q "It was never about the money," said Coleman, 41, who turned down an offer of $3 million from a rival club in 2015.
+ Coleman said "it was never about the money."
+ Coleman rejected a $3 million offer from a rival club.
+ In 2015, Coleman declined an offer of three million dollars.
+ The 41-year-old Coleman did not accept a rival club's offer.
- Coleman accepted an offer of $3 million from a rival club.
- Coleman said "it was always about the money."
- Coleman, 14, turned down an offer.
- Coleman turned down an offer of £3 million.
- Coleman turned down an offer in 2016.
Q The number of visitors increased in 2019.
- The number of visitors decreased in 2019.
- The number of visitors fell in 2019.
- The number of visitors did not increase in 2019.
+ Visitor numbers rose in 2019.
+ In 2019, the number of visitors went up.
+ The number of visitors did not fall in 2019.
Q The committee rejected the proposal on Monday.
- The committee accepted the proposal on Monday.
- The committee approved the proposal on Monday.
- The committee did not reject the proposal on Monday.
+ The committee did not accept the proposal.
+ The proposal was turned down by the committee on Monday.
+ The committee voted against the proposal.
Q Smoking is permitted in the courtyard.
- Smoking is banned in the courtyard.
- Smoking is not permitted in the courtyard.
- Smoking is prohibited in the courtyard.
+ Smoking is allowed in the courtyard.
+ People may smoke in the courtyard.
+ Smoking is not banned in the courtyard.
Q The team won all of its home games.
- The team lost all of its home games.
- The team won none of its home games.
- The team never won a home game.
+ The team won all its games at home.
+ The team did not lose a home game.
Q He always carries a camera.
- He never carries a camera.
- He does not carry a camera.
+ He carries a camera at all times.
Q The shop is open on Sundays.
- The shop is closed on Sundays.
- The shop is not open on Sundays.
+ The shop opens on Sundays.
+ The shop is not closed on Sundays.
Q The firm hired 40 engineers.
- The firm fired 40 engineers.
- The firm laid off 40 engineers.
+ The firm recruited 40 engineers.
+ Forty engineers were hired by the firm.
Q She bought the house in 2001.
- She sold the house in 2001.
- She did not buy the house in 2001.
+ She purchased the house in 2001.
Q Prices were higher than a year before.
- Prices were lower than a year before.
- Prices were not higher than a year before.
+ Prices were up on a year before.
Q It was her first novel.
- It was her last novel.
- It was her second novel.
- It was not her first novel.
+ The novel was her first.
Q The meeting took place inside the church.
- The meeting took place outside the church.
- The meeting did not take place inside the church.
+ The meeting was held in the church.
Q The attempt succeeded.
- The attempt failed.
- The attempt did not succeed.
- The attempt was unsuccessful.
+ The attempt was successful.
+ The attempt did not fail.
Q The jury found her guilty.
- The jury found her innocent.
- The jury found her not guilty.
- The jury acquitted her.
+ She was found guilty by the jury.
+ The jury convicted her.
Q The device is safe for children.
- The device is unsafe for children.
- The device is not safe for children.
- The device is dangerous for children.
+ The device isn't dangerous for children.
Q The agency was aware of the leak.
- The agency was unaware of the leak.
- The agency did not know of the leak.
+ The agency knew of the leak.
Q The operation is irregular and unlikely to continue.
- The operation is regular.
- The operation is likely to continue.
+ The operation probably will not continue.
Q Many workers refused to leave the building.
- Many workers agreed to leave the building.
- Many workers left the building.
- Few workers refused to leave the building.
+ Many workers did not leave the building.
+ Many of the workers would not leave the building.
Q The pipeline will be built without state aid.
- The pipeline will be built with state aid.
- The pipeline will not be built without state aid.
+ The pipeline will be built with no state aid.
+ The pipeline will not receive state aid.
Q The senator no longer supports the bill.
- The senator supports the bill.
- The senator still supports the bill.
+ The senator has stopped supporting the bill.
+ The senator does not support the bill anymore.
+ The senator opposes the bill.
Q Nobody was hurt in the crash.
- Somebody was hurt in the crash.
- Several people were hurt in the crash.
+ No one was hurt in the crash.
+ There were no injuries in the crash.
+ The crash did not hurt anyone.
+ No people were hurt in the accident.
Q The law does not apply to charities.
- The law applies to charities.
+ Charities are exempt from the law.
+ The law doesn't apply to charities.
Q The drug is not yet available in Europe.
- The drug is available in Europe.
- The drug is already available in Europe.
+ The drug is unavailable in Europe.
+ The drug is not available in Europe yet.
Q The data were stored securely and have not been shared.
- The data were stored insecurely.
- The data have been shared.
- The data were not stored securely.
+ The data have not been shared with anyone.
+ The data were kept securely.
Q The mayor left office before the scandal broke.
- The mayor left office after the scandal broke.
- The mayor entered office before the scandal broke.
+ The scandal broke after the mayor had left office.
Q He kept silent about the deal until March.
- He did not keep silent about the deal.
+ He said nothing about the deal until March.
Q The prime minister denied that the army had been involved.
- The prime minister confirmed that the army had been involved.
- The prime minister said that the army had been involved.
+ The prime minister said the army had not been involved.
Q The prosecutor dropped the charges against both men.
- The prosecutor did not drop the charges.
- The prosecutor upheld the charges against both men.
+ The charges against both men were dropped.
+ The prosecutor withdrew the charges.
Q Under the plan, the tax on fuel would be abolished.
- Under the plan, the tax on fuel would be kept.
- Under the plan, the tax on fuel would not be abolished.
- Under the plan, the tax on fuel would be introduced.
+ The plan would scrap the fuel tax.
Q The museum is free on Fridays.
- The museum is not free on Fridays.
+ Entry to the museum costs nothing on Fridays.
Q Doctors were able to save his left eye.
- Doctors were unable to save his left eye.
- Doctors could not save his left eye.
- Doctors saved his right eye.
+ Doctors saved his left eye.
Q The report was published in full.
- The report was never published.
- The report was not published in full.
+ The full report was published.
Q It is the oldest bridge in the north of the country.
- It is the newest bridge in the north of the country.
- It is the oldest bridge in the south of the country.
+ No bridge in the north of the country is older.
"""
